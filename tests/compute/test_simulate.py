"""The plan of some years, worked by hand (H59, J05)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from countyhire.compute.allocation import allocate
from countyhire.compute.simulate import _ended_early, simulate
from countyhire.district import Pair
from countyhire.policy.load import load
from countyhire.reports.simulate import coverage_words, plan_view, summary
from tests.allocation import districts as d

POLICY = load("chongqing-2021-55")
DIANJIANG = load("dianjiang-2015")


def plan(book, years, policy=POLICY, **more):
    return simulate(book, policy, d.YEAR, d.START, years, d.ON, seed="签", **more)


def told(found, *names):
    return [tuple(row.sum(name) for name in names) for row in found.years]


def three():
    """Three of one specialty for two places a year, one of them of a line that goes on; one of another owes a year."""
    return d.book(
        institutions=[d.hospital("H1"), d.clinic("R1"), d.clinic("R2"), d.clinic("R3")],
        people=[
            *(d.physician(f"P{n}") for n in range(1, 4)),
            d.physician("P4", specialty="儿科", appointment="师级", hired_on=date(2023, 3, 1),
                        recruited_as="执业医师类", entry_route="公开招聘"),
        ],
        demands=[
            d.demand("D1", "R1", continues_last=True),
            d.demand("D2", "R2"),
            d.demand("D3", "R3", specialty="儿科", minimum_title="中级"),
        ],
    )  # fmt: skip


def test_each_person_goes_once_and_then_the_specialty_is_short():  # H59
    found = plan(three(), 3)  # P4 may go, but to no post that is asked for, and stays free
    assert told(found, "places", "sent", "short", "free") == [(3, 2, 1, 2), (3, 1, 2, 1), (3, 0, 3, 1)]
    assert told(found, "continuing", "returning") == [(1, 2), (2, 1), (1, 0)]
    assert [(row.year, str(row.term)) for row in found.years] == [
        (2026, "2026-08-01至2027-07-31"), (2027, "2027-08-01至2028-07-31"), (2028, "2028-08-01至2029-07-31"),
    ]  # fmt: skip
    second = {row.specialty: (row.places, row.sent, row.short) for row in found.years[1].specialties}
    assert second == {"麻醉": (2, 1, 1), "儿科": (1, 0, 1)}
    assert "每批都有缺口的专业：儿科。" in summary(found)


def test_the_first_year_is_the_allocation_of_the_year():  # H59
    book = three()
    first = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签")
    assert plan(book, 2).first.assignments == first.assignments


def test_who_owes_a_year_is_told_the_batch_or_why_there_is_none():  # H59
    (row,) = (one for one in plan(three(), 2).owing if one.row.kind == "new_hire")
    assert (row.row.person, row.row.latest_start, row.year, row.in_time) == ("P4", date(2027, 3, 1), None, None)
    assert row.why == "儿科专业的1项需求均不符合：低于最低职称1项"
    able = replace(three(), demands=(*three().demands[:2], d.demand("D3", "R3", specialty="儿科")))
    found = plan(able, 2)
    assert [(one.year, one.in_time) for one in found.owing if one.row.kind == "new_hire"] == [(2026, True)]
    assert told(found, "must_go", "must_go_sent") == [(1, 1), (0, 0)]


def test_who_serves_already_holds_the_place_until_the_term_is_over():  # H59
    book = replace(three(), spells=(d.spell("S1", "P1", "R1", demand="D1", end=date(2027, 3, 31)),))
    found = plan(book, 2)
    assert told(found, "standing", "sent") == [(1, 1), (0, 2)]
    assert told(found, "returning") == [(2,), (2,)]  # P1 and the one sent; then P1 may go once more, and the third


def test_a_pack_may_count_only_the_lines_that_go_on():
    found = plan(three(), 2, POLICY.with_values({"plan.demand": "continued"}))
    assert told(found, "places", "sent") == [(3, 2), (1, 1)]
    assert "只计2026年申报中延续上批的需求" in found.assumptions[0]


def test_the_receivers_reached_add_up_beside_the_aims_of_the_pack():  # J05
    book = three()
    people = [replace(person, county_clinical_years=Fraction(6), specialty="内科") for person in book.people[:3]]
    demands = [d.demand(f"D{n}", f"R{n}", specialty="内科", rank=1) for n in (1, 2)]
    book = replace(book, people=tuple(people), demands=tuple(demands))
    found = simulate(book, DIANJIANG, 2026, date(2026, 8, 1), 5, d.ON, seed="签")
    assert [(row.covered, len(row.reached)) for row in found.years] == [(2, 2), (2, 0), (2, 0), (2, 0), (2, 0)]
    aims = found.coverage
    assert (aims.aim_doctors, aims.aim_receivers, aims.aim_years) == (100, 25, 5)
    assert (aims.receivers, aims.covered, aims.left, aims.doctors) == (3, 2, ("R3",), 3)
    assert coverage_words(found, book) == (
        "5批派出3人，覆盖接收单位2家，占全部3家的66.7%。方案目标5年派出100人：差97人。"
        "方案目标5年覆盖25家：差23家。没有覆盖的：示例R3卫生院。"
    )


def test_no_aim_where_the_pack_sets_none():
    found = plan(three(), 1).coverage
    assert (found.aim_doctors, found.aim_receivers, found.aim_years) == (None, None, None)


def test_the_order_of_rows_changes_nothing():
    book = three()
    turned = replace(book, people=book.people[::-1], demands=book.demands[::-1], institutions=book.institutions[::-1])
    assert plan_view(plan(turned, 2)) == plan_view(plan(book, 2))


def test_pins_that_cannot_hold_leave_no_plan():
    found = plan(three(), 2, pins=[Pair(person="P4", institution="R1")])
    assert found.first.status == "infeasible" and not found.years
    assert plan_view(found)["conflicts"]


def test_a_pin_is_of_the_first_batch_only():
    found = plan(three(), 2, pins=[Pair(person="P3", institution="R2")])
    assert [row.demand for row in found.first.assignments if row.person == "P3"] == ["D2"]
    assert len(found.years) == 2


def test_a_later_batch_that_cannot_be_had_ends_the_plan_and_is_told():  # H59
    found = plan(three(), 3)
    assert [row.year for row in found.years] == [2026, 2027, 2028] and not any(
        "为止" in one for one in found.assumptions
    )
    [words] = _ended_early(2026, found.years[:1], 3)
    assert words == "2027年没有可行的派出方案，计划到2026年为止，以后各年没有排"
