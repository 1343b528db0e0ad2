"""Which rows of a sheet are data: titles, blank rows, unit rows, totals and signatures are not, and are counted."""

import re
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from countyhire.model.column import Kind
from countyhire.sheets.catalogue import Sheet
from countyhire.sheets.containers.raw import RawSheet, RawValue
from countyhire.sheets.header import DEEPEST, Layout, unit_row
from countyhire.sheets.words import narrow

_TOTAL = re.compile(
    r"[(（【\[]?(?:[本全][页月季年区县市院]|全部|各项|总)?(?:合计|总计|小计|共计|累计)(?:数|人数|金额)?[)）】\]]?[:：]?"
)
_FOOTER = re.compile(
    r"(?:[本全][页月季年区县市院]|全部|各项|总)?(?:合计|总计|小计|共计|累计)|制表|填表|填报|审核|复核|审批|经办|校对|统计员|单位?负责人|分管|主管"
    r"|联系(?:人|电话)|(?:填?报?日期|时间)[:：]|[(（]?(?:注|说明|备注|附注?)\d*[:：.、]|以上|以下空白|报送|[(（]?(?:单位)?(?:盖章|公章|签字|签章)|(?:院长|局长|主任)签"
)
_EXAMPLE = re.compile(r"(?:示?例[:：]|[(（【\[]示?例[)）】\]]|(?:示例|样例|举例|例)\d*$)")
_NUMBERING = re.compile(r"[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]|[A-Z]|\(?\d{1,3}\)?|栏次")
# What is no data where it is all that stands in a row: the number of a page, the day of a signature, a heading.
_PAGE = re.compile(r"-?第?\d+页.*|共\d+页|[12]\d{3}年\d{1,2}月\d{1,2}日")
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)).+")
# Merged cells are filled down where that repeats a label, never where it would repeat an amount.
_NOT_FILLED = frozenset((Kind.MONEY, Kind.INT, Kind.NUMBER))


def filled(raw: RawSheet, sheet: Sheet, layout: Layout) -> list[list[RawValue]]:
    """The rows with the labels of merged cells repeated in every row that they cover."""
    fillable = {
        layout.columns[column.field]
        for column in sheet.columns
        if column.field in layout.columns and (column.kind not in _NOT_FILLED or column.field == "year")
    }
    down = [merge for merge in raw.merges if merge[2] > merge[0] > layout.last + 1 and merge[1] - 1 in fillable]
    if not down:
        return raw.rows
    rows = [list(row) for row in raw.rows]
    for top, left, bottom, _ in down:
        if top <= len(rows) and left <= len(rows[top - 1]):
            for index in range(top, min(bottom, len(rows))):
                rows[index][left - 1] = rows[top - 1][left - 1]
    return rows


def kept_rows(
    rows: Sequence[Sequence[RawValue]], raw: RawSheet, sheet: Sheet, layout: Layout
) -> tuple[list[int], dict[str, int]]:
    """The indices of the rows that are data, and why the others are not."""
    unused: Counter[str] = Counter()
    header_rows = range(layout.first, layout.last + 1)
    unused["表头"] = len(header_rows)
    for row in rows[: layout.first]:
        unused["标题和说明" if any(value != "" for value in row) else "空行"] += 1
    required = [layout.columns[column.field] for column in sheet.required if column.field in layout.columns]
    known = sorted(layout.columns.values())
    headers = [rows[layout.last][index] for index in known]
    titles = {alone for row in rows[: layout.first] if (alone := _alone(row))}
    needed = itemgetter(*required) if len(required) > 1 else None
    banners = {top - 1 for top, left, _, right in raw.merges if right - left >= max(2, len(known) // 2)}
    kept = []
    for index in range(layout.last + 1, len(rows)):
        row = rows[index]
        if needed and index > layout.last + DEEPEST and _is_plain(row[0], headers[0]) and "" not in needed(row):
            kept.append(index)  # as most rows are
            continue
        reason = _reason(row, known, required, headers)
        if not reason and (needed is None or "" in needed(row)):
            reason = _of_alone(_alone(row), titles)
        if not reason and index in banners and sum(row[place] != "" for place in known) <= 1:
            reason = "标题和说明"
        if not reason and layout.last < index <= layout.last + DEEPEST and not kept:
            reason = _under_header(row, index + 1 in raw.hidden_rows)
        if reason:
            unused[reason] += 1
        else:
            kept.append(index)
    return kept, {reason: count for reason, count in unused.items() if count}


def _is_plain(lead: RawValue, header: RawValue) -> bool:
    """Whether a row's first cell is a number, a date or a code, which begins no footer and is no header."""
    return lead.__class__ is not str or (lead.isascii() and lead.isalnum() and lead != header)  # type: ignore[union-attr]


def _reason(row: Sequence[RawValue], known: list[int], required: list[int], headers: list[RawValue]) -> str:
    """Why a row is not data, or an empty text."""
    lead = next((value for value in row if value != ""), "")
    if lead.__class__ is str:
        if lead == "" or lead.isspace():
            if all(isinstance(row[index], str) and not row[index].strip() for index in known):
                return "空行"
            lead = next(value for value in row if not isinstance(value, str) or value.strip())
        if isinstance(lead, str):
            if _EXAMPLE.match(lead.strip()):
                return "示例行"
            if _FOOTER.match(narrow(lead)) and _is_sparse(row, required):
                return "合计和落款"
            if lead == headers[0] and [row[index] for index in known] == headers:
                return "重复的表头"
    if row[known[0]] == "" and all(row[index] == "" for index in known):
        return "空行" if lead == "" else "没有可用内容的行"
    if any(row[index] == "" for index in required) and _is_sparse(row, required):
        texts = (narrow(value) for value in row if isinstance(value, str))
        return "合计和落款" if any(map(_TOTAL.fullmatch, texts)) else ""
    return ""


def _alone(row: Sequence[RawValue]) -> str:
    """The one text that stands in a row; an empty text where more stands there, or something else."""
    held = [value for value in row if value != ""]
    return narrow(held[0]) if len(held) == 1 and isinstance(held[0], str) else ""


def _of_alone(text: str, titles: set[str]) -> str:
    """Why a row with this text alone is not data, or an empty text."""
    if text in titles or _HEADING.fullmatch(text):
        return "标题和说明" if text else ""
    return "合计和落款" if _PAGE.fullmatch(text) else ""


def _is_sparse(row: Sequence[RawValue], required: list[int]) -> bool:
    """Whether at most half of the required cells hold something other than the words of a footer."""
    cells = [row[index] for index in required]
    held = sum(value != "" and not (isinstance(value, str) and _FOOTER.match(narrow(value))) for value in cells)
    return 2 * held <= len(required)


def _under_header(row: Sequence[RawValue], hidden: bool) -> str:
    """Whether a row right under the header numbers the columns, names units or holds machine keys."""
    texts = [text for text in map(_mark, row) if text]
    if all(_NUMBERING.fullmatch(text) for text in texts) and len(texts) > 2:
        return "栏次"
    if unit_row(row):
        return "单位行"
    if hidden and all(re.fullmatch(r"[A-Za-z_]\w*", text) for text in texts):
        return "隐藏的字段名"
    return ""


def _mark(value: RawValue) -> str:
    """A cell as a mark under a header: 3.0 is 3, what is neither text nor number is no mark."""
    if isinstance(value, str):
        return narrow(value)
    return f"{value:.15g}" if isinstance(value, int | float) and not isinstance(value, bool) else "?"
