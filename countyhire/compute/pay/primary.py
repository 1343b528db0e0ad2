"""What the primary institutions may pay their own staff, and what they paid (强基工程 10, 11, 17; 巫山 I17).

The approved total less the additions lies within a band of the baseline of other public institutions (O01); the
head's pay, agreed pay and contract-service pay are outside of it (O07, P15, O11). Under a pack that sets no band only
the approved and the paid total stand beside each other (I17). This pay is never that of the virtual unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.compute.pay.apart import Apart, summed, told_apart
from countyhire.compute.pay.bands import OVERTIME, PRACTITIONERS, TOTAL, Band, about, band
from countyhire.compute.pay.deductions import TWELVE
from countyhire.compute.pay.equal_pay import Unequal, unequal
from countyhire.compute.pay.leaders import Deputy, deputies, head_bands, in_office
from countyhire.compute.pay.overtime import Hours, hours_of
from countyhire.compute.pay.reapproval import YearApproved, approvals_by_year
from countyhire.compute.pay.regrading import Confirmed, confirmed
from countyhire.compute.pay.tilt import Tilt, tilts
from countyhire.model.amount import Amount, Op, given, product, quotient, rounded, total
from countyhire.model.book import Book
from countyhire.model.money import Fen
from countyhire.model.primary import PrimaryStaff, PrimaryTotal
from countyhire.policy.parameter import Policy

BASES = {"local_baseline": "其他事业单位基准线", "unit_baseline": "本单位基准线"}
FIELDS = {"local_baseline": "local_baseline", "unit_baseline": "own_baseline"}
NOTHING = Amount("未填", 0, "元")


@dataclass(frozen=True, slots=True)
class Unit:
    """One institution's year. What the workbook does not tell is None.

    `spent` is all performance pay, the head's with it: what income and grants must bear (O02).
    `counted` is the pay within the total: of the staff listed within it, else the total entered;
    `heads` the heads' pay beside it. `bands` has those that the pack sets and the row has figures for. `basic` and
    `incentive` split the approved total, `available` is what income leaves for pay, `reached` what general
    practitioners got of their addition, `share` its part.
    """

    institution: str
    name: str
    row: PrimaryTotal
    staff: tuple[PrimaryStaff, ...]
    approved: Amount
    counted: Amount | None
    heads: Amount
    spent: Amount
    left: Amount | None
    base: Amount
    average: Amount | None
    bands: tuple[Band, ...]
    deputies: tuple[Deputy, ...]
    hours: Hours
    tilts: tuple[Tilt, ...]
    apart: tuple[Apart, ...]
    agreed: Amount
    contracts: Amount
    basic: Amount | None
    incentive: Amount | None
    available: Amount | None
    reached: Amount | None
    share: Amount | None

    @property
    def short(self) -> int:
        """How much of the pay income and grants do not bear, in fen; 0 where they do or nobody told."""
        return max(0, int(self.spent.value) - int(self.available.value)) if self.available else 0

    @property
    def incomplete(self) -> bool:
        """Whether the list leaves people out, so that the head's pay is not judged by it (O05)."""
        return _left_out(self.row, self.staff, self.counted)

    def band(self, key: str) -> Band | None:
        """The band of the total, of the overtime or of the practitioners' addition."""
        return next((one for one in self.bands if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Primary:
    """A year of every institution listed, by code; `ruled` says whether the pack sets the bands.

    `history` are the approvals up to the year (O08), `unequal` what filed staff miss (M07), `confirmed` the year's
    confirmations (O16); the last two only where the pack is ruled by this document.
    """

    year: int
    ruled: bool
    units: tuple[Unit, ...]
    history: tuple[YearApproved, ...] = ()
    unequal: tuple[Unequal, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()

    def unit(self, code: str) -> Unit | None:
        """The year of one institution."""
        return next((one for one in self.units if one.institution == code), None)


def ruled(policy: Policy) -> bool:
    """Whether the pack says what primary institutions may pay their own staff."""
    return policy.expects("primary.baseline_low")


def primary(book: Book, policy: Policy, year: int, on: date) -> Primary:
    """The year's institutions, by code, with the pack's values on the year's last day or on `on` before it."""
    day = min(on, date(year, 12, 31))
    acts = ruled(policy)
    staff: dict[str, list[PrimaryStaff]] = defaultdict(list)
    for one in book.primary_staff:
        if one.year == year:
            staff[one.institution].append(one)
    rows = {row.institution: row for row in reversed(book.primary_totals) if row.year == year and row.institution}
    overtime = hours_of(book, year)
    return Primary(
        year,
        acts,
        tuple(
            _unit(
                book,
                policy if acts else None,
                row,
                sorted(staff[code], key=lambda one: (one.person, one.row)),
                overtime,
                day,
            )
            for code, row in sorted(rows.items())
        ),
        approvals_by_year(book, year),
        unequal(book, year) if acts else (),
        tuple(one for one in confirmed(book) if one.year == year) if acts else (),
    )


def _unit(
    book: Book,
    policy: Policy | None,
    row: PrimaryTotal,
    staff: Sequence[PrimaryStaff],
    overtime: Mapping[str, Hours],
    on: date,
) -> Unit:
    code, name = row.institution, book.institution_name(row.institution)
    approved = given("核定总量", row.approved or 0, "元", row.cell("approved"), "I17")
    counted = _counted(book, row, staff)
    apart = told_apart(book, staff)
    heads = summed("主要负责人绩效合计", [one.head for one in apart], "O07")
    added = tuple(
        given(label, fen or 0, "元", row.cell(field), clause)
        for label, fen, field, clause in (
            ("加班增核", row.overtime, "overtime", "O03"),
            ("全科增核", row.practitioners, "practitioners", "O09"),
        )
    )
    base = Amount(
        "基本总量",
        approved.value - sum(part.value for part in added),
        "元",
        Op.DIFFERENCE,
        (approved, *added),
        "核定总量减去加班增核和全科增核",
        "O01",
    )
    average = _average(policy, row, staff, counted, heads, on)
    basic, incentive = _split(row, approved)
    reached, share = _reached(book, row, staff, added[1])
    return Unit(
        code,
        name,
        row,
        tuple(staff),
        approved,
        counted,
        heads,
        total("全部绩效", (counted, heads) if counted else (heads,), "元", "O02", "实发总量和主要负责人绩效"),
        _less("核定－实发", approved, counted),
        base,
        average,
        (*_bands(policy, row, base, added, on), *head_bands(book, policy, staff, average, on)) if policy else (),
        deputies(book, row, staff) if policy else (),
        overtime.get(code, Hours.none()),
        tilts(book, name, staff) if policy else (),
        apart,
        summed("协议工资合计", [one.agreed for one in apart], "P15"),
        summed("签约服务报酬合计", [one.contract for one in apart], "O11"),
        basic,
        incentive,
        _available(row),
        reached,
        share,
    )


def pay_of(book: Book, one: PrimaryStaff) -> Amount:
    """A person's performance pay of the year."""
    return given(f"{book.person_name(one.person)}绩效工资", one.performance or 0, "元", one.cell("performance"), "O07")


def _counted(book: Book, row: PrimaryTotal, staff: Sequence[PrimaryStaff]) -> Amount | None:
    """The pay within the total: summed without head and agreed pay where people within it are listed (O07, P15).

    A list of the head alone says nothing about the others: then the total entered counts.
    """
    if parts := tuple(pay_of(book, one) for one in staff if one.counted):
        return total("实发总量", parts, "元", "O07", "逐人合计，不含主要负责人和协议工资人员")
    return None if row.paid is None else given("实发总量", row.paid, "元", row.cell("paid"), "I17")


def _left_out(row: PrimaryTotal, staff: Sequence[PrimaryStaff], counted: Amount | None) -> bool:
    """Whether the list comes to less than the total entered, and not because that has the head's pay in it too, which
    is a mistake of its own (CH618)."""
    if row.paid is None or counted is None:
        return False
    return counted.value < row.paid != sum(one.performance or 0 for one in staff)


def counted_by_unit(book: Book) -> dict[tuple[str, int | None], int]:
    """The pay within the total of the staff listed, in fen by institution and year (I17, O07, P15)."""
    found: dict[tuple[str, int | None], int] = defaultdict(int)
    for one in book.primary_staff:
        if one.counted:
            found[one.institution, one.year] += one.performance or 0
    return dict(found)


def _less(label: str, first: Amount, second: Amount | None) -> Amount | None:
    if second is None:
        return None
    return Amount(label, first.value - second.value, "元", Op.DIFFERENCE, (first, second), clause=first.clause)


def _average(
    policy: Policy | None,
    row: PrimaryTotal,
    staff: Sequence[PrimaryStaff],
    counted: Amount | None,
    heads: Amount,
    on: date,
) -> Amount | None:
    """The unit's pay a head: by default without the head, who is outside the total (O05, Q26).

    None where the list leaves people out: of them there is no mean to go by.
    """
    if policy is None or counted is None or not row.headcount:
        return None
    if _left_out(row, staff, counted):
        return None
    people = given("年平均人数", row.headcount, "人", row.cell("headcount"), "O05")
    words = "不含主要负责人"
    if policy.text("pay.head_avg", on) == "with_head":
        months = total("任职月数", tuple(in_office(one) for one in staff if one.head and not one.agreed), "个月", "O05")
        leaders = quotient("主要负责人年平均人数", months, TWELVE, "人", "O05")
        people = total("年平均人数（含负责人）", (people, leaders), "人", "O05")
        counted = total("实发总量（含负责人）", (counted, heads), "元", "O05")
        words = "含主要负责人"
    return quotient("单位年人均绩效工资", counted, people, "元", "O05", words)


def _bands(policy: Policy, row: PrimaryTotal, base: Amount, added: tuple[Amount, ...], on: date) -> Iterable[Band]:
    """The total's band, and those of the additions that were made; nothing without headcount and baseline."""
    overtime, practitioners = added
    if (whole := _baseline(row, "local_baseline")) is not None:
        rates = policy.amount("primary.baseline_low", on), policy.amount("primary.baseline_high", on)
        yield band(TOTAL, row.institution, "基本总量", base, whole, rates)
    if overtime.value and (whole := _baseline(row, policy.text("pay.overtime_base", on))) is not None:
        rates = policy.amount("primary.overtime_low", on), policy.amount("primary.overtime_high", on)
        yield band(OVERTIME, row.institution, "加班增核", overtime, whole, rates)
    if practitioners.value and (whole := _baseline(row, policy.text("pay.general_practice_base", on))) is not None:
        rates = about(policy.amount("primary.gp_addition", on), policy.amount("primary.gp_tolerance", on))
        yield band(PRACTITIONERS, row.institution, "全科增核", practitioners, whole, rates)


def _baseline(row: PrimaryTotal, kind: str) -> Amount | None:
    """Headcount times a baseline; None where the row lacks one of them (Q25)."""
    field = FIELDS[kind]
    each: Fen | None = getattr(row, field)
    if not each or not row.headcount:
        return None
    people = given("年平均人数", row.headcount, "人", row.cell("headcount"))
    return product(f"年平均人数×{BASES[kind]}", (people, given(BASES[kind], each, "元", row.cell(field))), "元")


def _split(row: PrimaryTotal, approved: Amount) -> tuple[Amount | None, Amount | None]:
    """The approved total in its basic and its incentive part; None unless the shares add up to one (O12)."""
    if row.basic_share is None or row.incentive_share is None or row.basic_share + row.incentive_share != 1:
        return None, None
    share = given("基础性比例", row.basic_share, "比例", row.cell("basic_share"), "O12")
    basic = rounded("基础性绩效", product("核定总量×基础性比例", (approved, share), "元", "O12"), "O12")
    return basic, _less("奖励性绩效", approved, basic)


def _available(row: PrimaryTotal) -> Amount | None:
    """Service income less cost and reserves, and the grants: what may go to pay (O02)."""
    if row.service_income is None or row.cost is None:
        return None
    parts = tuple(
        given(label, fen or 0, "元", row.cell(field), "O02")
        for label, fen, field in (
            ("医疗服务收入", row.service_income, "service_income"),
            ("服务成本", row.cost, "cost"),
            ("提取基金", row.reserves, "reserves"),
        )
    )
    value = parts[0].value - parts[1].value - parts[2].value
    own = Amount("收入结余", value, "元", Op.DIFFERENCE, parts, "医疗服务收入扣除成本和提取的基金", "O02")
    return total(
        "可用于绩效的资金", (own, given("财政补助", row.grants or 0, "元", row.cell("grants"), "O02")), "元", "O02"
    )


def _reached(
    book: Book, row: PrimaryTotal, staff: Sequence[PrimaryStaff], added: Amount
) -> tuple[Amount | None, Amount | None]:
    """What general practitioners got of the addition made for them, and its part of it (O10)."""
    if not added.value or not any(one.from_addition is not None for one in staff):
        return None, None
    parts = tuple(
        given(book.person_name(one.person), one.from_addition, "元", one.cell("from_addition"), "O10")
        for one in staff
        if one.practitioner and one.from_addition
    )
    reached = total("发给全科医生的增核", parts, "元", "O10")
    return reached, quotient("全科医生所得占增核的比例", reached, added, "", "O10")
