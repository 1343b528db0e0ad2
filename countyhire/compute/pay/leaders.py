"""The pay of the head and of the other leaders of a primary institution (强基工程 10; O05, O06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.pay.bands import HEAD, Band, band
from countyhire.compute.pay.deductions import TWELVE
from countyhire.model.amount import Amount, given, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.primary import PrimaryStaff, PrimaryTotal
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Deputy:
    """A deputy's pay beside the head's pay of a whole year × ratio × assessment × months ÷ 12 (O06).

    `due` is None where the institution has no ratio or no head to go by.
    """

    person: str
    name: str
    row: PrimaryStaff
    paid: Amount
    due: Amount | None

    @property
    def agrees(self) -> bool:
        """Whether what was paid is what the ratio gives, or there is nothing to go by."""
        return self.due is None or self.due.value == self.paid.value


def head_bands(
    book: Book, policy: Policy, staff: Sequence[PrimaryStaff], average: Amount | None, on: date
) -> tuple[Band, ...]:
    """Each head's pay within 150–230 % of the unit's average, for the months in office (O05)."""
    if average is None or not average.value:  # nobody within the total was paid: there is no level to go by
        return ()
    rates = policy.amount("primary.head_low", on), policy.amount("primary.head_high", on)
    found = []
    for one in staff:
        if one.head and not one.agreed and (months := in_office(one)).value:
            paid = _paid(book, one, "O05")
            base = product("单位年人均×任职年数", (average, quotient("任职年数", months, TWELVE, "年")), "元", "O05")
            name = f"{book.person_name(one.person)}年薪"
            found.append(band(HEAD, one.person, name, paid, base, rates))
    return tuple(found)


def deputies(book: Book, row: PrimaryTotal, staff: Sequence[PrimaryStaff]) -> tuple[Deputy, ...]:
    """Every other leader with what the ratio gives; those on agreed pay have none."""
    level = _head_level(book, staff)
    return tuple(_deputy(book, row, one, level) for one in staff if one.deputy and not one.agreed)


def in_office(one: PrimaryStaff) -> Amount:
    """The months in office; twelve where the cell is blank."""
    if one.months is None:
        return Amount("任职月数", 12, "个月", words="未填，按全年")
    return given("任职月数", one.months, "个月", one.cell("months"))


def _head_level(book: Book, staff: Sequence[PrimaryStaff]) -> Amount | None:
    """The head's pay for a whole year; of two heads one after the other, their pay over their months."""
    heads = [one for one in staff if one.head and not one.agreed]
    months = total("主要负责人任职月数", tuple(in_office(one) for one in heads), "个月", "O06")
    if not months.value:
        return None
    pay = total("主要负责人绩效", tuple(_paid(book, one, "O06") for one in heads), "元", "O06")
    years = quotient("主要负责人任职年数", months, TWELVE, "年", "O06")
    return quotient("主要负责人全年绩效", pay, years, "元", "O06")


def _deputy(book: Book, row: PrimaryTotal, one: PrimaryStaff, level: Amount | None) -> Deputy:
    due = None
    if level is not None and row.deputy_share is not None:
        share = given("班子成员比例", row.deputy_share, "比例", row.cell("deputy_share"), "O06")
        judged = Amount("考核系数", 1, words="未填，按1")
        if one.assessment is not None:
            judged = given("考核系数", one.assessment, "", one.cell("assessment"), "O06")
        years = quotient("任职年数", in_office(one), TWELVE, "年", "O06")
        whole = product("主要负责人全年绩效×比例×考核系数×任职年数", (level, share, judged, years), "元", "O06")
        due = rounded("班子成员应发绩效", whole, "O06")
    return Deputy(one.person, book.person_name(one.person), one, _paid(book, one, "O06"), due)


def _paid(book: Book, one: PrimaryStaff, clause: str) -> Amount:
    name = book.person_name(one.person)
    return given(f"{name}绩效工资", one.performance or 0, "元", one.cell("performance"), clause)
