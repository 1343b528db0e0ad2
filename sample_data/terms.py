"""Two past batches, the small ones beside them, and experience of other kinds: 服务台账."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from countyhire.model.institutions import Institution
from countyhire.model.people import Person
from countyhire.model.service import Spell

from .careers import AS_OF
from .names import generator
from .places import SCHEME

SCHEME_CODES = frozenset(hospital.code for hospital in SCHEME)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Batch:
    """People sent on one day: how many recruits of each year, how many of longer standing."""

    name: str
    start: date
    end: date
    young: tuple[tuple[int, int], ...]  # (year hired, how many)
    older: int


BATCHES = (
    Batch("2024年第一批", date(2024, 8, 1), date(2025, 7, 31), ((2022, 6), (2023, 4)), 35),
    Batch("2025年第一批", date(2025, 8, 1), date(2026, 7, 31), ((2022, 4), (2023, 6), (2024, 3)), 33),
    Batch("2025年第二批", date(2025, 9, 1), date(2026, 8, 31), ((2023, 1), (2024, 1)), 4),
    Batch("2026年春季补派", date(2026, 3, 1), date(2026, 8, 31), ((2024, 1),), 2),
)
CALLED = (
    "内科",
    "外科",
    "妇产科",
    "儿科",
    "麻醉科",
    "医学影像科",
    "中医科",
    "康复医学科",
    "口腔科",
    "急诊医学科",
    "重症医学科",
    "精神科",
)


def spells(people: Sequence[Person], towns: Sequence[Institution], factor: Fraction) -> list[Spell]:
    """Every row of 服务台账, in the order of their codes."""
    free = [person for person in people if _could_go(person)]
    sent: set[str] = set()
    found: list[Spell] = []
    lines: list[tuple[str, str]] = []
    for batch in BATCHES:
        chosen = _chosen(batch, free, sent, factor)
        sent.update(person.code for person in chosen)
        rows = _batch(batch, chosen, towns, lines)
        lines = [(row.receiver, row.specialty) for row in rows] if batch.older > 10 else lines
        found += rows
    found = _oddities(found, towns)
    return [*found, *_other_kinds(free, sent, towns)]


def _could_go(person: Person) -> bool:
    return (
        person.profession == "执业医师"
        and person.institution in SCHEME_CODES
        and person.status == "在岗"
        and person.specialty in CALLED
        and person.establishment in ("编制内", "总量备案")
        and bool(person.hired_on and person.hired_on.year < 2026)
    )


def _chosen(batch: Batch, free: list[Person], sent: set[str], factor: Fraction) -> list[Person]:
    """Who went: licensed before the first day, and nobody twice."""
    rng = generator(batch.name)
    ready = [p for p in free if p.code not in sent and p.registered_on and p.registered_on < batch.start]
    chosen: list[Person] = []
    for year, count in batch.young:
        cohort = [p for p in ready if p.hired_on and p.hired_on.year == year]
        chosen += rng.sample(cohort, min(len(cohort), max(1, int(count * factor))))
    older = [p for p in ready if p.hired_on and p.hired_on.year < 2022 and p.title_rank in (2, 3)]
    chosen += rng.sample(older, min(len(older), max(1, int(batch.older * factor))))
    return sorted(chosen, key=lambda person: person.code)


def _batch(
    batch: Batch, chosen: list[Person], towns: Sequence[Institution], lines: list[tuple[str, str]]
) -> list[Spell]:
    """One row a person: where a line of the batch before can go on, it does."""
    rng = generator(f"places {batch.name}")
    open_lines = list(lines)
    load: Counter[str] = Counter()
    rows = []
    for number, person in enumerate(chosen, 1):
        line = next((line for line in open_lines if line[1] == person.specialty), None)
        if line and rng.random() < 0.7:
            open_lines.remove(line)
            receiver = line[0]
        else:
            receiver = min(towns, key=lambda town: (load[town.code], rng.random())).code
        load[receiver] += 1
        rows.append(_spell(f"F{batch.start:%Y%m}-{number:03d}", person, receiver, batch, rng.random()))
    return rows


def _spell(code: str, person: Person, receiver: str, batch: Batch, luck: float) -> Spell:
    over = batch.end < AS_OF
    back = batch.end + ONE_DAY if over else None
    return Spell(
        code=code,
        person=person.code,
        sender=person.institution,
        receiver=receiver,
        specialty=person.specialty,
        batch=batch.name,
        category="县聘乡用",
        start=batch.start,
        end=batch.end,
        status="期满" if over else "服务中",
        term_result=("优秀" if luck < 0.16 else "合格") if over else "",
        practice_suspended_on=batch.start,
        practice_resumed_on=back,
        prescribing_suspended_on=batch.start,
        prescribing_resumed_on=back,
        insurance_moved_on=batch.start,
        insurance_returned_on=back,
        temporary_post=_held(person, luck),
        home_post=f"{person.department}医师" if person.department else "",
        stays=luck > 0.93 if over else None,
        transfer_document=f"示例人社函〔{back.year}〕{int(luck * 100)}号" if back and luck > 0.97 else "",
    )


def _held(person: Person, luck: float) -> str:
    """A few hold an office while they are there."""
    if person.title_rank < 2:
        return ""
    return "业务副院长" if luck > 0.86 else f"{person.specialty}主任" if luck > 0.8 and person.specialty else ""


def _oddities(rows: list[Spell], towns: Sequence[Institution]) -> list[Spell]:
    """One early end, one change of receiver, one term that was not passed."""
    first = [place for place, row in enumerate(rows) if row.batch == BATCHES[0].name]
    second = [place for place, row in enumerate(rows) if row.batch == BATCHES[1].name]
    changed = list(rows)
    changed[first[8]] = _ended(rows[first[8]], date(2025, 1, 24), "因病提前返回原单位")
    changed[second[5]] = replace(rows[second[5]], term_result="基本合格")
    move = rows[second[17]]
    receiver = next(town.code for town in towns if town.remote and town.code != move.receiver)
    day = date(2026, 2, 1)
    changed[second[17]] = _ended(move, day - ONE_DAY, "经区卫生健康委同意调整接收单位")
    after = replace(
        move,
        code=f"{move.code}B",
        receiver=receiver,
        start=day,
        practice_suspended_on=day,
        prescribing_suspended_on=day,
        insurance_moved_on=day,
    )
    changed.insert(second[17] + 1, after)
    return changed


def _ended(row: Spell, end: date, reason: str) -> Spell:
    return replace(
        row,
        end=end,
        status="提前结束",
        term_result="合格",
        practice_resumed_on=end + ONE_DAY,
        prescribing_resumed_on=end + ONE_DAY,
        insurance_returned_on=end + ONE_DAY,
        early_end_reason=reason,
    )


# (category, first day, last day, evidence); a receiver outside the district is given by name
OTHER_KINDS = (
    ("对口支援", date(2017, 3, 1), date(2018, 2, 28), "示例卫函〔2017〕21号", "T19"),
    ("对口支援", date(2019, 9, 1), date(2020, 8, 31), "示例卫函〔2019〕64号", "T22"),
    ("对口支援", date(2021, 4, 1), date(2021, 9, 30), "示例卫函〔2021〕17号", "邻县示例镇中心卫生院"),
    ("对口支援", date(2026, 3, 1), date(2027, 2, 28), "示例卫函〔2026〕9号", "T25"),
    ("援外援藏", date(2018, 7, 1), date(2019, 12, 31), "市卫援〔2018〕5号", "高原示例县人民医院"),
    ("基层工作", date(2015, 8, 1), date(2017, 7, 31), "原单位工作证明", "T09"),
    ("多机构执业", date(2020, 1, 1), date(2020, 12, 31), "多机构备案表及排班记录", "T12"),
)


def _other_kinds(free: Iterable[Person], sent: set[str], towns: Sequence[Institution]) -> list[Spell]:
    """Experience that national law counts and 55号 does not."""
    rng = generator("other kinds")
    codes = {town.code[1:].lstrip("0"): town.code for town in towns}
    old = [p for p in free if p.code not in sent and p.hired_on and p.hired_on.year < 2015 and p.title_rank in (2, 3)]
    rows = []
    for number, (kind, start, end, evidence, receiver) in enumerate(OTHER_KINDS, 1):
        person = old.pop(rng.randrange(len(old)))
        rows.append(
            Spell(
                code=f"J{number:03d}",
                person=person.code,
                sender=person.institution,
                receiver=codes.get(receiver[1:], receiver) if receiver[0] == "T" else receiver,
                specialty=person.specialty,
                category=kind,
                start=start,
                end=end,
                status="期满" if end < AS_OF else "服务中",
                term_result="合格" if end < AS_OF else "",
                evidence=evidence,
            )
        )
    return rows
