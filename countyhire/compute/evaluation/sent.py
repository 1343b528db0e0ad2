"""Who was sent and who owes: the floor, the duties, stay-on (C07, C08, B03, F05)."""

from collections.abc import Iterator

from countyhire.compute.evaluation.facts import About, Facts
from countyhire.compute.evaluation.measure import Measure
from countyhire.model.service import COMPLETED, Spell

GROUP = "选派任务"
RATE = About("dispatch", GROUP, "派出占当年招聘比例", "C07", ("people", "spells"), "当年派出", "当年招聘执业医师类人员")
QUOTA = About("quota", GROUP, "选派任务完成率", "C08", ("people", "spells"), "当年派出", "当年应派")
SHORT = About("shortfall", GROUP, "选派任务缺口", "C08", ("people", "spells"), "应派减已派")
DONE = About(
    "duty", GROUP, "基层服务义务完成率", "B03", ("people", "spells"), "已完成的义务", "未经批准免除的义务", "项"
)
OVERDUE = About("overdue", GROUP, "逾期义务", "B03", ("people", "spells"), "逾期未完成的义务", unit="项")
STAYED = About("stay", GROUP, "期满留任率", "F05", ("spells",), "期满后愿意留任", "期满并填报留任意向的人员")


def sent(facts: Facts) -> Iterator[Measure]:
    """The indicators of who was sent."""
    yield from _floor(facts)
    yield from _duties(facts)
    told = [spell for spell in latest_ended(facts) if spell.stays is not None]
    yield STAYED.share(sum(bool(spell.stays) for spell in told), len(told) or None, facts.absent("spells"))


def begun_by(facts: Facts) -> list[Spell]:
    """The rows of 县聘乡用 service that had begun by the last day counted."""
    rows = (spell for spell in facts.book.spells if spell.county_hired and spell.person)
    return [spell for spell in rows if spell.start and spell.start <= facts.until]


def latest_ended(facts: Facts) -> list[Spell]:
    """Each person's last completed term."""
    last: dict[str, Spell] = {}
    for spell in sorted(begun_by(facts), key=_order):
        if spell.status == COMPLETED:
            last[spell.person] = spell
    return [last[person] for person in sorted(last)]


def _order(spell: Spell) -> tuple[str, str]:
    return (spell.start.isoformat() if spell.start else "", spell.code)


def _floor(facts: Facts) -> Iterator[Measure]:
    result = facts.quota
    if isinstance(result, str):
        yield RATE.share(None, None, result)
        yield QUOTA.share(None, None, result)
        yield SHORT.count(None, result)
        return
    yield RATE.share(result.dispatched, result.new_hires)
    yield QUOTA.share(result.dispatched, result.quota)
    yield SHORT.count(result.shortfall)


def _duties(facts: Facts) -> Iterator[Measure]:
    result = facts.duty
    if isinstance(result, str):
        yield DONE.share(None, None, result)
        yield OVERDUE.count(None, result)
        return
    counts = result.counts
    owed = sum(count for status, count in counts.items() if status != "excused")
    yield DONE.share(counts.get("done", 0), owed)
    yield OVERDUE.count(counts.get("overdue", 0))
