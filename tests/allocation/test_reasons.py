"""Words for everybody: who goes, what stays empty, who stays and why (H29)."""

from datetime import date
from fractions import Fraction

from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.levels import Drawing, draw
from countyhire.compute.allocation.setting import setting
from countyhire.model.institutions import DepartmentLimit
from countyhire.policy.load import load
from tests.allocation import districts as d

POLICY = load("chongqing-2021-55")


def run(seed="签", policy=POLICY, **sheets):
    return allocate(d.book(**sheets), policy, d.YEAR, d.START, d.ON, seed=seed)


def gain(level, problem, chosen):
    """What a set of pairs is worth at a level."""
    people, posts = [problem.pairs[pair][0] for pair in chosen], [problem.pairs[pair][1] for pair in chosen]
    total = sum(level.people.get(one, 0) for one in people) + sum(level.posts.get(one, 0) for one in posts)
    for tally in problem.tallies:
        if tally.name in level.tallies:
            total += min(tally.most, sum(one in tally.members for one in (people if tally.side == "people" else posts)))
    return total + sum(level.pairs.get(pair, 0) for pair in chosen)


def words(row):
    return [str(reason) for reason in row.reasons]


def test_reasons_of_an_assignment_follow_the_order_of_the_aims():  # H08, H29
    result = run(
        institutions=[d.hospital("H1"), d.clinic("R1", remote=True, distance_km=Fraction(93, 2), community_lead="H1")],
        people=[d.physician("P1", hired_on=date(2022, 3, 15), recruited_as="执业医师类", entry_route="公开招聘",
                            backbone=True), d.physician("P2")],
        demands=[d.demand("D1")],
        preferences=[d.preference("P1", wish1="R9", wish2="R1")],
        spells=[d.spell("S1", "P2", "R1")],
    )  # fmt: skip
    assert words(result.assignments[0]) == [
        "专业对口：麻醉",
        "须在2027-03-14前完成基层服务，最迟2026-03-15开始（已逾期）",
        "接收机构第一志愿需求",
        "边远机构",
        "中级职称",
        "骨干医师",
        "接续上批麻醉专业",
        "本人自愿",
        "本人第二志愿机构",
        "同一医共体",
        "距县城46.5公里",
    ]
    assert result.assignments[0].wish_rank == 2 and result.assignments[0].must_go


def test_why_a_place_stays_empty():
    homes = [d.hospital("H1"), d.clinic("R1"), d.clinic("R2")]
    asked = [d.demand("D1", "R1", count=2), d.demand("D2", "R2", rank=2), d.demand("D3", "R2", specialty="儿科"),
             d.demand("D4", "R2", specialty="外科"), d.demand("D5", "R1", specialty="口腔", minimum_title="副高"),
             d.demand("D6", "R1", specialty="中医")]  # fmt: skip
    staff = [d.physician("P1"), d.physician("P2"), d.physician("P3", specialty="儿科", status="病假"),
             d.physician("P4", specialty="口腔"), d.physician("P5", specialty="中医", department="二科")]  # fmt: skip
    limits = [DepartmentLimit(institution="H1", department="二科", minimum_physicians=1)]
    result = run(institutions=homes, people=staff, demands=asked, department_limits=limits)
    assert {row.demand: words(row) for row in result.unfilled} == {
        "D2": ["麻醉专业全区可派2人，均已派往志愿顺序在前的机构"],
        "D3": ["全区儿科专业执业医师1人，均不可派：不在岗1人"],
        "D4": ["全区没有外科专业的执业医师"],
        "D5": ["全区口腔专业可派1人，均不符合本需求：低于最低职称1人"],
        "D6": ["中医专业全区可派1人，均因示例H1医院二科已到可派上限"],
    }
    stays = {row.person: words(row) for row in result.not_sent}
    assert stays == {
        "P3": ["在岗状态为病假"],
        "P4": ["口腔专业的1项需求均不符合：低于最低职称1项"],
        "P5": ["示例H1医院二科在岗执业医师1人，最低在岗1人，已派出0人，本批可派0人"],
    }


def test_who_goes_instead_and_at_which_aim():
    homes = [d.hospital("H1"), d.clinic("R1")]
    people = [d.physician("P1"), d.physician("P2", appointment="师级"), d.physician("P3", backbone=True)]
    result = run(institutions=homes, people=people, demands=[d.demand("D1")])
    assert [row.person for row in result.assignments] == ["P3"]
    assert {row.person: words(row) for row in result.not_sent} == {
        "P1": ["如改派本人替换示例P3（P3）到示例R1卫生院麻醉岗位（D1），“骨干”少1"],
        "P2": ["如改派本人替换示例P3（P3）到示例R1卫生院麻醉岗位（D1），“中级以上职称”少1"],
    }


def test_equals_are_told_that_the_lottery_decided():
    homes = [d.hospital("H1"), d.clinic("R1")]
    people = [d.physician("P1"), d.physician("P2")]
    winners = {
        run(seed, institutions=homes, people=people, demands=[d.demand("D1")]).assignments[0].person
        for seed in ("甲", "乙", "丙", "丁", "戊", "己", "庚")
    }
    assert winners == {"P1", "P2"}
    result = run("甲", institutions=homes, people=people, demands=[d.demand("D1")])
    winner = result.assignments[0].person
    assert words(result.not_sent[0]) == [
        f"与派出的示例{winner}（{winner}）条件相同，抽签未中：示例R1卫生院麻醉岗位（D1）"
    ]


def test_everybody_and_every_empty_place_has_words(sweep):
    """Physicians of the scheme are sent or listed, once; every demand is filled or listed short; nothing is bare."""
    for number in range(sweep(80, 1000)):
        book = d.random_book(number, people=16, demands=9)
        result = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签")
        listed = [row.person for row in (*result.assignments, *result.not_sent)]
        assert len(listed) == len(set(listed))
        homes = {row.code for row in book.institutions if row.sends}
        physicians = {row.code for row in book.people if row.profession == "执业医师" and row.institution in homes}
        assert physicians <= set(listed)
        filled = {
            code: sum(row.demand == code for row in result.assignments) for code in (r.code for r in book.demands)
        }
        short = {row.demand: row.short for row in result.unfilled}
        assert all(filled[row.code] + short.get(row.code, 0) == row.count for row in book.demands)
        rows = (*result.assignments, *result.unfilled, *result.not_sent)
        assert all(row.reasons and all(reason.text for reason in row.reasons) for row in rows)


def test_no_single_exchange_is_better(sweep):
    """What is said of each who stays must be true: no lawful change of one person gains at the first aim it moves."""
    for number in range(sweep(40, 400)):
        book = d.random_book(number, people=16, demands=9)
        case = setting(book, POLICY, d.YEAR, d.START, d.ON, "签", (), (), {})
        drawing = Drawing(case)
        problem = draw(case, drawing)
        result = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签")
        names = [level.name for level in problem.levels]
        codes = {(problem.people[i], problem.posts[j]): e for e, (i, j) in enumerate(problem.pairs)}
        chosen = {codes[row.person, row.demand] for row in result.assignments}
        for row in result.not_sent:
            if row.reasons[-1].code == "behind" and row.reasons[-1].text.startswith("如改派"):
                text = row.reasons[-1].text
                other = text.split("替换")[1].split("（")[1].split("）")[0]
                post = text.split("岗位（")[1].split("）")[0]
                out = next(e for e in chosen if problem.people[problem.pairs[e][0]] == other)
                changed = tuple(sorted(chosen - {out} | {codes[row.person, post]}))
                before = [gain(level, problem, tuple(sorted(chosen))) for level in problem.levels]
                after = [gain(level, problem, changed) for level in problem.levels]
                first = next(at for at in range(len(names)) if before[at] != after[at])
                assert before[first] > after[first]
                assert f"“{problem.levels[first].label}”" in text


def test_the_first_alternate_is_the_best_single_replacement(sweep):
    for number in range(sweep(30, 300)):
        book = d.random_book(number, people=16, demands=6)
        case = setting(book, POLICY, d.YEAR, d.START, d.ON, "签", (), (), {})
        problem = draw(case, Drawing(case))
        result = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签")
        codes = {(problem.people[i], problem.posts[j]): e for e, (i, j) in enumerate(problem.pairs)}
        chosen = {codes[row.person, row.demand] for row in result.assignments}
        gone = {problem.people[problem.pairs[e][0]] for e in chosen}
        for row in result.assignments:
            options = {}
            for other in problem.people:
                pair = codes.get((other, row.demand))
                changed = chosen - {codes[row.person, row.demand]} | {pair}
                sent = [problem.pairs[e][0] for e in changed if e is not None]
                lawful = all(sum(one in limit.members for one in sent) <= limit.most for limit in problem.limits)
                if pair is not None and other not in gone and lawful:
                    options[other] = [gain(level, problem, tuple(changed)) for level in problem.levels]
            assert set(row.alternates) <= set(options) and len(row.alternates) == min(2, len(options))
            if options:
                assert options[row.alternates[0]] == max(options.values())


def test_what_each_aim_could_reach_if_it_came_first(sweep):
    """Never less than it reached in its place, and exactly what it reaches as the only aim."""
    for number in range(sweep(15, 150)):
        book = d.random_book(number, people=16, demands=6)
        result = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签")
        first = {row.name: row.alone for row in result.objectives}
        assert all(row.alone is None or row.alone >= row.value for row in result.objectives)
        assert first["distance"] is None
        for name, level in (
            ("remote", "remote"),
            ("title", "title"),
            ("continuity", "continuity"),
            ("wishes", "volunteers"),
        ):
            only = allocate(book, POLICY.with_values({"allocation.levels": name}), d.YEAR, d.START, d.ON, seed="签")
            assert {row.name: row.value for row in only.objectives}[level] == first[level]
