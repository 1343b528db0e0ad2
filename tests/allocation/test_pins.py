"""Pins and exclusions, and the smallest set of rules where pins cannot hold."""

from dataclasses import dataclass
from datetime import date
from itertools import combinations

import pytest

from countyhire.compute.allocation import KEEP_OPTIONS, allocate
from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.difference import difference
from countyhire.model.institutions import DepartmentLimit
from countyhire.policy.load import load
from tests.allocation import districts as d
from tests.oracles.brute_allocation import District

POLICY = load("chongqing-2021-55")


@dataclass(frozen=True)
class Pair:
    person: str
    institution: str = ""
    demand: str = ""
    reason: str = ""


def run(book, **more):
    return allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签", **more)


def sent(result):
    return {row.person: row.demand for row in result.assignments}


def small(people=2, places=2, **limit):
    limits = [DepartmentLimit(institution="H1", department="一科", **limit)] if limit else []
    return d.book(
        institutions=[d.hospital("H1"), d.clinic("R1"), d.clinic("R2")],
        people=[d.physician(f"P{n + 1}") for n in range(people)],
        demands=[d.demand("D1", "R1", count=places), d.demand("D2", "R2", rank=3)],
        department_limits=limits,
    )


def texts(result):
    return [(row.rule, row.text) for row in result.conflicts]


def test_a_pin_holds_against_every_aim_and_is_proven():
    free = run(small(people=1))
    assert sent(free) == {"P1": "D1"}
    pinned = run(small(people=1), pins=[Pair("P1", demand="D2", reason="专科联建")])
    assert sent(pinned) == {"P1": "D2"}
    assert "区县指定：专科联建" in [str(reason) for reason in pinned.assignments[0].reasons]
    assert check(pinned.proof, [("P1", "D2")]) == []


def test_a_pin_to_an_institution_takes_any_of_its_demands():
    result = run(small(), pins=[Pair("P2", institution="R2")])
    assert sent(result) == {"P1": "D1", "P2": "D2"}


def test_a_veto_is_told_with_its_reason_where_the_place_stays_empty():
    veto = Pair("P1", institution="R1", reason="近亲属在该院任职")
    result = run(small(people=1), forbidden=[veto, Pair("P1", institution="R2", reason="")])
    told = {row.demand: [str(reason) for reason in row.reasons] for row in result.unfilled}
    name = next(row.name for row in result.not_sent)
    assert told["D1"][-1] == f"{name}区县已排除：近亲属在该院任职"
    assert not any("近亲属" in text for text in told["D2"])


def test_a_forbidden_pair_is_never_made_and_is_said():
    result = run(small(people=1), forbidden=[Pair("P1", institution="R1", reason="近亲属在该院任职")])
    assert sent(result) == {"P1": "D2"}
    both = run(small(people=1), forbidden=[Pair("P1", institution="R1"), Pair("P1", demand="D2")])
    assert sent(both) == {}
    assert [str(reason) for reason in both.not_sent[0].reasons] == ["麻醉专业的2项需求均不符合：区县已排除2项"]


@pytest.mark.parametrize(
    ("book", "pin", "rule", "word"),
    [
        (small(), Pair("P9", demand="D1"), "人员须在花名册内", "没有P9"),
        (small(), Pair("P1", demand="D9"), "须有申报的需求", "没有这项需求"),
        (small(), Pair("P1", institution="H1"), "须有申报的需求", "没有这项需求"),
        (
            d.book(institutions=[d.hospital("H1"), d.clinic("R1")], people=[d.physician("P1", status="病假")],
                   demands=[d.demand("D1")]),
            Pair("P1", demand="D1"), "派出人员条件", "在岗状态为病假",
        ),
        (
            d.book(institutions=[d.hospital("H1"), d.clinic("R1")], people=[d.physician("P1", specialty="儿科")],
                   demands=[d.demand("D1")]),
            Pair("P1", demand="D1"), "岗位条件", "与需求专业麻醉不符",
        ),
    ],
)  # fmt: skip
def test_an_unlawful_pin_names_its_rule(book, pin, rule, word):  # C06
    result = run(book, pins=[pin])
    assert result.status == "infeasible" and not result.assignments
    assert [row.rule for row in result.conflicts] == ["固定派出", rule]
    assert word in result.conflicts[1].text


def test_a_pin_against_an_exclusion():
    result = run(small(), pins=[Pair("P1", demand="D1")], forbidden=[Pair("P1", institution="R1")])
    assert texts(result)[1] == ("岗位条件", "D1：区县已排除")


def test_one_person_pinned_twice():
    result = run(small(), pins=[Pair("P1", demand="D1"), Pair("P1", demand="D2"), Pair("P2", demand="D1")])
    assert [row.rule for row in result.conflicts] == ["固定派出", "固定派出", "每人只派一个岗位"]
    assert all("P2" not in row.text for row in result.conflicts)
    assert run(small(), pins=[Pair("P1", institution="R1"), Pair("P1", demand="D1")]).status == "optimal"


def test_more_pins_than_a_department_can_spare():  # H26
    book = small(people=4, places=4, maximum_away=1)
    result = run(book, pins=[Pair(f"P{n}", demand="D1") for n in (1, 2, 3)])
    assert texts(result)[-1] == ("科室保障", "示例H1医院一科本派期还可派1人")
    assert len(result.conflicts) == 3 and result.short == 2


def test_more_pins_than_places():
    book = small(people=3, places=1)
    result = run(book, pins=[Pair("P1", demand="D1"), Pair("P2", institution="R1"), Pair("P3", demand="D2")])
    assert [row.rule for row in result.conflicts] == ["固定派出", "固定派出", "需求人数"]
    assert result.conflicts[-1].text == "D1可派1人" and result.short == 1


def test_pins_are_feasible_exactly_when_an_allocation_has_them(sweep):
    """Against every lawful allocation; and every conflict set is smallest: dropping a pin of it helps."""
    feasible = 0
    for number in range(sweep(60, 600)):
        book = d.random_book(number)
        district = District(book, d.START, d.YEAR, (), "签")
        every = list(district.lawful())
        options = [(person.code, demand.code) for person in district.people for demand in district.options(person)]
        for wanted in list(combinations(options, 2))[:6]:
            pins = [Pair(person, demand=demand) for person, demand in wanted]
            possible = any(all(c.get(p) is not None and c[p].code == q for p, q in wanted) for c in every)
            result = run(book, pins=pins)
            assert (result.status == "optimal") == possible, (number, wanted)
            feasible += possible
            if possible:
                assert set(wanted) <= set(sent(result).items())
            elif sum(row.rule == "固定派出" for row in result.conflicts) == 2:
                alone = [any(c.get(p) is not None and c[p].code == q for c in every) for p, q in wanted]
                assert all(alone), (number, wanted)
    assert feasible > 20


def test_an_allocation_kept_moves_as_few_as_possible():
    """One falls ill in mid-year: the others stay where they are, though another plan would serve more aims."""
    book = small(people=3, places=1)
    before = run(book, keep=None)
    kept = {"P1": "D2", "P2": "D1"}
    after = run(book, keep=kept)
    assert sent(after) == kept and sent(before) != kept
    assert after.objectives[0].name == "kept" and after.objectives[0].value == 2


def test_people_kept_may_already_stand_in_the_ledger():
    book = d.book(
        institutions=[d.hospital("H1"), d.clinic("R1")],
        people=[d.physician("P1"), d.physician("P2")],
        demands=[d.demand("D1", "R1", count=2)],
        spells=[d.spell("S1", "P1", "R1", demand="D1", start=d.START, end=date(2027, 7, 31), status="拟派")],
    )
    assert sent(run(book)) == {"P2": "D1"}
    assert sent(run(book, keep={"P1": "D1"})) == {"P1": "D1", "P2": "D1"}


def test_three_options_for_a_replacement_in_mid_year(sweep):
    """The earlier keeping comes, the fewer people move; the last option loses no aim to it."""
    moved_less = 0
    for number in range(sweep(30, 300)):
        book = d.random_book(number, people=14, demands=7)
        before = run(book)
        if len(before.assignments) < 2:
            continue
        gone = before.assignments[0].person
        rest = {row.person: row.demand for row in before.assignments if row.person != gone}
        ill = [Pair(gone, institution=row.code) for row in book.institutions]
        free = run(book, forbidden=ill)
        options = [run(book, forbidden=ill, keep=rest, keep_after=after) for after in KEEP_OPTIONS]
        kept = [next(row.value for row in option.objectives if row.name == "kept") for option in options]
        assert kept == sorted(kept, reverse=True) and all(gone not in sent(option) for option in options)
        assert kept[0] == sum(sent(options[0]).get(person) == demand for person, demand in rest.items())
        aims = {row.name: row.value for row in free.objectives}
        assert {row.name: row.value for row in options[2].objectives if row.name != "kept"} == aims
        moved_less += kept[0] > kept[2]
    assert moved_less


def test_the_difference_of_two_allocations_names_every_move():
    book = small(people=3, places=1)
    before = run(book)
    after = run(book, pins=[Pair("P3", demand="D1")], forbidden=[Pair("P1", institution="R2")])
    found = difference(before, after)
    old, new = sent(before), sent(after)
    assert {move.person: (move.before, move.after) for move in found.moves} == {
        person: (old.get(person, ""), new.get(person, ""))
        for person in {*old, *new}
        if old.get(person) != new.get(person)
    }
    assert found.moves and difference(before, before).moves == () == difference(before, before).shifts


def test_a_what_if_on_the_pack_shows_which_aims_shift():
    book = d.book(
        institutions=[d.hospital("H1"), d.clinic("R1", remote=True), d.clinic("R2")],
        people=[d.physician("P1")],
        demands=[d.demand("D1", "R1", rank=2), d.demand("D2", "R2")],
    )
    what_if = POLICY.with_values({"allocation.levels": "remote、demand"})
    other = allocate(book, what_if, d.YEAR, d.START, d.ON, seed="签")
    found = difference(run(book), other)
    assert [(move.person, move.before, move.after) for move in found.moves] == [("P1", "D2", "D1")]
    shifted = {shift.name: (shift.before, shift.after) for shift in found.shifts}
    assert shifted["demand_first"] == (1, 0) and shifted["remote"] == (0, 1) and shifted["title"] == (1, None)


def test_nobody_is_told_to_replace_somebody_pinned():
    book = d.book(institutions=[d.hospital("H1"), d.clinic("R1")], demands=[d.demand("D1")],
                  people=[d.physician("P1", appointment="师级"), d.physician("P2", backbone=True)])  # fmt: skip
    result = run(book, pins=[Pair("P1", demand="D1")])
    assert sent(result) == {"P1": "D1"}
    assert [str(reason) for reason in result.not_sent[0].reasons] == ["符合条件的岗位均已满员"]
    assert result.assignments[0].alternates == ("P2",)
