"""招聘与选派情况表 and the notice of it (55号 三（二）; C05–C10)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from countyhire.compute.quota_progress import outside, progress
from countyhire.model.book import Book
from countyhire.model.money import fixed_text
from countyhire.policy.convert import number
from countyhire.reports.charts_of import quota_charts
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import (
    Document,
    Letterhead,
    check_figure,
    excel,
    letters,
    numbered,
    reading,
    source,
)
from countyhire.reports.values import Value, official_day
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.placements import Placed
    from countyhire.compute.quota import Hospital, Quota
    from countyhire.compute.recruits import Recruit

TABLE = "招聘与选派情况表"
HOSPITAL_FIELDS = ("序号", "机构编码", "机构名称", "新招", "份额", "本单位取整", "实派", "缺口", "在岗")


def quota_documents(result: "Quota", letter: Letterhead, book: Book) -> list[Document]:
    """The sheet, its working, the notice to the hospitals and the chart. `book` gives institutions their names."""
    letter = replace(letter, year=result.year)
    rows = _hospitals(result)
    figure = check_figure(rows, f"应派合计{result.quota}人", f"实派合计{result.dispatched}人")
    documents = [
        _sheet(result, letter, book, rows, figure),
        *working(
            letter,
            f"{letter.district}{result.year}年度选派任务计算过程",
            (result.quota_amount, *(row.amount for row in result.hospitals), result.shortfall_amount),
            "C07",
        ),
    ]
    documents += [*_notice(result, letter, figure), *quota_charts(result, letter)]
    if any(row.shortfall for row in result.hospitals):
        documents += _reminders(result, letter)
    return documents


def _sheet(result: "Quota", letter: Letterhead, book: Book, rows: Rows, figure: str) -> Document:
    values: dict[str, Value] = {
        "总述": _summary(result),
        "说明": _remarks(result),
        "依据": source("C05", "C07", "C08"),
        "核对数": figure,
        "合计.新招": result.new_hires,
        "合计.份额": sum(row.share for row in result.hospitals),
        "合计.实派": sum(row.dispatched for row in result.hospitals),
        "合计.缺口": sum(row.shortfall for row in result.hospitals),
        "合计.在岗": sum(row.in_service for row in result.hospitals),
    }
    lists = {
        "行": rows,
        "新招": Rows(
            ("序号", "编号", "姓名", "机构名称", "入职日期", "编制情况", "进入方式", "执业证书", "备注"),
            numbered((*_recruit(row, book), "有" if row.licensed else "无", _left(row)) for row in result.recruits),
        ),
        "另列": Rows(
            ("序号", "编号", "姓名", "机构名称", "入职日期", "编制情况", "进入方式", "原因"),
            numbered((*_recruit(row, book), row.reason) for row in (*result.not_counted, *result.other_recruits)),
        ),
        "派出": Rows(
            ("序号", "编号", "姓名", "派出单位", "接收单位", "起始日期", "计入情况"), numbered(_placed(result, book))
        ),
    }
    months = progress(result, letter.policy)
    lists["月"] = Rows(
        ("月份", "新招", "派出", "累计新招", "累计应派", "累计派出", "缺口", "完成"),
        [
            (
                f"{row.month}月", row.hired, row.sent, row.hired_so_far, row.floor_so_far,
                row.sent_so_far, row.shortfall,
                percent(Fraction(row.sent_so_far, row.floor_so_far) if row.floor_so_far else None),
            )
            for row in months
        ],
    )  # fmt: skip
    lists["外"] = Rows(
        ("编码", "机构名称", "隶属", "新招", "派出"),
        [(row.code, row.name, row.owner, row.hired, row.sent) for row in outside(result, book)],
    )
    return excel(letter, TABLE, values, lists)


def _hospitals(result: "Quota") -> Rows:
    return Rows(
        HOSPITAL_FIELDS,
        numbered(
            (
                row.code,
                row.name,
                row.new_hires,
                row.share,
                row.own_ceiling,
                row.dispatched,
                row.shortfall,
                row.in_service,
            )
            for row in result.hospitals
        ),
    )


def _summary(result: "Quota") -> str:
    until = f"截至{official_day(result.on)}，" if result.to_date else ""
    if not result.new_hires:
        return f"{until}全区县当年未招聘执业医师类人员，无选派任务（不适用）；实派{result.dispatched}人。"
    return (
        f"{until}全区县当年招聘执业医师类人员{result.new_hires}人，应派{result.quota}人，实派{result.dispatched}人，"
        f"实派占招聘的{percent(result.rate)}，缺口{result.shortfall}人。"
    )


def percent(rate: Fraction | None) -> str:
    """A ratio on paper: two decimals and a sign, 不适用 for None."""
    return "不适用" if rate is None else f"{fixed_text(rate * 100, 2)}%"


def _remarks(result: "Quota") -> str:
    parts = [reading(result.answers)]
    if result.other_reading:
        other = result.other_reading
        parts.append(f"如计入编外等方式聘用的人员，招聘{other.new_hires}人，应派{other.quota}人")
    if result.left:
        parts.append(f"招聘后已离开的{len(result.left)}人仍计入：{'、'.join(row.name for row in result.left)}")
    if result.ended_early:
        parts.append(
            f"提前结束的{len(result.ended_early)}人仍计入：{'、'.join(row.name for row in result.ended_early)}"
        )
    return "；".join(part for part in parts if part)


def _recruit(row: "Recruit", book: Book) -> tuple[Value, ...]:
    return (row.person, row.name, book.institution_name(row.institution), row.hired_on, row.establishment, row.route)


def _left(row: "Recruit") -> str:
    if not row.gone:
        return ""
    return f"{official_day(row.left_on)}离开" if row.left_on else "已离开"


def _placed(result: "Quota", book: Book) -> Iterator[tuple[Value, ...]]:
    early = {row.spell for row in result.ended_early}
    counted = {row.spell for row in result.placed}
    groups: tuple[tuple[Iterable[Placed], str], ...] = (
        (result.placed, "计入"),
        (result.continuing, "上年延续，不计入"),
        (result.planned, "拟派，不计入"),
        (result.other_placed, "区县统筹以外单位派出，不计入"),
    )
    for rows, words in groups:
        for row in rows:
            if words != "计入" and row.spell in counted:
                continue
            note = f"{words}（提前结束）" if row.spell in early else words
            yield (
                row.person,
                row.name,
                book.institution_name(row.sender),
                book.institution_name(row.receiver),
                row.start,
                note,
            )


def _notice(result: "Quota", letter: Letterhead, figure: str) -> list[Document]:
    day = min(max(result.on, date(result.year, 1, 1)), date(result.year, 12, 31))
    title = f"关于{result.year}年度“县聘乡用”选派任务完成情况的通知"
    data = {
        "年度": result.year,
        "截至": f"（截至{official_day(result.on)}）" if result.to_date else "",
        "比例": f"{number(letter.policy.fraction('quota.rate', day) * 100)}%",
        "招聘人数": result.new_hires,
        "应派人数": result.quota,
        "实派人数": result.dispatched,
        "缺口": result.shortfall,
        "占比": percent(result.rate),
        "欠派机构": [{"名称": row.name, "缺口": row.shortfall} for row in result.hospitals if row.shortfall],
        "机构": [
            {
                "名称": row.name,
                "新招": row.new_hires,
                "份额": row.share,
                "本单位取整": row.own_ceiling,
                "实派": row.dispatched,
                "缺口": row.shortfall,
            }
            for row in result.hospitals
        ],
        "附件名称": f"{letter.district}{result.year}年度招聘与选派情况表",
        "依据": source("C05", "C07", "C08"),
        "核对数": f"核对数：{figure}",
    }
    return letters(letter, "选派任务完成情况通知", title, data, title, published=True)


def _digest(row: "Hospital") -> str:
    return check_figure(Rows(("编码", "招聘", "份额", "实派"), [(row.code, row.new_hires, row.share, row.dispatched)]))


def _reminders(result: "Quota", letter: Letterhead) -> list[Document]:
    """A letter to each institution that is short, with its own figures only (C08, C10)."""
    away = {row.person for row in (*result.placed, *result.continuing, *result.planned)}
    units = []
    for row in (row for row in result.hospitals if row.shortfall):
        still = [one for one in result.recruits if one.institution == row.code and one.licensed and not one.gone]
        units.append(
            {
                "名称": row.name,
                "新招": row.new_hires,
                "份额": row.share,
                "实派": row.dispatched,
                "缺口": row.shortfall,
                "可派": sum(one.person not in away for one in still),
                "核对数": f"{row.code}，应派{row.share}人，实派{row.dispatched}人，{_digest(row)}",
            }
        )
    day = min(max(result.on, date(result.year, 1, 1)), date(result.year, 12, 31))
    data = {
        "年度": result.year,
        "截至": official_day(day),
        "比例": f"{number(letter.policy.fraction('quota.rate', day) * 100)}%",
        "单位": units,
        "依据": source("C07", "C08", "C10"),
        "核对数": f"{len(units)}个单位",
    }
    title = f"关于抓紧完成{result.year}年度“县聘乡用”选派任务的函"
    return letters(letter, "选派任务催办函", title, data, "选派任务催办函（致单位）", each="单位")
