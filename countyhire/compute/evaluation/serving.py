"""Whether those sent are there, and how the receivers judge them (H37, H42, H43, H55)."""

from collections.abc import Iterator

from countyhire.compute.evaluation.facts import About, Facts
from countyhire.compute.evaluation.measure import NOT_REPORTED, Measure
from countyhire.compute.presence import presence, together
from countyhire.model.period import Month

GROUP = "在岗和考核"
NEVER_THERE, AT_HOME, SELDOM = "CH509", "CH510", "CH514"
GHOSTS = {NEVER_THERE, AT_HOME, SELDOM}
PRESENT = About("presence", GROUP, "在岗率", "H55", ("scores",), "出勤天数", "应出勤天数", "天")
FLAGS = About("ghosts", GROUP, "虚挂线索", "H42", ("scores", "spells"), "虚挂线索（不到岗、在原单位开处方）", unit="处")
JUDGED = About("judged", GROUP, "月度考核率", "H37", ("scores",), "已有得分的人月", "考核表所列人月", "人月")


def serving(facts: Facts) -> Iterator[Measure]:
    """The indicators of presence, ghosts and scores."""
    first, last = Month(facts.year, 1), Month.of(facts.until)
    rows = presence(facts.book, first, last)
    whole, absent = together(rows), facts.absent("scores")
    yield PRESENT.share(whole.attended, whole.due if whole.months else None, absent)
    flags = [finding for finding in facts.findings if finding.code in GHOSTS]
    yield FLAGS.count(len(flags), absent or ("" if whole.months else NOT_REPORTED))
    months = [row for row in facts.book.scores if row.month and first <= row.month <= last and not row.exempt_reason]
    yield JUDGED.share(sum(row.score is not None for row in months), len(months) or None, absent)
