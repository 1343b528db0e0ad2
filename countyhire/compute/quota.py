"""The year's floor of 县聘乡用 placements and how far it is met (55号 三（二）; C05–C10, H04, H32, Q1–Q7).

Quota and duty are two ledgers: an experienced doctor who is sent in a recruit's place fills the quota and
clears nobody's duty (H04).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.roster import people_of, schemed
from countyhire.compute.service import Stretch, runs_of_service, spell_order
from countyhire.model.amount import Amount, Op, given, product, total
from countyhire.model.book import Book
from countyhire.model.institutions import COUNTY_KINDS, Institution
from countyhire.model.money import apportion, ceil_div
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.service import COUNTY_HIRED, ENDED_EARLY, PLANNED, Spell
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Recruit:
    """A physician-class recruit of the year. `reason` says why one is not counted; empty for the counted."""

    person: str
    name: str
    institution: str
    hired_on: date
    establishment: str
    route: str
    licensed: bool
    cell: Cell
    reason: str = ""
    left_on: date | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody whose service counts or is shown beside: the spell is the first one of the stretch."""

    person: str
    name: str
    sender: str
    receiver: str
    start: date
    spell: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Hospital:
    """One institution of the scheme. `share` and `shortfall` are numbers of people (C10)."""

    code: str
    name: str
    new_hires: int
    share: int
    own_ceiling: int
    dispatched: int
    shortfall: int
    in_service: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What counting the recruits outside the establishment would give, where it is another floor (Q7)."""

    new_hires: int
    quota: int


@dataclass(frozen=True, slots=True)
class Quota:
    """The district's year. `rate` is dispatched ÷ new_hires, None where nobody was hired (不适用)."""

    year: int
    on: date
    to_date: bool
    not_begun: bool
    scope: str
    new_hires: int
    quota: int
    dispatched: int
    shortfall: int
    rate: Fraction | None
    in_service: int
    hospitals: tuple[Hospital, ...]
    recruits: tuple[Recruit, ...]
    left: tuple[Recruit, ...]
    not_counted: tuple[Recruit, ...]
    other_reading: OtherReading | None
    placed: tuple[Placed, ...]
    ended_early: tuple[Placed, ...]
    continuing: tuple[Placed, ...]
    planned: tuple[Placed, ...]
    other_recruits: tuple[Recruit, ...]
    other_placed: tuple[Placed, ...]
    new_hires_amount: Amount
    quota_amount: Amount
    dispatched_amount: Amount
    shortfall_amount: Amount


def quota(book: Book, policy: Policy, year: int, on: date) -> Quota:
    """The 80% floor of a calendar year, its shares, and what was reached by a day (C05–C10, H32).

    The pack's values are those in force on `on`, or on the nearest day of the year to it. Before the
    year ends the figures are 截至当日; before it begins, N is nobody yet.
    """
    day = min(max(on, date(year, 1, 1)), date(year, 12, 31))
    scheme = schemed(book)
    recruits, not_counted, other_recruits = _recruits(book, policy, year, on, day)
    placed, continuing, other_placed = _placements(book, year, on)
    counted_placed = _counted(policy.text("quota.count", day), placed, continuing)
    rate = policy.amount("quota.rate", day)
    scope = policy.text("quota.scope", day)

    hires = {code: [row for row in recruits if row.institution == code] for code in scheme}
    hires_amounts = {code: _hires_amount(scheme[code], hires[code]) for code in scheme}
    new_hires = total("当年招聘执业医师类人员", tuple(hires_amounts.values()), "人", "C05")
    ceilings = {code: _floor_amount(f"{scheme[code].name}单独计算的下限", hires_amounts[code], rate) for code in scheme}
    if scope == "hospital":
        floor = total("全区县应派人数", tuple(ceilings.values()), "人", "H32", "各机构下限之和")
    else:
        floor = _floor_amount("全区县应派人数", new_hires, rate)
    shares = _shares(scheme, floor, hires_amounts, ceilings, scope)
    dispatched = Amount(
        "当年实派人数", len(counted_placed), "人", Op.COUNT, _person_amounts(counted_placed), clause="C08"
    )
    shortfall = _shortfall_amount(floor, dispatched)

    people = len(recruits)
    return Quota(
        year=year,
        on=on,
        to_date=on < date(year, 12, 31),
        not_begun=on < date(year, 1, 1),
        scope=scope,
        new_hires=people,
        quota=int(floor.value),
        dispatched=len(counted_placed),
        shortfall=int(shortfall.value),
        rate=Fraction(len(counted_placed), people) if people else None,
        in_service=len(placed) + len(continuing),
        hospitals=tuple(
            _hospital(scheme[code], len(hires[code]), shares[code], ceilings[code], counted_placed, placed + continuing)
            for code in scheme
        ),
        recruits=recruits,
        left=tuple(row for row in recruits if row.gone),
        not_counted=not_counted,
        other_reading=_other_reading(recruits, not_counted, floor, rate, scope, policy.texts("quota.types", day)),
        placed=counted_placed,
        ended_early=_ended_early(book, counted_placed),
        continuing=continuing,
        planned=_planned(book, year, scheme),
        other_recruits=other_recruits,
        other_placed=other_placed,
        new_hires_amount=new_hires,
        quota_amount=floor,
        dispatched_amount=dispatched,
        shortfall_amount=shortfall,
    )


def floor_of(new_hires: int, rate: Fraction) -> int:
    """The fewest people to send for a number of recruits: 11 and 4/5 give 9 (C07)."""
    share = new_hires * rate
    return ceil_div(share.numerator, share.denominator)


def _recruits(
    book: Book, policy: Policy, year: int, on: date, day: date
) -> tuple[tuple[Recruit, ...], tuple[Recruit, ...], tuple[Recruit, ...]]:
    """The year's physician-class recruits: counted, not counted, and those of other county-level owners."""
    classes = policy.texts("quota.classes", day)
    types = policy.texts("quota.types", day)
    routes = policy.texts("quota.excluded_routes", day)
    unlicensed = policy.flag("quota.include_unlicensed", day)
    drop_leavers = policy.flag("quota.drop_leavers", day)
    counted, not_counted, others = [], [], []
    for person in people_of(book):
        if not person.hired_on or person.hired_on.year != year or person.hired_on > on:
            continue
        if person.recruited_as not in classes and (person.recruited_as or person.profession != PHYSICIAN):
            continue
        home = book.institution(person.institution)
        reason = ""
        if not person.recruited_as:
            reason = "未填招聘岗位类别"
        elif person.entry_route in routes:
            reason = person.entry_route
        elif person.establishment not in types:
            reason = person.establishment or "未填编制情况"
        elif not unlicensed and not person.practice_licence:
            reason = "尚未取得医师执业证书"
        elif drop_leavers and person.left_by(on):
            reason = "当年已离开"
        if home is None or not home.sends:
            if home and home.kind in COUNTY_KINDS:
                others.append(_recruit(person, on, f"{home.owner}，不纳入区县统筹"))
        elif reason:
            not_counted.append(_recruit(person, on, reason))
        else:
            counted.append(_recruit(person, on, ""))
    return _by_place(counted), _by_place(not_counted), _by_place(others)


def _recruit(person: Person, on: date, reason: str) -> Recruit:
    assert person.hired_on is not None
    return Recruit(
        person=person.code,
        name=person.name,
        institution=person.institution,
        hired_on=person.hired_on,
        establishment=person.establishment,
        route=person.entry_route,
        licensed=bool(person.practice_licence),
        cell=person.cell("hired_on"),
        reason=reason,
        left_on=person.left_on,
        gone=person.left_by(on),
    )


def _by_place(rows: Iterable[Recruit]) -> tuple[Recruit, ...]:
    return tuple(sorted(rows, key=lambda row: (row.institution, row.person)))


def _placements(book: Book, year: int, on: date) -> tuple[tuple[Placed, ...], tuple[Placed, ...], tuple[Placed, ...]]:
    """Who began in the year, who went on from an earlier one, and who came from outside the scheme (C08, F08)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    began, continuing, others = [], [], []
    for code, runs in runs_of_service(book, min(on, last)):
        touching = [run for run in runs if run.period.last >= first]
        if not touching:
            continue
        run = next((run for run in touching if run.period.first >= first), touching[0])
        placed = _placed(book, code, run)
        sender = book.institution(placed.sender)
        if sender is None or not sender.sends:
            others.append(placed)
        elif placed.start >= first:
            began.append(placed)
        else:
            continuing.append(placed)
    return _by_sender(began), _by_sender(continuing), _by_sender(others)


def _placed(book: Book, person: str, run: Stretch) -> Placed:
    spell = min(run.spells, key=spell_order)
    return Placed(
        person,
        book.person_name(person),
        spell.sender,
        spell.receiver,
        run.period.first,
        spell.code,
        spell.cell("start"),
    )


def _by_sender(rows: Iterable[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(rows, key=lambda row: (row.sender, row.person, row.start, row.spell)))


def _counted(mode: str, placed: tuple[Placed, ...], continuing: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The people of the year by the pack's choice (Q4): those who began, or all who served."""
    return _by_sender(placed + continuing) if mode == "in_service" else placed


def _ended_early(book: Book, placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Counted people with a spell that ended early; they stay counted and are listed."""
    return tuple(
        row
        for row in placed
        if any(
            spell.county_hired and spell.status == ENDED_EARLY and spell.start and spell.start >= row.start
            for spell in book.spells_of(row.person)
        )
    )


def _planned(book: Book, year: int, scheme: Mapping[str, Institution]) -> tuple[Placed, ...]:
    """拟派 rows of the year: a plan, counted nowhere."""
    return _by_sender(
        Placed(
            row.person, book.person_name(row.person), row.sender, row.receiver, row.start, row.code, row.cell("start")
        )
        for row in book.spells
        if _is_plan(row) and row.start and row.start.year == year and row.sender in scheme
    )


def _is_plan(spell: Spell) -> bool:
    return spell.category == COUNTY_HIRED and spell.status == PLANNED


def _shares(
    scheme: Mapping[str, Institution],
    floor: Amount,
    hires: Mapping[str, Amount],
    ceilings: Mapping[str, Amount],
    scope: str,
) -> dict[str, Amount]:
    """Each institution's part of the floor: by recruits with the largest remainder, or its own ceiling (C10, H32)."""
    if scope == "hospital":
        return dict(ceilings)
    counts = [int(hires[code].value) for code in scheme]
    whole = sum(counts)
    parts = apportion(int(floor.value), counts, [(-n, code) for n, code in zip(counts, scheme, strict=True)])
    everyone = Amount("全区县招聘人数", whole, "人", clause="C05")
    return {
        code: Amount(
            f"{scheme[code].name}分摊数",
            part,
            "人",
            Op.SHARE,
            (floor, hires[code], everyone),
            "按招聘人数最大余数法分摊，余数相同的先招聘多、再编码小",
            "C10",
        )
        for code, part in zip(scheme, parts, strict=True)
    }


def _hospital(
    row: Institution,
    new_hires: int,
    share: Amount,
    ceiling: Amount,
    counted: Sequence[Placed],
    serving: Sequence[Placed],
) -> Hospital:
    dispatched = sum(1 for placed in counted if placed.sender == row.code)
    return Hospital(
        code=row.code,
        name=row.name,
        new_hires=new_hires,
        share=int(share.value),
        own_ceiling=int(ceiling.value),
        dispatched=dispatched,
        shortfall=max(0, int(share.value) - dispatched),
        in_service=sum(1 for placed in serving if placed.sender == row.code),
        amount=share,
    )


def _other_reading(
    recruits: Sequence[Recruit],
    not_counted: Sequence[Recruit],
    floor: Amount,
    rate: Amount,
    scope: str,
    types: Sequence[str],
) -> OtherReading | None:
    """The floor if 返聘, 柔性引进, 合同制 and the like were counted, None where it would be the same."""
    wider = [
        *recruits,
        *(row for row in not_counted if row.establishment not in types and row.reason == row.establishment),
    ]
    share = Fraction(rate.value)
    if scope == "hospital":
        places = {row.institution for row in wider}
        other = sum(floor_of(sum(1 for row in wider if row.institution == place), share) for place in places)
    else:
        other = floor_of(len(wider), share)
    return OtherReading(len(wider), other) if other != floor.value else None


def _hires_amount(row: Institution, hires: Sequence[Recruit]) -> Amount:
    people = tuple(
        given(f"{hire.name}（{hire.person}）{hire.hired_on}入职，{hire.establishment}", 1, "人", hire.cell)
        for hire in hires
    )
    return Amount(f"{row.name}招聘人数", len(hires), "人", Op.COUNT, people, clause="C05")


def _person_amounts(placed: Iterable[Placed]) -> tuple[Amount, ...]:
    return tuple(given(f"{row.name}（{row.person}）{row.start}到岗", 1, "人", row.cell) for row in placed)


def _floor_amount(label: str, people: Amount, rate: Amount) -> Amount:
    exact = product(f"{label}（未取整）", (people, rate), "人", "C07")
    value = Fraction(exact.value)
    return Amount(
        label, ceil_div(value.numerator, value.denominator), "人", Op.CEILING, (exact,), "不足一人的进一", "C07"
    )


def _shortfall_amount(floor: Amount, dispatched: Amount) -> Amount:
    gap = Fraction(floor.value) - Fraction(dispatched.value)
    none = Amount("不缺", 0, "人")
    difference = Amount("应派减实派", int(gap), "人", Op.DIFFERENCE, (floor, dispatched), clause="C08")
    return Amount("缺口", max(0, int(gap)), "人", Op.GREATEST, (none, difference), "多派不抵扣以后年度", "C08")
