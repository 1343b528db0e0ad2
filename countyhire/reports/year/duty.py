"""The section 基层服务义务."""

from collections import Counter
from typing import TYPE_CHECKING

from countyhire.reports import charts
from countyhire.reports.duty import STATUSES
from countyhire.reports.values import official_day
from countyhire.reports.year.parts import Chart, Counts, Figure, Section, Table, source, text

if TYPE_CHECKING:
    from countyhire.compute.duty import Duty

KINDS = {"new_hire": "新招聘人员（五年内一年）", "intermediate": "中级人员（申报副高前一年）"}
_CLOSED = ("done", "excused")


def duty_section(result: "Duty", least: int) -> Section:
    """Duties by kind and status on the day, and when the open ones fall due."""
    counts = Counts()
    for kind in KINDS:
        of_kind = Counter(row.status for row in result.persons if row.kind == kind)
        for status in STATUSES:
            counts.put((kind, status), of_kind[status])
        counts.put((kind, ""), of_kind.total())
        counts.total((kind, ""), [(kind, status) for status in STATUSES])
    for status in (*STATUSES, ""):
        counts.put(("", status), sum(counts.cells[kind, status] for kind in KINDS))
        counts.total(("", status), [(kind, status) for kind in KINDS])
    counts.total(("", ""), [("", status) for status in STATUSES])
    years = [row.year for row in result.outlook]
    for row in result.outlook:
        counts.put((row.year, "finish"), len(row.finish))
        counts.put((row.year, "start"), len(row.start))
    unfinished = [("", status) for status in STATUSES if status not in _CLOSED]
    open_count = sum(counts.cells[key] for key in unfinished)
    counts.put(("open",), open_count)
    counts.total(("open",), unfinished)
    for name in ("finish", "start"):
        counts.put(("later", name), open_count - sum(counts.cells[year, name] for year in years))
        counts.total(("open",), [*((year, name) for year in years), ("later", name)])
    shown = counts.shown(least)
    labels = [str(year) for year in years]
    return Section(
        "duty",
        "基层服务义务",
        f"截至{official_day(result.on)}，同一人可有两项义务，按项计。",
        (
            Figure("未完成", text(shown[("open",)]), "项"),
            Figure("应安排", text(shown["", "due"]), "项"),
            Figure("逾期", text(shown["", "overdue"]), "项"),
            Figure("服务中", text(shown["", "serving"]), "项"),
        ),
        (
            Chart(
                "按状态",
                "两类义务各状态的项数",
                charts.bars(
                    list(STATUSES.values()),
                    {label: [shown[kind, status] for status in STATUSES] for kind, label in KINDS.items()},
                    "两类义务各状态的项数；数据见下表",
                ),
            ),
            Chart(
                "今后五年到期",
                "未完成的义务在今后五年各年最迟开始和最迟完成的项数",
                charts.columns(
                    labels,
                    {
                        "最迟开始": [shown[year, "start"] for year in years],
                        "最迟完成": [shown[year, "finish"] for year in years],
                    },
                    "今后五年各年最迟开始和最迟完成的义务项数；数据见下表",
                ),
            ),
        ),
        (
            Table(
                "义务按类别和状态（单位：项）",
                ("类别", *STATUSES.values(), "合计"),
                tuple(
                    (label, *(text(shown[kind, status]) for status in (*STATUSES, ""))) for kind, label in KINDS.items()
                ),
                ("合计", *(text(shown["", status]) for status in (*STATUSES, ""))),
            ),
            Table(
                "未完成义务到期年份（单位：项）",
                ("年份", "最迟开始", "最迟完成"),
                (
                    *((str(year), text(shown[year, "start"]), text(shown[year, "finish"])) for year in years),
                    ("其他年份或日期未定", text(shown["later", "start"]), text(shown["later", "finish"])),
                ),
                ("合计", text(shown[("open",)]), text(shown[("open",)])),
            ),
        ),
        source("B03", "B07", "B08"),
    )
