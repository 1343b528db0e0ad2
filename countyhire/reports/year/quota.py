"""The section 选派任务."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from countyhire.reports import charts
from countyhire.reports.values import official_day
from countyhire.reports.year.parts import Chart, Counts, Figure, Key, Section, Table, percent, source, text

if TYPE_CHECKING:
    from countyhire.compute.quota import Quota


def quota_section(result: "Quota", least: int) -> Section:
    """How far the year's floor is reached, by institution."""
    counts, codes = Counts(), [row.code for row in result.hospitals]
    for row in result.hospitals:
        counts.put((row.code, "new"), row.new_hires)
        counts.put((row.code, "share"), row.share, people=False)
        counts.put((row.code, "sent"), row.dispatched)
        counts.put((row.code, "short"), row.shortfall, people=False)
        counts.total((row.code, "share"), [(row.code, "sent"), (row.code, "short")])
    whole = {"new": result.new_hires, "share": result.quota, "sent": result.dispatched, "short": result.shortfall}
    for name, count in whole.items():
        counts.put(("", name), count, people=name in ("new", "sent"))
        counts.total(("", name), [(code, name) for code in codes])
    counts.total(("", "share"), [("", "sent"), ("", "short")])
    shown = counts.shown(least)
    for code in codes:
        if shown[code, "new"] is None:  # the share is four fifths of it
            shown[code, "share"] = shown[code, "short"] = None
    rows = [(row.name, *_quota_row(shown, row.code)) for row in result.hospitals]
    until = f"截至{official_day(result.on)}，" if result.to_date else ""
    lead = (
        f"{until}{result.year}年度全区县未招聘执业医师类人员，无选派任务。"
        if not result.new_hires
        else f"{until}{result.year}年度招聘执业医师类人员{text(shown['', 'new'])}人，应派不少于{result.quota}人，"
        f"已派{text(shown['', 'sent'])}人。"
    )
    chart = Chart(
        "各单位应派和已派",
        f"各区县级医疗机构应派份额与已派人数，单位：人；合计应派{result.quota}人，已派{text(shown['', 'sent'])}人",
        charts.bars(
            [row.name for row in result.hospitals],
            {"应派份额": [shown[code, "share"] for code in codes], "已派": [shown[code, "sent"] for code in codes]},
            f"{result.year}年度各区县级医疗机构应派份额与已派人数；数据见下表",
        ),
    )
    return Section(
        "quota",
        "选派任务",
        lead,
        (
            Figure("应派不少于", str(result.quota)),
            Figure("已派", text(shown["", "sent"])),
            Figure("缺口", text(shown["", "short"])),
            Figure("已派占应派", percent(shown["", "sent"], result.quota).rstrip("%"), "%"),
        ),
        (chart,),
        (
            Table(
                f"{result.year}年度各区县级医疗机构选派任务（单位：人）",
                ("单位", "新招执业医师类", "应派份额", "已派", "缺口", "完成率"),
                tuple(rows),
                ("合计", *_quota_row(shown, "")),
            ),
        ),
        source("C05", "C07", "C08"),
    )


def _quota_row(shown: Mapping[Key, int | None], code: str) -> tuple[str, ...]:
    new, share, sent, short = (shown[code, name] for name in ("new", "share", "sent", "short"))
    return text(new), text(share), text(sent), text(short), percent(sent, share)
