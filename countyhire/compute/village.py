"""乡聘村用: what each township unit pays its village doctors, and lists beside it (55号 三（七）; 良方二; 强基工程 13).

A month is paid where the contract covers a day of it; it is never cut by days, because no document says so. Somebody
on a free post without contract dates is paid every month. The money of 村卫生室/乡村医生 is by the month.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.village_lists import (
    Coverage,
    Renewal,
    Uninsured,
    coverage,
    renewals,
    targeted,
    uninsured,
)
from countyhire.model.amount import Amount, Op, given, total
from countyhire.model.book import Book
from countyhire.model.money import Fen
from countyhire.model.period import Month
from countyhire.model.village import SubsidyRate, VillageDoctor
from countyhire.policy.parameter import Policy

BY_POST = "余编"
ITEMS = {  # field: name, clause
    "base_salary": ("基本工资", "K07"),
    "basic_performance": ("基础绩效", "K07"),
    "fixed_subsidy": ("定额补助", "P02"),
    "consultation_fee": ("一般诊疗费", "P03"),
    "running_cost": ("运行经费", "P03"),
}
SUBSIDY, RUNNING = "fixed_subsidy", "running_cost"


@dataclass(frozen=True, slots=True)
class Paid:
    """What a village doctor is due for the months that the contract covers, in fen.

    `items` has the items told, by field of 乡村医生; `own` is their sum without the clinic's running cost, `whole`
    with it. `missing` names the items that nobody told.
    """

    person: str
    doctor: VillageDoctor
    months: tuple[Month, ...]
    items: dict[str, Amount]
    own: Amount
    whole: Amount

    @property
    def broken(self) -> tuple[date, ...]:
        """Days within the months paid on which the contract begins or ends: such a month is paid whole."""
        doctor, first, last = self.doctor, self.months[0].first, self.months[-1].last
        begun = doctor.contract_start if doctor.contract_start and doctor.contract_start > first else None
        ended = doctor.contract_end if doctor.contract_end and doctor.contract_end < last else None
        return tuple(day for day in (begun, ended) if day)

    @property
    def missing(self) -> tuple[str, ...]:
        """The items that nobody told, by name."""
        return tuple(name for field, (name, _) in ITEMS.items() if field not in self.items)


@dataclass(frozen=True, slots=True)
class Payer:
    """A township unit and the doctors that it pays, by code; `sums` are those of the columns, by field (G05)."""

    institution: str
    name: str
    rows: tuple[Paid, ...]
    sums: dict[str, Amount]
    whole: Amount


@dataclass(frozen=True, slots=True)
class Village:
    """The pay of some months of one year, and how the village doctors and clinics stand on a day.

    `rate` is the year's fixed subsidy a month, None where no sheet tells it. `unpaid` had no contract in any of the
    months. `established` hold a post, `temporary` do not (K04). `targeted` is None where the pack says nothing (M06).
    """

    months: tuple[Month, ...]
    on: date
    rate: SubsidyRate | None
    payers: tuple[Payer, ...]
    unpaid: tuple[VillageDoctor, ...]
    whole: Amount
    established: tuple[VillageDoctor, ...]
    temporary: tuple[VillageDoctor, ...]
    renewals: tuple[Renewal, ...]
    uninsured: tuple[Uninsured, ...]
    coverage: Coverage
    targeted: tuple[VillageDoctor, ...] | None

    @property
    def rows(self) -> tuple[Paid, ...]:
        """Everybody who is paid, payer by payer."""
        return tuple(row for payer in self.payers for row in payer.rows)


def village(book: Book, policy: Policy, months: Sequence[Month], on: date) -> Village:
    """The pay of consecutive months of one year; the lists are those of the day."""
    doctors = tuple(sorted(book.village_doctors, key=lambda one: (one.employer, one.clinic, one.code, one.row)))
    rate = rate_of(book, months[0].year)
    by_payer: dict[str, list[Paid]] = defaultdict(list)
    unpaid = []
    for doctor in doctors:
        covered = tuple(month for month in months if under_contract(doctor, month))
        if covered:
            by_payer[doctor.employer].append(_paid(doctor, covered, rate))
        else:
            unpaid.append(doctor)
    payers = tuple(_payer(code, book.institution_name(code), rows) for code, rows in sorted(by_payer.items()))
    return Village(
        tuple(months),
        on,
        rate,
        payers,
        tuple(unpaid),
        total("乡聘村用待遇合计", tuple(payer.whole for payer in payers), "元", "K08"),
        tuple(one for one in doctors if one.route == BY_POST),
        tuple(one for one in doctors if one.route != BY_POST),
        renewals(doctors, on),
        uninsured(doctors),
        coverage(book, on),
        targeted(doctors, policy, on),
    )


def rate_of(book: Book, year: int) -> SubsidyRate | None:
    """The fixed subsidy of a year, as its first row tells it."""
    rows = sorted(book.subsidy_rates, key=lambda row: row.row)
    return next((row for row in rows if row.year == year and row.rate is not None), None)


def under_contract(doctor: VillageDoctor, month: Month) -> bool:
    """Whether the contract covers a day of the month; a date that is not told does not bound it."""
    begun = doctor.contract_start is None or doctor.contract_start <= month.last
    return begun and (doctor.contract_end is None or doctor.contract_end >= month.first)


def _paid(doctor: VillageDoctor, months: tuple[Month, ...], rate: SubsidyRate | None) -> Paid:
    many = given("发放月数", len(months), "个月", clause="G05")
    items = {
        field: Amount(name, int(monthly.value) * len(months), "元", Op.PRODUCT, (monthly, many), clause=clause)
        for field, (name, clause) in ITEMS.items()
        if (monthly := _monthly(doctor, field, rate)) is not None
    }
    own = total("个人待遇", tuple(item for field, item in items.items() if field != RUNNING), "元", "K08")
    parts = (own, items[RUNNING]) if RUNNING in items else (own,)
    return Paid(doctor.code, doctor, months, items, own, total("待遇合计", parts, "元", "K08"))


def _monthly(doctor: VillageDoctor, field: str, rate: SubsidyRate | None) -> Amount | None:
    """An item of a month: the subsidy by the year's rate where there is one (P02), the others as the row tells."""
    name, clause = ITEMS[field]
    if field == SUBSIDY and rate is not None:
        told = f"{rate.year}年标准" + (f"，{rate.document}" if rate.document else "")
        return Amount(f"{name}月标准", rate.rate or 0, "元", words=told, clause=clause, cell=rate.cell("rate"))
    fen: Fen | None = getattr(doctor, field)
    return None if fen is None else given(f"每月{name}", fen, "元", doctor.cell(field), clause)


def _payer(code: str, name: str, rows: Sequence[Paid]) -> Payer:
    sums = {
        field: total(f"{label}小计", tuple(row.items[field] for row in rows if field in row.items), "元", clause)
        for field, (label, clause) in ITEMS.items()
    }
    whole = total(f"{name}待遇合计", tuple(row.whole for row in rows), "元", "G05")
    return Payer(code, name, tuple(rows), sums, whole)
