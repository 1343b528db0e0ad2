"""带教与培训 by hand: pairs of a year, who became independent, skills, equal exchange (H34, H53, H54, J14)."""

from datetime import date
from itertools import permutations

import pytest

from countyhire.compute.train import Exchange, Tally, Train, train
from countyhire.model.book import Book
from countyhire.model.people import Person
from countyhire.model.service import Spell
from countyhire.model.village import Mentoring, Study
from countyhire.policy.load import load
from countyhire.reports.train import train_view

PLAIN, DIANJIANG = load("chongqing-2021-55"), load("dianjiang-2015")
ON = date(2026, 8, 15)


def pair(mentor: str, learner: str, skill: str, start: date, alone: date | None = None, place: str = "T1") -> Mentoring:
    return Mentoring(mentor=mentor, learner=learner, skill=skill, institution=place, start=start, independent_on=alone)


MARCH = date(2026, 3, 1)
PAIRS = (
    pair("P1", "N1", "头皮静脉穿刺", MARCH, date(2026, 6, 1)),
    pair("P1", "N2", "头皮 静脉穿刺", MARCH, date(2026, 8, 15)),
    pair("P1", "N2", "清创缝合", MARCH),
    pair("P1", "N3", "清创缝合", MARCH, date(2026, 8, 16)),  # after the day
    pair("P2", "N1", "清创缝合", date(2025, 9, 1), date(2025, 12, 31), "T2"),  # over before the year
    pair("P2", "N4", "气管插管", date(2026, 2, 15), None, "T2"),
    pair("P2", "N5", "气管插管", date(2026, 8, 16), None, "T2"),  # begins after the day
)
PEOPLE = tuple(Person(code=f"N{n}", profession="注册护士" if n < 2 else "执业医师") for n in range(1, 6))


def spell(code: str, sender: str, receiver: str, start: date, end: date | None = None, **more: object) -> Spell:
    values = {"category": "县聘乡用", "status": "服务中", "specialty": "内科", **more}
    return Spell(code=f"S{code}", person=code, sender=sender, receiver=receiver, start=start, end=end, **values)  # type: ignore[arg-type]


SPELLS = (
    spell("P1", "H1", "T1", MARCH),
    spell("P2", "H1", "T1", MARCH),
    spell("P3", "H2", "T2", date(2025, 1, 1), date(2025, 12, 31), status="期满"),
    spell("P4", "H2", "T2", date(2026, 9, 1), status="拟派"),
)
STUDIES = (
    Study(person="N1", institution="T1", hospital="H1", start=MARCH, end=date(2026, 5, 31)),
    Study(person="N1", institution="T1", hospital="H1", start=date(2026, 6, 1)),
    Study(person="N4", institution="T2", hospital="H2", start=date(2025, 12, 1), end=date(2026, 1, 1)),
    Study(person="N5", institution="T2", hospital="H2", start=date(2026, 8, 16)),
)


def found(pairs=PAIRS, spells=SPELLS, studies=STUDIES, policy=PLAIN, year=2026, months=6) -> Train:
    book = Book(mentoring=tuple(pairs), people=PEOPLE, spells=tuple(spells), studies=tuple(studies))
    return train(book, policy, year, ON, months)


def test_pairs_and_independent_learners_by_receiver_and_by_mentor() -> None:  # H34
    """A learner of two skills is one learner; who became independent in one of them became independent."""
    result = found()
    assert result.receivers == (Tally("T1", 4, 3, 2, 2, 1), Tally("T2", 1, 1, 1, 0, 1))
    assert result.mentors == (Tally("P1", 4, 3, 2, 2, 1), Tally("P2", 1, 1, 1, 0, 1))
    assert result.independent == ("N1", "N2")


def test_four_learners_of_one_mentor_are_independent() -> None:  # H34
    four = [pair("P1", f"N{n}", "清创缝合", MARCH, date(2026, 8, n)) for n in range(1, 5)]
    (tally,) = found(four).mentors
    assert (tally.learners, tally.independent) == (4, 4)


def test_a_pair_ended_before_the_year_belongs_to_its_own_year() -> None:  # H34
    before = found(year=2025)
    assert [row.learner for row in before.pairs] == ["N1"]
    assert before.independent == ("N1",) and before.until == date(2025, 12, 31)


def test_skills_gained_are_counted_by_person_with_the_nurses() -> None:  # H54
    """A skill written with a blank in it is the same skill; what was gained earlier still stands."""
    told = [(one.institution, one.skill, one.people, one.nurses, one.first) for one in found().skills]
    assert told == [
        ("T1", "头皮 静脉穿刺", ("N1", "N2"), 1, date(2026, 6, 1)),
        ("T2", "清创缝合", ("N1",), 1, date(2025, 12, 31)),
    ]


def test_six_learnt_one_skill() -> None:  # H54
    rows = [pair("P1", f"M{n}", "婴幼儿头皮静脉穿刺", MARCH, date(2026, 7, n)) for n in range(1, 7)]
    (skill,) = found(rows).skills
    assert len(skill.people) == 6


@pytest.mark.parametrize(("months", "learners"), [(5, ["N2", "N3", "N4"]), (6, ["N4"]), (7, [])])
def test_pairs_without_result_after_some_months(months: int, learners: list[str]) -> None:  # H34
    """15 February and six months is 15 August: the day itself counts."""
    assert sorted(row.learner for row in found(months=months).overdue) == learners


def test_who_serves_without_a_learner_is_listed() -> None:  # H53
    """P2 teaches at T2 but serves at T1; who is planned or over serves not."""
    assert [row.person for row in found().unpaired] == ["P2"]


def test_learners_less_those_sent_for_each_hospital_and_institution() -> None:  # J14
    """Persons, not rows; any day of the year up to the day."""
    result = found(policy=DIANJIANG)
    assert result.exchange == (
        Exchange("H1", "T1", ("N1",), ("P1", "P2")),
        Exchange("H2", "T2", ("N4",), ()),
    )
    assert [row.balance for row in result.exchange] == [-1, 1]
    even = found(studies=[*STUDIES, Study(person="N2", institution="T1", hospital="H1", start=ON)], policy=DIANJIANG)
    assert even.exchange is not None and even.exchange[0].balance == 0


def test_without_such_a_rule_there_is_no_exchange() -> None:  # J14
    assert found().exchange is None and train_view(found())["exchange"] is None


def test_the_order_of_rows_changes_nothing() -> None:
    whole = train_view(found(policy=DIANJIANG))
    for order in list(permutations(PAIRS))[::501]:
        assert train_view(found(order, SPELLS[::-1], STUDIES[::-1], DIANJIANG)) == whole


def test_nobody_at_all() -> None:
    result = found((), (), (), DIANJIANG)
    assert (result.pairs, result.independent, result.exchange) == ((), (), ())


def test_a_pair_without_a_learner_is_nobody() -> None:  # H34
    blank = pair("M9", "", "清创缝合", date(2026, 1, 5), date(2026, 3, 1))
    assert found(pairs=(*PAIRS, blank)) == found()
