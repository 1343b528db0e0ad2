"""Hours outside working time that were not given back as leave: only these may be paid (强基工程 10; O04)."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from countyhire.model.amount import Amount, Op, given, total
from countyhire.model.book import Book
from countyhire.model.primary import Overtime

NONE_LEFT = Amount("没有", 0, "小时")


@dataclass(frozen=True, slots=True)
class Hours:
    """An institution's hours of a year: worked, given back, and left to be paid; each never below zero."""

    worked: Amount
    given_back: Amount
    eligible: Amount
    rows: int

    @classmethod
    def none(cls) -> "Hours":
        """Where nobody told of any."""
        return cls(
            total("加班小时", (), "小时", "O04"), total("已调休小时", (), "小时", "O04"),
            total("可付报酬的小时", (), "小时", "O04"), 0,
        )  # fmt: skip


def eligible(row: Overtime) -> Amount:
    """The hours of a row that were not given back; what is given back beyond them counts as all of them."""
    worked = given("加班小时", row.hours or 0, "小时", row.cell("hours"), "O04")
    back = given("已调休小时", row.given_back or 0, "小时", row.cell("given_back"), "O04")
    value = Fraction(worked.value) - Fraction(back.value)
    left = Amount("未调休小时", value, "小时", Op.DIFFERENCE, (worked, back), clause="O04")
    return left if value >= 0 else Amount("未调休小时", 0, "小时", Op.GREATEST, (left, NONE_LEFT), clause="O04")


def hours_of(book: Book, year: int) -> dict[str, Hours]:
    """The hours of a year by institution."""
    rows: dict[str, list[Overtime]] = defaultdict(list)
    for row in book.primary_overtime:
        if row.month and row.month.year == year:
            rows[row.institution].append(row)
    return {code: _hours(sorted(found, key=_order)) for code, found in rows.items()}


def _order(row: Overtime) -> tuple[str, str, str]:
    return (row.person, str(row.month), row.kind)


def _hours(rows: list[Overtime]) -> Hours:
    return Hours(
        total(
            "加班小时",
            tuple(given(_who(row), row.hours or 0, "小时", row.cell("hours")) for row in rows),
            "小时",
            "O04",
        ),
        total(
            "已调休小时",
            tuple(given(_who(row), row.given_back or 0, "小时", row.cell("given_back")) for row in rows),
            "小时",
            "O04",
        ),
        total("可付报酬的小时", tuple(eligible(row) for row in rows), "小时", "O04", "只计未能调休的"),
        len(rows),
    )


def _who(row: Overtime) -> str:
    return f"{row.person} {row.month}{row.kind}"
