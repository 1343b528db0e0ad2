"""Why each person goes, why a place stays empty, why somebody stays, in a clerk's words (H29)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from countyhire.compute.allocation.eligibility import Reason, why_not_filled, why_not_sent
from countyhire.compute.allocation.exchange import Ledger
from countyhire.compute.allocation.levels import INTERMEDIATE, RANKS, Drawing, continued_lines
from countyhire.compute.allocation.lottery import ticket
from countyhire.compute.allocation.problem import Problem
from countyhire.compute.allocation.result import Assignment, NotSent, Unfilled
from countyhire.compute.allocation.setting import Department, Post, Setting, demands_of
from countyhire.compute.roster import people_of
from countyhire.model.money import decimal_text
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.service import Demand
from countyhire.model.where import Cell

ALTERNATES = 2
POSTS_COMPARED = 8  # of a person's possible posts, those looked at to say who goes instead
SHORT_WORDS = {
    "not-in-scheme": "所在机构未纳入区县统筹",
    "not-physician": "不是执业医师",
    "licence-missing": "未填执业证书编码",
    "licence-later": "执业注册晚于派出日期",
    "not-on-duty": "不在岗",
    "hired-later": "尚未入职",
    "already-away": "派期内已派出",
    "on-hold": "不宜派出",
    "years-missing": "未填临床年限",
    "years-short": "临床年限不够",
    "title-low": "低于最低职称",
    "specialty-not-listed": "专业不在范围内",
    "specialty-differs": "专业不符",
    "not-wished": "不服从调剂且未填报",
    "forbidden": "区县已排除",
}


class Explainer:
    """The words for one solved allocation."""

    def __init__(self, drawing: Drawing, problem: Problem, chosen: Sequence[int]) -> None:
        self.drawing = drawing
        self.setting: Setting = drawing.setting
        self.problem = problem
        self.chosen = chosen
        self.ledger = Ledger(problem, chosen)
        self.lines = continued_lines(drawing.setting)
        self.person_at = {person.code: at for at, person in enumerate(drawing.people)}
        self.post_at = {post.demand.code: at for at, post in enumerate(drawing.posts)}
        self.pairs_of: dict[int, list[int]] = {}
        self.pairs_to: dict[int, list[int]] = {}
        for pair, (at, post_at) in enumerate(problem.pairs):
            self.pairs_of.setdefault(at, []).append(pair)
            self.pairs_to.setdefault(post_at, []).append(pair)
        self.physicians: dict[str, list[Person]] = {}
        for person in people_of(self.setting.book):
            home = self.setting.book.institution(person.institution)
            if person.profession == PHYSICIAN and home and home.sends:
                self.physicians.setdefault(person.specialty, []).append(person)

    # people sent

    def assignments(self) -> tuple[Assignment, ...]:
        """Those who go, by 人员编号."""
        found = []
        for pair in sorted(self.chosen):
            at, post_at = self.problem.pairs[pair]
            person, post = self.drawing.people[at], self.drawing.posts[post_at]
            preference = self.setting.book.preference(person.code)
            wishes = preference.wishes if preference else ()
            found.append(
                Assignment(
                    person=person.code,
                    name=person.name,
                    sender=person.institution,
                    department=person.department,
                    specialty=post.demand.specialty,
                    demand=post.demand.code,
                    receiver=post.receiver.code,
                    reasons=tuple(self._why_sent(person, post)),
                    demand_rank=post.demand.rank,
                    wish_rank=wishes.index(post.receiver.code) + 1 if post.receiver.code in wishes else None,
                    must_go=person.code in self.setting.must_go,
                    volunteer=bool(preference and preference.willing),
                    alternates=tuple(self._alternates(pair)),
                )
            )
        return tuple(sorted(found, key=lambda row: row.person))

    def _alternates(self, out: int) -> list[str]:
        """Who would come next to this post if its person dropped out: the least loss at the first aim, and so on."""
        at, post = self.problem.pairs[out]
        limit = self.ledger.limit_of.get(at)
        ranked = []
        for into in self.pairs_to[post]:
            other = self.problem.pairs[into][0]
            if other in self.ledger.post_of or (
                self.ledger.spent(other) and (limit is None or self.ledger.limit_of[other] != limit)
            ):
                continue
            code = self.problem.people[other]
            draw = ticket(self.problem.seed, code, self.problem.posts[post], 0)
            ranked.append((*self.ledger.falls(self.problem.levels, out, into), -draw, code))
        return [str(entry[-1]) for entry in sorted(ranked)[:ALTERNATES]]

    def _why_sent(self, person: Person, post: Post) -> Iterator[Reason]:
        """What speaks for this person at this post, in the order of the aims."""
        for pin in self.setting.pins:
            if pin.person == person.code:
                yield Reason("pinned", f"区县指定{f'：{pin.reason}' if pin.reason else ''}", clause="C06")
        if self.setting.asked.kept.get(person.code) == post.demand.code:
            yield Reason("kept", "原分配保持不动", clause="C06")
        yield Reason("specialty", f"专业对口：{post.demand.specialty}", post.demand.cell("specialty"), "H25")
        if person.code in self.setting.must_go:
            yield self._duty(person.code)
        if post.demand.rank:
            text = f"接收机构{rank_words(post.demand.rank)}志愿需求"
            yield Reason("demand-rank", text, post.demand.cell("rank"), "H27")
        if post.receiver.remote:
            yield Reason("remote", "边远机构", post.receiver.cell("remote"), "F02")
        if person.title_rank >= INTERMEDIATE:
            yield Reason("title", f"{person.appointment}职称", person.cell("appointment"), "H06")
        if person.backbone:
            yield Reason("backbone", "骨干医师", person.cell("backbone"), "H31")
        if self.lines.get((post.receiver.code, post.demand.specialty)):
            yield Reason("continuity", f"接续上批{post.demand.specialty}专业", post.demand.cell("specialty"), "H57")
        yield from self._wish(person, post)
        if post.receiver.community_lead == person.institution:
            yield Reason("community", "同一医共体", post.receiver.cell("community_lead"), "C06")
        if post.receiver.distance_km is not None:
            text = f"距县城{decimal_text(post.receiver.distance_km)}公里"
            yield Reason("distance", text, post.receiver.cell("distance_km"), "H08")

    def _wish(self, person: Person, post: Post) -> Iterator[Reason]:
        preference = self.setting.book.preference(person.code)
        if preference is None:
            yield Reason("no-form", "未填志愿申请表，统筹安排", clause="H12")
            return
        if preference.willing:
            yield Reason("volunteer", "本人自愿", preference.cell("willing"), "H12")
        if post.receiver.code in preference.wishes:
            rank = preference.wishes.index(post.receiver.code) + 1
            yield Reason("wish", f"本人{rank_words(rank)}志愿机构", preference.cell(f"wish{rank}"), "H12")
        elif preference.wishes:
            yield Reason("adjusted", "志愿未能满足，服从调剂", preference.cell("accepts_adjustment"), "H12")

    def _duty(self, code: str) -> Reason:
        row = self.setting.must_go[code]
        overdue = row.latest_start is not None and row.latest_start < self.setting.start
        text = f"须在{row.finish_by}前完成基层服务，最迟{row.latest_start}开始{'（已逾期）' if overdue else ''}"
        return Reason("must-go", text, row.cells[0] if row.cells else None, row.clause)

    # places left empty

    def unfilled(self) -> tuple[Unfilled, ...]:
        """Every demand with an empty place, by 需求编号."""
        found = []
        for demand in demands_of(self.setting.book):
            index = self.setting.post_index.get(demand.code)
            post = None if index is None else self.setting.posts[index]
            at = self.post_at.get(demand.code)
            sent = len(self.ledger.occupants.get(at, ())) if at is not None else 0
            short = (post.places if post else demand.count or 0) - sent
            if short > 0:
                reasons = tuple(self._why_empty(demand, post, at))
                found.append(
                    Unfilled(demand.code, demand.institution, demand.specialty, demand.count or 0, short, reasons)
                )
        return tuple(found)

    def _why_empty(self, demand: Demand, post: Post | None, at: int | None) -> Iterator[Reason]:
        if post is None:
            reason = why_not_filled(demand, self.setting.book.institution(demand.institution))
            if reason:
                yield reason
            return
        pool = self.physicians.get(demand.specialty, [])
        if not pool:
            yield Reason("no-physician", f"全区没有{demand.specialty}专业的执业医师", demand.cell("specialty"), "H25")
            return
        able = [person for person in pool if person.code in self.setting.candidate_index]
        if not able:
            barred = Counter(next(why_not_sent(person, self.setting.book, self.setting.asked)).code for person in pool)
            text = f"全区{demand.specialty}专业执业医师{len(pool)}人，均不可派：{tallied(barred, '人')}"
            yield Reason("nobody-may-go", text, clause="B06")
            return
        if at is None:
            barred = Counter(next(self.setting.why_not(person, post)).code for person in able)
            text = f"全区{demand.specialty}专业可派{len(able)}人，均不符合本需求：{tallied(barred, '人')}"
            yield Reason("nobody-suits", text, clause="C06")
            return
        yield self._all_taken(demand, at)

    def _all_taken(self, demand: Demand, at: int) -> Reason:
        """Everybody who suits is sent elsewhere, or the department can spare nobody more."""
        people = [self.problem.pairs[pair][0] for pair in self.pairs_to[at]]
        sent = [person for person in people if person in self.ledger.post_of]
        stay = [person for person in people if person not in self.ledger.post_of]
        earlier = sum(1 for person in sent if (self._rank_of(person) or 0) < (demand.rank or 0))
        parts = []
        if sent:
            where = "志愿顺序在前的机构" if earlier == len(sent) else "其他岗位"
            note = f"（其中志愿顺序在前的{earlier}人）" if 0 < earlier < len(sent) else ""
            parts.append(f"{'均' if not stay else f'{len(sent)}人'}已派往{where}{note}")
        spent = [person for person in stay if self.ledger.spent(person)]
        if spent:
            names = sorted({self._department_words(self.drawing.people[person]) for person in spent})
            listed = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
            parts.append(
                f"{'均因' if not sent and len(spent) == len(stay) else f'{len(spent)}人因'}{listed}已到可派上限"
            )
        if len(stay) > len(spent):
            parts.append(f"{len(stay) - len(spent)}人按目标次序未派")
        minimum = "" if demand.minimum_title in ("", "不限") else f"{demand.minimum_title}以上"
        text = f"{demand.specialty}专业{minimum}全区可派{len(people)}人，{'，'.join(parts)}"
        return Reason("all-taken", text, demand.cell("count"), "C06")

    def _rank_of(self, person: int) -> int | None:
        return self.drawing.posts[self.problem.pairs[self.ledger.post_of[person]][1]].demand.rank

    # people who stay

    def not_sent(self) -> tuple[NotSent, ...]:
        """Physicians of the scheme's institutions, those who must go and those who applied, unless sent."""
        found = []
        for person in people_of(self.setting.book):
            home = self.setting.book.institution(person.institution)
            physician = person.profession == PHYSICIAN and home is not None and home.sends
            owed = person.code in self.setting.must_go
            sent = self.person_at.get(person.code) in self.ledger.post_of
            if sent or not (physician or owed or self.setting.book.preference(person.code)):
                continue
            eligible = person.code in self.setting.candidate_index
            reasons = [self._duty(person.code)] if owed else []
            reasons += (
                self._why_stays(person) if eligible else why_not_sent(person, self.setting.book, self.setting.asked)
            )
            found.append(
                NotSent(
                    person.code, person.name, person.institution, person.department, person.specialty,
                    eligible, owed, tuple(reasons),
                )
            )  # fmt: skip
        return tuple(found)

    def _why_stays(self, person: Person) -> Iterator[Reason]:
        at = self.person_at.get(person.code)
        if at is None:
            yield self._no_post(person)
            return
        department = self.setting.department_of(person)
        if department.spare == 0:
            yield Reason("department-full", self._spare_words(department), self._limit_cell(department), "H26")
            return
        yield self._behind(at)

    def _no_post(self, person: Person) -> Reason:
        """Nothing that this candidate could fill."""
        same = [post for post in self.setting.posts if post.demand.specialty == person.specialty]
        if not same:
            return Reason("no-demand", f"本批没有{person.specialty}专业的需求", person.cell("specialty"), "H25")
        open_ = [post for post in same if post.places]
        if not open_:
            return Reason("demand-taken", f"{person.specialty}专业的需求已全部有人", person.cell("specialty"), "C06")
        barred = Counter(next(self.setting.why_not(person, post)).code for post in open_)
        text = f"{person.specialty}专业的{len(open_)}项需求均不符合：{tallied(barred, '项')}"
        return Reason("suits-none", text, person.cell("specialty"), "C06")

    def _behind(self, at: int) -> Reason:
        """Who goes instead, and at which aim sending this person would cost something: the closest such case."""
        best: tuple[int, str, str] | None = None
        for into, out in self._exchanges(at):
            moved = self.ledger.first_fall(self.problem.levels, out, into)
            position = len(self.problem.levels) if moved is None else moved[0]
            other = self.drawing.people[self.problem.pairs[out][0]]
            post = self.drawing.posts[self.problem.pairs[into][1]]
            where = f"{post.receiver.name}{post.demand.specialty}岗位（{post.demand.code}）"
            if moved is None:
                text = f"与派出的{other.name}（{other.code}）条件相同，抽签未中：{where}"
            else:
                level = self.problem.levels[moved[0]]
                less = f"多{moved[1]}" if level.sign < 0 else f"少{moved[1]}"
                text = f"如改派本人替换{other.name}（{other.code}）到{where}，“{level.label}”{less}"
            if best is None or (-position, other.code) < (-best[0], best[1]):
                best = (position, other.code, text)
        if best:
            return Reason("behind", best[2], clause="C06")
        department = self.setting.department_of(self.drawing.people[at])
        if self.ledger.spent(at):
            return Reason("department-full", self._spare_words(department), self._limit_cell(department), "H26")
        return Reason("places-full", "符合条件的岗位均已满员", clause="C06")

    def _exchanges(self, at: int) -> Iterator[tuple[int, int]]:
        """Lawful changes of one person for another: the pair that comes in, the pair that goes out."""
        preference = self.setting.book.preference(self.drawing.people[at].code)
        wishes = preference.wishes if preference else ()
        order = {code: rank for rank, code in reversed(list(enumerate(wishes)))}
        pairs = sorted(
            self.pairs_of[at],
            key=lambda pair: (order.get(self.drawing.posts[self.problem.pairs[pair][1]].receiver.code, 9), pair),
        )
        spent, limit = self.ledger.spent(at), self.ledger.limit_of.get(at)
        for pair in pairs[:POSTS_COMPARED]:
            post = self.problem.pairs[pair][1]
            full = self.ledger.full(post)
            others: Iterable[int] = self.ledger.occupants.get(post, ())
            if not full and spent:
                others = (
                    (p for p in self.problem.limits[limit].members if p in self.ledger.post_of)
                    if limit is not None
                    else ()
                )
            for other in others:
                if not spent or self.ledger.limit_of.get(other) == limit:
                    yield pair, self.ledger.post_of[other]

    def _department_words(self, person: Person) -> str:
        return f"{self.setting.book.institution_name(person.institution)}{person.department or '（未填科室）'}"

    def _spare_words(self, department: Department) -> str:
        name = f"{self.setting.book.institution_name(department.institution)}{department.name or '（未填科室）'}"
        most = "" if department.maximum_away is None else f"，同期最多派出{department.maximum_away}人"
        return (
            f"{name}在岗执业医师{department.on_duty}人，最低在岗{department.minimum}人{most}，"
            f"已派出{department.away}人，本批可派{department.spare}人{self._mates(department)}"
        )

    def _mates(self, department: Department) -> str:
        """Who goes from a department, where that is why another stays."""
        names = [
            f"{person.name}（{person.code}）"
            for at, person in enumerate(self.drawing.people)
            if at in self.ledger.post_of and self.setting.department_of(person) is department
        ]
        return f"，已选派{'、'.join(names)}" if names else ""

    def _limit_cell(self, department: Department) -> Cell | None:
        return department.row.cell("minimum_physicians") if department.row else None


def rank_words(rank: int) -> str:
    """第一 … 第五, then 第6."""
    return RANKS[rank - 1] if 0 < rank <= len(RANKS) else f"第{rank}"


def tallied(codes: Counter[str], unit: str) -> str:
    """`不在岗2人，派期内已派出1人`, the most frequent first."""
    ordered = sorted(codes.items(), key=lambda item: (-item[1], item[0]))
    return "，".join(f"{SHORT_WORDS[code]}{number}{unit}" for code, number in ordered)
