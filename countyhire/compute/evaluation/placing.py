"""How well people and posts fit, and whether a line goes on (H25, H27, H30, H56, H58)."""

from collections.abc import Iterator

from countyhire.compute.continuity import continuity
from countyhire.compute.demanded import demands_of
from countyhire.compute.evaluation.facts import About, Facts
from countyhire.compute.evaluation.measure import NOT_REPORTED, Measure
from countyhire.compute.evaluation.sent import begun_by

GROUP = "调配质量"
FIT = About(
    "fit", GROUP, "专业对口率", "H30", ("spells", "demands", "people"), "本人专业与需求相同", "按需求派出的服务", "段"
)
FILLED = About(
    "filled", GROUP, "需求满足率", "C06", ("demands",), "本年度调配方案安排的岗位", "本年度需求岗位", "个岗位"
)
FIRST = About(
    "rank1", GROUP, "第一志愿需求满足率", "H27", ("demands",), "已安排的第一志愿岗位", "第一志愿需求岗位", "个岗位"
)
FOLLOWED = About(
    "continuity", GROUP, "同专业接替率", "H56", ("spells",), "有同专业人员接替", "今后十二个月期满离开", "人次"
)
GAPS = About("gap_days", GROUP, "接替空档", "H58", ("spells",), "有人接替的空档天数合计", unit="天")


def placing(facts: Facts) -> Iterator[Measure]:
    """The indicators of matching and continuity."""
    demands = {row.code: row for row in demands_of(facts.book)}
    known = [(row, facts.book.person(row.person)) for row in begun_by(facts) if row.demand in demands]
    placed = [(row, person) for row, person in known if person]
    fits = sum(person.specialty == demands[row.demand].specialty for row, person in placed)
    yield FIT.share(fits, len(placed) if placed else None, facts.absent("spells", "demands", "people"))
    yield from _filled(facts)
    absent = facts.absent("spells")
    handovers = continuity(facts.book, facts.on).handovers
    yield FOLLOWED.share(sum(row.follower is not None for row in handovers), len(handovers), absent)
    gaps = [row.gap for row in handovers if row.gap is not None]
    yield GAPS.count(sum(gaps) if gaps else None, absent or ("" if gaps else "不适用：没有接替人员"))


def _filled(facts: Facts) -> Iterator[Measure]:
    if isinstance(facts.allocation, str):
        yield FILLED.share(None, None, f"{NOT_REPORTED}：{facts.allocation}")
        yield FIRST.share(None, None, f"{NOT_REPORTED}：{facts.allocation}")
        return
    _, view = facts.allocation
    first = {row.code for row in facts.book.demands if row.rank == 1}
    taken = [row["demand"] for row in view["assignments"]]
    short = [(row["demand"], row["short"]) for row in view["unfilled"]]
    yield FILLED.share(len(taken), len(taken) + sum(count for _, count in short))
    got = sum(code in first for code in taken)
    yield FIRST.share(got, got + sum(count for code, count in short if code in first), facts.absent("demands"))
