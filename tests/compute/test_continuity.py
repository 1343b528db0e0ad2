"""Who follows whom on a line, worked by hand."""

from datetime import date

from countyhire.compute.allocation import allocate
from countyhire.compute.continuity import continuity
from countyhire.model.village import Mentoring
from countyhire.policy.load import load
from tests.allocation import districts as d

POLICY = load("chongqing-2021-55")


def line(*spells, **more):
    return d.book(
        institutions=[d.hospital("H1"), d.clinic("R1"), d.clinic("R2")],
        people=[d.physician(f"P{n}") for n in range(1, 6)],
        spells=spells,
        **more,
    )


def stay(code, person, start, end, status="服务中", receiver="R1", **more):
    return d.spell(code, person, receiver, start=start, end=end, status=status, **more)


def told(found):
    return [(row.person, row.follower.person if row.follower else None, row.gap) for row in found.handovers]


def test_the_first_to_leave_is_followed_by_the_first_to_come():  # H56
    book = line(
        stay("S1", "P1", date(2026, 1, 1), date(2026, 12, 31)),
        stay("S2", "P2", date(2026, 3, 1), date(2027, 2, 28)),
        stay("S3", "P3", date(2027, 1, 11), date(2028, 1, 10), "拟派"),
        stay("S4", "P4", date(2026, 1, 1), date(2026, 12, 31), receiver="R2"),
        stay("S5", "P5", date(2024, 1, 1), date(2024, 12, 31), "期满"),
    )
    found = continuity(book, date(2026, 9, 1))
    assert told(found) == [("P1", "P3", 10), ("P2", None, None), ("P4", None, None)]
    assert (found.without, found.broken) == (2, 1)


def test_gaps_that_have_been_are_told_for_the_twelve_months_before():  # H58
    book = line(
        stay("S1", "P1", date(2025, 1, 1), date(2025, 12, 31), "期满"),
        stay("S2", "P2", date(2026, 1, 31), date(2026, 7, 15), "提前结束"),
        stay("S3", "P3", date(2026, 8, 20), date(2027, 8, 19), "服务中"),
        stay("S4", "P4", date(2024, 9, 1), date(2025, 8, 31), "期满"),
        stay("S5", "P5", date(2025, 9, 2), date(2026, 8, 31), "期满", receiver="R2"),
    )
    found = continuity(book, date(2026, 9, 1))  # P4's last day is the day before the twelve months
    told_past = [(row.person, row.follower.person if row.follower else None, row.gap) for row in found.past]
    assert told_past == [("P1", "P2", 30), ("P2", "P3", 35), ("P5", None, None)]
    assert found.handovers[0].person == "P3"
    leap = continuity(line(stay("S1", "P1", date(2027, 1, 1), date(2027, 2, 28), "期满")), date(2028, 2, 29))
    assert [row.person for row in leap.past] == ["P1"]  # the twelve months begin on 2027-02-28


def test_the_batch_follows_those_who_have_left():  # H58
    book = line(
        stay("S1", "P1", date(2025, 8, 1), date(2026, 7, 31), "期满"),
        demands=[d.demand("D1", "R1")],
    )
    result = allocate(book, POLICY, 2026, date(2026, 9, 1), date(2026, 8, 15), seed="签")
    (row,) = continuity(book, date(2026, 8, 15), result).past
    assert (row.follower and row.follower.source, row.gap) == ("本次调配", 31)


def test_a_handover_with_both_there_has_no_gap_and_the_window_ends():
    book = line(
        stay("S1", "P1", date(2026, 1, 1), date(2026, 12, 31)),
        stay("S2", "P2", date(2026, 12, 1), date(2027, 11, 30), "拟派"),
        stay("S3", "P3", date(2026, 12, 1), date(2027, 8, 31)),
    )
    assert told(continuity(book, date(2026, 9, 1))) == [("P1", "P2", 0), ("P3", None, None)]
    assert told(continuity(book, date(2026, 8, 31))) == [("P1", "P2", 0)]  # the window is 2026-08-31 to 2027-08-30


def test_the_allocation_follows_once():  # H57
    book = line(
        stay("S1", "P1", date(2025, 9, 1), date(2026, 8, 31), demand="D0"),
        stay("S2", "P2", date(2025, 9, 1), date(2026, 8, 30), demand="D0"),
        demands=[d.demand("D1", "R1")],
    )
    result = allocate(book, POLICY, 2026, date(2026, 9, 1), date(2026, 8, 15), seed="签")
    (sent,) = result.assignments
    found = continuity(book, date(2026, 8, 15), result)
    assert told(found) == [("P2", sent.person, 1), ("P1", None, None)]
    assert found.handovers[0].follower.source == "本次调配"


def test_learners_are_those_taught_there_and_alone_by_the_last_day():  # H53
    def pair(learner, institution="R1", alone=None):
        return Mentoring(mentor="P1", learner=learner, institution=institution, skill="清创", independent_on=alone)

    book = line(
        stay("S1", "P1", date(2026, 1, 1), date(2026, 12, 31)),
        mentoring=[
            pair("L2"),
            pair("L1", alone=date(2026, 12, 31)),
            pair("L3", alone=date(2027, 1, 1)),
            pair("L4", "R2"),
        ],
    )
    (row,) = continuity(book, date(2026, 9, 1)).handovers
    assert row.learners == ("L1", "L2", "L3") and row.independent == ("L1",)
