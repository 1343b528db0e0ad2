"""Random books of pay that are lawful enough to be paid: everyone served is scored or excused."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from countyhire.model.book import Book
from countyhire.model.period import Month
from tests.compute import paybook as pb

YEAR = 2025
GRADES = ("专技七级", "专技九级", "专技十级", "专技十二级")
SENDERS = ("H1", "H2", "H3")
RECEIVERS = ("T1", "T2", "T3")
DUAL = {"派出机构": Fraction(2, 5), "接收机构": Fraction(3, 5)}


def random_options(dice: Random) -> dict:
    """Answers of the pack, as the plain calculator takes them."""
    return {
        "month_rule": dice.choice(("days", "days", "whole", "anniversary")),
        "fte": dice.choice(("person_months", "person_months", "persons")),
        "avg_method": dice.choice(("weighted", "simple")),
        "headcount_basis": dice.choice(("before_deduction", "after_deduction")),
        "remainder": dice.choice(("redistribute", "return")),
        "coefficient": dice.choice(("linear", "grades")),
        "leave_kinds": dice.choice(((), ("病假", "产假"))),
        "dual": dice.choice((None, None, DUAL)),
    }


def random_book(dice: Random, people: int) -> Book:
    """A district with `people` persons, most of whom served in 2025."""
    rows = [pb.unit(code, YEAR, dice.randint(0, 10**9) / Fraction(100), dice.randint(60, 900)) for code in SENDERS]
    for grade in GRADES:
        rows.append(pb.standard(grade, _yuan(dice)))
        if dice.random() < 0.4:
            rows.append(pb.standard(grade, _yuan(dice), _day(dice).isoformat()))
        if dice.random() < 0.4:
            rows.append(pb.coefficient(grade, str(dice.choice(("0.8", "1", "1.15", "1.3")))))
        if dice.random() < 0.2:
            rows.append(pb.coefficient(grade, "1.4", _day(dice).isoformat()))
    if dice.random() < 0.4:
        part = [dice.choice((None, _yuan(dice) * dice.randint(1, 20))) for _ in range(2)]
        rows.append(pb.approval(YEAR, *part))
    for code in RECEIVERS:
        rate = dice.choice((None, dice.randrange(100_000)))
        rows.append(pb.institution(code, allowance_eligible=dice.random() < 0.7, township_allowance=rate))
    for number in range(people):
        rows += _person(dice, f"E{number:04d}")
    dice.shuffle(rows)
    return pb.book(*rows)


def _yuan(dice: Random) -> Fraction:
    return Fraction(dice.randint(1, 6_000_000), 100)


def _day(dice: Random) -> date:
    return date(2024, 10, 1) + timedelta(days=dice.randrange(500))


def _person(dice: Random, code: str) -> list:
    since = {"post_grade_since": _day(dice)} if dice.random() < 0.2 else {}
    rows = [pb.person(code, dice.choice(GRADES), **since)]
    if dice.random() < 0.3:
        rows.append(pb.post_change(code, dice.choice(GRADES), _day(dice).isoformat()))
    if dice.random() < 0.3:
        start = _day(dice)
        end = (start + timedelta(days=dice.randrange(60))).isoformat() if dice.random() < 0.8 else None
        rows.append(pb.leave(code, start.isoformat(), end, dice.choice(("病假", "事假", "产假"))))
    spells = []
    start = date(2024, 6, 1) + timedelta(days=dice.randrange(480))
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        end = start + timedelta(days=dice.randrange(400))
        status, last = ("服务中", None) if dice.random() < 0.1 else ("期满", end)
        kind = {"status": "拟派"} if dice.random() < 0.05 else {"status": status}
        if dice.random() < 0.05:
            kind["category"] = "对口支援"
        spells.append(
            pb.spell(
                code,
                start.isoformat(),
                last.isoformat() if last else None,
                dice.choice(RECEIVERS),
                dice.choice(SENDERS),
                **kind,
            )
        )
        start = end + timedelta(days=dice.choice((1, 1, 20, -15)))
    return [*rows, *spells, *_scores(dice, code, spells)]


def _scores(dice: Random, code: str, spells: list) -> list:
    """A row for every month and every assessor that may be asked."""
    rows = []
    only_excused = dice.random() < 0.05
    level = dice.choice((100, 90, 75, 60, 0))
    for assessor in sorted({s.receiver for s in spells} | {s.sender for s in spells}):
        for number in range(1, 13):
            more = {}
            if only_excused or dice.random() < 0.08:
                more = {"exempt_reason": "产假"}
            elif dice.random() < 0.05:
                more = {"grade": "不合格"}
            value = None if more.get("exempt_reason") else Fraction(dice.randint(level * 5, 1000), 10)
            rows.append(
                pb.placed(pb.Score, 2, person=code, month=Month(YEAR, number), assessor=assessor, score=value, **more)
            )
    return rows
