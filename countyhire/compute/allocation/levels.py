"""The aims of an allocation, by the names that a pack orders (C06, C08, H06, H12, H27, H31, H56–H58).

A name may stand for several levels that follow one another: `demand` fills first wishes, then second,
then the rest. Every level counts people or places, or tenths of a kilometre.
"""

from collections.abc import Callable, Iterator
from datetime import date

from countyhire.compute.allocation.problem import Level, Limit, Problem, Tally
from countyhire.compute.allocation.setting import Setting
from countyhire.model.money import half_up
from countyhire.model.people import TITLE_RANK, Person
from countyhire.model.period import ONE_DAY

WISHES = 5
INTERMEDIATE = TITLE_RANK["中级"]
RANKS = ("第一", "第二", "第三", "第四", "第五")


class Drawing:
    """A problem being drawn up: positions of people, posts and pairs, and the tallies that levels ask for."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        used_people = sorted({person for person, _ in setting.pairs})
        used_posts = sorted({post for _, post in setting.pairs})
        self.people = [setting.candidates[index] for index in used_people]
        self.posts = [setting.posts[index] for index in used_posts]
        person_at = {index: at for at, index in enumerate(used_people)}
        post_at = {index: at for at, index in enumerate(used_posts)}
        self.pairs = [(person_at[person], post_at[post]) for person, post in setting.pairs]
        self.tallies: list[Tally] = []

    def people_where(self, test: Callable[[Person], bool]) -> dict[int, int]:
        """A gain of one for each person of a kind."""
        return {at: 1 for at, person in enumerate(self.people) if test(person)}


def must_go(drawing: Drawing) -> Iterator[Level]:
    """Those whose duty cannot wait for another batch (B03, B08)."""
    owed = drawing.setting.must_go
    yield Level("must_go", "必须派出人员落实", people=drawing.people_where(lambda person: person.code in owed))


def quota(drawing: Drawing) -> Iterator[Level]:
    """The district's floor, then the institutions' shares, each counted as far as it reaches (C08, C10, H32)."""
    target = drawing.setting.target
    new = [at for at, person in enumerate(drawing.people) if target.counts and person.code not in target.counted]
    drawing.tallies.append(Tally("quota", "people", tuple(new), max(0, target.quota - target.dispatched_total)))
    base = min(target.quota, target.dispatched_total)
    yield Level("quota", f"全区名额（{target.quota}人）", tallies=("quota",), base=base)
    names, base = [], 0
    for code in sorted(target.shares):
        share, sent = target.shares[code], target.dispatched.get(code, 0)
        base += min(share, sent)
        members = tuple(at for at in new if drawing.people[at].institution == code)
        if share > sent and members:
            drawing.tallies.append(Tally(f"quota:{code}", "people", members, share - sent))
            names.append(f"quota:{code}")
    yield Level("quota_hospitals", "各机构名额", tallies=tuple(names), base=base)


def demand(drawing: Drawing) -> Iterator[Level]:
    """Places filled: the receivers' first wishes, then their second, then the rest (C04, H27)."""
    ranks = [post.demand.rank or WISHES for post in drawing.posts]
    yield Level("demand_first", "第一志愿需求", posts={at: 1 for at, rank in enumerate(ranks) if rank == 1})
    yield Level("demand_second", "第二志愿需求", posts={at: 1 for at, rank in enumerate(ranks) if rank == 2})
    yield Level("demand_rest", "其余需求", posts={at: 1 for at, rank in enumerate(ranks) if rank > 2})


def remote(drawing: Drawing) -> Iterator[Level]:
    """Places filled at remote institutions (F02, Q23)."""
    yield Level(
        "remote", "边远机构岗位", posts={at: 1 for at, post in enumerate(drawing.posts) if post.receiver.remote}
    )


def title(drawing: Drawing) -> Iterator[Level]:
    """People of intermediate title and above, then 骨干 (H06, H31)."""
    yield Level("title", "中级以上职称", people=drawing.people_where(lambda person: person.title_rank >= INTERMEDIATE))
    yield Level("backbone", "骨干", people=drawing.people_where(lambda person: person.backbone is True))


def continuity(drawing: Drawing) -> Iterator[Level]:
    """Lines of the last batch that go on without a gap, each up to the number who leave it (H56–H58)."""
    lines = continued_lines(drawing.setting)
    members: dict[tuple[str, str], list[int]] = {}
    for at, post in enumerate(drawing.posts):
        members.setdefault((post.receiver.code, post.demand.specialty), []).append(at)
    names = []
    for line in sorted(members):
        if lines.get(line):
            name = f"line:{line[0]}:{line[1]}"
            drawing.tallies.append(Tally(name, "posts", tuple(members[line]), lines[line]))
            names.append(name)
    yield Level("continuity", "延续上批专业", tallies=tuple(names))


def continued_lines(setting: Setting) -> dict[tuple[str, str], int]:
    """How many of an institution's places in a specialty continue the last batch without a gap.

    By 服务台账: 县聘乡用 spells there that run to the day before the start. Where it has none of that line
    at all, by the demand's own 延续上批. A line whose last spell ended earlier has its gap already.
    """
    before = setting.start - ONE_DAY
    known: dict[tuple[str, str], int] = {}
    for spell in setting.book.spells:
        if spell.county_hired and spell.start and spell.start <= before:
            line = (spell.receiver, spell.specialty)
            known[line] = known.get(line, 0) + ((spell.end or date.max) >= before)
    found = dict(known)
    for post in setting.posts:
        line = (post.receiver.code, post.demand.specialty)
        if line not in known and post.demand.continues_last:
            found[line] = found.get(line, 0) + post.places
    return found


def wishes(drawing: Drawing) -> Iterator[Level]:
    """Volunteers, then those of them at the institution they wished for first, second … (H12)."""
    book = drawing.setting.book
    preferences = [book.preference(person.code) for person in drawing.people]
    willing = [bool(preference and preference.willing) for preference in preferences]
    yield Level("volunteers", "自愿人员", people={at: 1 for at, yes in enumerate(willing) if yes})
    by_rank: list[dict[int, int]] = [{} for _ in range(WISHES)]
    ranks = [
        {code: rank for rank, code in reversed(list(enumerate(preference.wishes)))} if preference and yes else {}
        for preference, yes in zip(preferences, willing, strict=True)
    ]
    for pair, (person, post) in enumerate(drawing.pairs):
        if ranks[person]:
            rank = ranks[person].get(drawing.posts[post].receiver.code)
            if rank is not None:
                by_rank[rank][pair] = 1
    for rank, gains in enumerate(by_rank):
        yield Level(f"wish_{rank + 1}", f"个人{RANKS[rank]}志愿", pairs=gains)


def proximity(drawing: Drawing) -> Iterator[Level]:
    """People within their own medical community, then the sum of the distances in tenths of a kilometre."""
    same = {
        pair: 1
        for pair, (person, post) in enumerate(drawing.pairs)
        if drawing.posts[post].receiver.community_lead == drawing.people[person].institution
    }
    yield Level("community", "同一医共体", pairs=same)
    yield Level(
        "distance",
        "距县城路程合计（百米）",
        posts={at: -tenths for at, tenths in enumerate(distances(drawing)) if tenths},
        sign=-1,
    )


def distances(drawing: Drawing) -> list[int]:
    """Tenths of a kilometre from the county town; an unknown distance counts as the longest known."""
    known = [post.receiver.distance_km for post in drawing.setting.posts]
    longest = max((km for km in known if km is not None), default=0)
    here = [post.receiver.distance_km for post in drawing.posts]
    return [half_up((longest if km is None else km) * 10) for km in here]


BUILDERS: dict[str, Callable[[Drawing], Iterator[Level]]] = {
    "must_go": must_go,
    "quota": quota,
    "demand": demand,
    "remote": remote,
    "title": title,
    "continuity": continuity,
    "wishes": wishes,
    "proximity": proximity,
}


def draw(setting: Setting, drawing: Drawing) -> Problem:
    """The whole problem; with an allocation to keep, fewest people moved is an aim, by default the first."""
    levels: list[Level] = []
    for name in ("", *setting.policy.texts("allocation.levels", setting.start)):
        if name:
            levels.extend(BUILDERS[name](drawing))
        if setting.asked.kept and name == setting.keep_after:
            levels.extend(_kept(drawing))
    return Problem(
        people=tuple(person.code for person in drawing.people),
        posts=tuple(post.demand.code for post in drawing.posts),
        places=tuple(post.places for post in drawing.posts),
        pairs=tuple(drawing.pairs),
        limits=tuple(_limits(drawing)),
        tallies=tuple(drawing.tallies),
        levels=tuple(levels),
        seed=setting.seed,
    )


def _kept(drawing: Drawing) -> Iterator[Level]:
    kept = drawing.setting.asked.kept
    stays = {
        pair: 1
        for pair, (person, post) in enumerate(drawing.pairs)
        if kept.get(drawing.people[person].code) == drawing.posts[post].demand.code
    }
    yield Level("kept", "原分配保持不动", pairs=stays)


def _limits(drawing: Drawing) -> Iterator[Limit]:
    """The departments that can spare fewer than they have among the people considered (H26)."""
    members: dict[tuple[str, str], list[int]] = {}
    for at, person in enumerate(drawing.people):
        members.setdefault((person.institution, person.department), []).append(at)
    for key in sorted(members):
        spare = drawing.setting.departments[key].spare
        if spare < len(members[key]):
            yield Limit(f"{key[0]}:{key[1]}", tuple(members[key]), spare)
