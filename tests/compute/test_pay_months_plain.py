"""Months closed in any order, corrected, run again and settled, beside a second calculator that shares no code.

After every run each closed month has paid exactly what the second calculator finds in the books of that day; the
settlement makes the year the approved total to the fen; whatever is run twice adds nothing.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from countyhire.compute.pay.history import PaidRun
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.pay.settlement import settle
from countyhire.model.book import Book
from countyhire.model.period import Month
from countyhire.policy.parameter import Policy
from tests.compute.randompay import YEAR, random_book, random_options
from tests.compute.test_pay_plain import policy_of
from tests.oracles.plain_payroll import plain_month, plain_payroll, rounded

END = date(YEAR, 12, 31)
PEOPLE = 3
MONTHS = 12
Paid = Counter[tuple[str, Month | None, str]]


def test_months_corrected_and_settled_add_up(sweep):  # E13, E14
    seen = Counter()
    for seed in range(sweep(3 * MONTHS, 3_000) // MONTHS):
        _history(Random(seed), Fraction(seed % 2, 3), seen, f"seed {seed}")
    assert seen["months"] == sweep(3 * MONTHS, 3_000)
    assert all(seen[kind] for kind in ("differences", "again", "advanced", "settled"))


def test_short_histories_pay_what_is_due(seeds):  # R8, E14
    """One to six months of one or two people; the second calculator looks at the months' end and at the year's."""
    seen = Counter()
    for seed in seeds(12, 10_000):
        dice = Random(f"history {seed}")
        people, months = dice.randint(1, 2), dice.randint(1, 6)
        _history(dice, Fraction(seed % 3, 3), seen, f"history {seed}", people, months, watched=False)
    assert all(seen[kind] for kind in ("differences", "again", "advanced", "settled"))


def _history(
    dice: Random,
    share: Fraction,
    seen: Counter,
    name: str,
    people: int = PEOPLE,
    months: int = MONTHS,
    watched: bool = True,
) -> None:
    """Months of a year in a random order, every second one after a correction of the books, then the settlement.

    `share` is the part of the excess pay that the months advance. Where it is watched, the second calculator looks
    after each month; else at the end, after a closed month was run once more for a correction, and then every month
    is run again and must add nothing.
    """
    book, options = random_book(dice, people), random_options(dice)
    policy = policy_of(options).with_values({"payroll.advance_share": str(share)})
    history: list[PaidRun] = []
    closed: list[Month] = []

    def again(month: Month) -> None:
        result = payroll_month(book, policy, month, END, history)
        assert (result.rows, result.sum.value) == ((), 0), f"{name}, {month} again"
        seen["again"] += 1

    for number in dice.sample(range(1, 13), months):
        if dice.random() < 0.5:
            book = _corrected(dice, book)
        month = Month(YEAR, number)
        closed.append(month)
        result = payroll_month(book, policy, month, END, history)
        history.append(result.paid_run(str(month)))
        seen["months"] += 1
        seen["differences"] += sum(len(row.differences) for row in result.rows)
        seen["advanced"] += bool(share)
        if watched:
            assert _paid(history) == _by_hand(book, closed, options, share), f"{name}, {month}"
            if dice.random() < 0.2:
                again(dice.choice(closed))
    if not watched:
        book = _corrected(dice, book)
        history.append(payroll_month(book, policy, dice.choice(closed), END, history).paid_run("corrected"))
        assert _paid(history) == _by_hand(book, closed, options, share), name
        for month in closed:
            again(month)
    _settled(dice, book, policy, options, history, seen, name)


def _settled(
    dice: Random, book: Book, policy: Policy, options: dict, history: list[PaidRun], seen: Counter, name: str
) -> None:
    """The year settled, the books corrected, and settled once more: all that was paid is what the year is due."""
    for last in (False, True):
        if last:
            book = _corrected(dice, book)
        settled = settle(book, policy, YEAR, END, history)
        history.append(settled.paid_run("settled"))
        assert settle(book, policy, YEAR, END, history).sum.value == 0, name
        plain = plain_payroll(book, YEAR, END, **options)
        year: Counter[str] = Counter()
        for (person, _, _), fen in _paid(history).items():
            year[person] += fen
        due = {code: basic + excess for code, (*_, basic, excess) in plain["persons"].items() if basic + excess}
        assert {code: fen for code, fen in year.items() if fen} == due, name
        if not settled.refused:
            seen["settled"] += 1
            assert year.total() + settled.payroll.returned.value == plain["basic"] + plain["excess"], name


def _corrected(dice: Random, book: Book) -> Book:
    """The books after somebody found a mistake in them."""
    kind = dice.choice(("end", "grade", "post", "standard"))
    if kind == "end" and book.spells:
        spells = list(book.spells)
        place = dice.randrange(len(spells))
        if spells[place].end:
            spells[place] = replace(spells[place], end=max(spells[place].start, date(YEAR, dice.randint(1, 12), 17)))
        return book.with_rows("spells", spells)
    if kind == "grade":
        scores = list(book.scores)
        place = dice.randrange(len(scores))
        scores[place] = replace(scores[place], grade="" if scores[place].grade else "不合格")
        return book.with_rows("scores", scores)
    if kind == "post":
        changes = [row for row in book.post_changes if dice.random() < 0.5]
        return book.with_rows("post_changes", changes)
    standards = [replace(row, annual=row.annual + dice.randint(0, 1) * 10_001) for row in book.basic_standards]
    return book.with_rows("basic_standards", standards)


def _paid(history: list[PaidRun]) -> Paid:
    found: Paid = Counter()
    for run in history:
        for row in run.rows:
            found[row.person, row.month, row.part] += row.fen
    return Counter({key: fen for key, fen in found.items() if fen})


def _by_hand(book: Book, closed: list[Month], options: dict, share: Fraction) -> Paid:
    """What the closed months come to by the second calculator."""
    found: Paid = Counter()
    for month in closed:
        average = None
        if share:
            year = plain_payroll(book, YEAR, month.last, **options)
            average = year["simple" if options["avg_method"] == "simple" else "weighted"]
        for person, (months, basic) in plain_month(book, YEAR, month.number, END, **options).items():
            found[person, month, "basic"] += basic
            if average is not None:
                found[person, month, "excess"] += rounded(months / 12 * average * share)
    return Counter({key: fen for key, fen in found.items() if fen})
