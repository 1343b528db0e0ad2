"""Lists of village doctors on a day: renewals, insurances missing, clinics uncovered, who may be hired by target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from countyhire.model.book import Book
from countyhire.model.village import PHYSICIANS, QUALIFIED, VillageClinic, VillageDoctor
from countyhire.policy.parameter import Policy

EXPIRED, SOON, LATER = "已到期", "30天内到期", "60天内到期"
BOUNDS = ((0, EXPIRED), (31, SOON), (61, LATER))  # days left below which each is said (K03)
FIVE = {"pension": "养老", "medical": "医疗", "unemployment": "失业", "injury": "工伤", "maternity": "生育"}
LIABILITY = {"liability": "医疗责任险"}
TARGETED = "village.targeted_years"


@dataclass(frozen=True, slots=True)
class Renewal:
    """A contract that has ended or ends within sixty days; `left` are the days to its last day (K03)."""

    doctor: VillageDoctor
    left: int
    state: str


@dataclass(frozen=True, slots=True)
class Uninsured:
    """A doctor without some of the five insurances (K06) or of liability and injury insurance (P04).

    `unknown` are those whose column the workbook has not: nobody says whether they were bought.
    """

    doctor: VillageDoctor
    five: tuple[str, ...]
    two: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many villages, clinics and village doctors there are, and the clinics without a qualified one (K12).

    `lapsed` have the qualification, but no certificate or contract that holds on the day: they are not counted.
    """

    villages: int
    clinics: int
    doctors: int
    qualified: int
    uncovered: tuple[VillageClinic, ...]
    lapsed: tuple[VillageDoctor, ...]


def renewals(doctors: Sequence[VillageDoctor], on: date) -> tuple[Renewal, ...]:
    """The contracts to be renewed, the most pressing first."""
    found = []
    for doctor in doctors:
        if doctor.contract_end is None:
            continue
        left = (doctor.contract_end - on).days
        state = next((state for bound, state in BOUNDS if left < bound), "")
        if state:
            found.append(Renewal(doctor, left, state))
    return tuple(sorted(found, key=lambda one: (one.left, one.doctor.code)))


def uninsured(doctors: Sequence[VillageDoctor]) -> tuple[Uninsured, ...]:
    """Those without an insurance that a column of the sheet tells of."""
    found = []
    for doctor in doctors:
        columns = doctor.table.columns
        lacking = {
            field: name
            for field, name in (FIVE | LIABILITY).items()
            if not getattr(doctor, field) and (field in columns or not columns)
        }
        unknown = tuple(name for field, name in (FIVE | LIABILITY).items() if columns and field not in columns)
        if lacking:
            five = tuple(name for field, name in lacking.items() if field in FIVE)
            two = tuple(name for field, name in lacking.items() if field in ("injury", "liability"))
            found.append(Uninsured(doctor, five, two, unknown))
    return tuple(found)


def coverage(book: Book, on: date) -> Coverage:
    """Every clinic once, by its code, as it stands on the day."""
    clinics = {row.code: row for row in reversed(book.village_clinics) if row.code}
    qualified = [row for row in book.village_doctors if row.covers(on)]
    lapsed = [row for row in book.village_doctors if row.licence_kind in QUALIFIED and row.lapsed(on)]
    staffed = {row.clinic for row in qualified}
    return Coverage(
        villages=len({(row.parent, row.village) for row in clinics.values()}),
        clinics=len(clinics),
        doctors=len(book.village_doctors),
        qualified=len(qualified),
        uncovered=tuple(row for code, row in sorted(clinics.items()) if code not in staffed),
        lapsed=tuple(sorted(lapsed, key=lambda row: (row.code, row.row))),
    )


def targeted(doctors: Sequence[VillageDoctor], policy: Policy, on: date) -> tuple[VillageDoctor, ...] | None:
    """Physicians and assistant physicians with enough years in a village clinic (M06); None without such a rule."""
    if not policy.expects(TARGETED):
        return None
    years = policy.whole(TARGETED, on)
    return tuple(
        one for one in doctors if one.licence_kind in PHYSICIANS and one.years is not None and one.years >= years
    )
