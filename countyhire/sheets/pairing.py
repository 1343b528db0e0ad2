"""Which sheet of a file is which sheet of the catalogue: by its name, else by its header."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from countyhire.model.finding import Finding
from countyhire.model.where import Cell
from countyhire.sheets.catalogue import SHEETS, Sheet, sheets_of
from countyhire.sheets.containers import RawSheet, RawWorkbook
from countyhire.sheets.faults import SHEET_MISSING, SHEET_RENAMED, SHEET_UNREAD
from countyhire.sheets.header import find_layout, synonyms
from countyhire.sheets.words import key

_NO_DATA = frozenset(("填写说明", "说明", "问题清单"))  # sheets of our own that hold no data


@dataclass(frozen=True, slots=True)
class Pair:
    """A sheet of a file and what it is."""

    raw: RawSheet
    sheet: Sheet


def paired(raw: RawWorkbook, workbook: str, file: str) -> tuple[list[Pair], list[RawSheet], list[Finding]]:
    """The sheets that are known, those that are not, and findings about both.

    `workbook` is what the file is, empty where neither its name nor its folder says so.
    """
    known = sheets_of(workbook) or SHEETS
    filled = [sheet for sheet in raw.sheets if key(sheet.name) not in _NO_DATA and _filled(sheet)]
    pairs = _by_name(raw, known)
    named = {pair.raw.name for pair in pairs}
    findings: list[Finding] = []
    unread: list[RawSheet] = []
    for sheet in filled:
        if sheet.name in named:
            continue
        free = [one for one in known if all(one is not pair.sheet for pair in pairs)]
        alone = len(filled) == 1 and bool(workbook)
        found = _by_header(sheet, free) or (free[0] if alone and free else None)
        if found is None:
            findings.append(_unread(sheet, free, file))
            unread.append(sheet)
            continue
        pairs.append(Pair(sheet, found))
        if not alone:
            said = f"工作表“{sheet.name}”按“{found.name}”读入"
            findings.append(SHEET_RENAMED.at(Cell(file, sheet.name), said))
    if not pairs:
        findings.append(_missing(known, workbook, file))
    return pairs, unread, findings


def _filled(sheet: RawSheet) -> bool:
    return any(value != "" for row in sheet.rows for value in row)


def _by_name(raw: RawWorkbook, known: Sequence[Sheet]) -> list[Pair]:
    """The sheets whose name, in any of its spellings, is in the catalogue; a canonical name goes first."""
    canonical = {key(sheet.name): sheet for sheet in reversed(known)}
    others = {key(name): sheet for sheet in reversed(known) for name in synonyms()["sheets"].get(sheet.book_field, ())}
    pairs: list[Pair] = []
    for names in (canonical, others):
        for sheet in raw.sheets:
            found = names.get(key(sheet.name))
            if found and all(found is not pair.sheet and sheet is not pair.raw for pair in pairs):
                pairs.append(Pair(sheet, found))
    return pairs


def _by_header(raw: RawSheet, sheets: Sequence[Sheet]) -> Sheet | None:
    """The sheet whose required columns all stand in the header, the one with most columns."""
    best, most = None, 0
    for sheet in sheets:
        layout = find_layout(raw.rows, sheet)
        if layout and len(layout.columns) > most and all(one.field in layout.columns for one in sheet.required):
            best, most = sheet, len(layout.columns)
    return best


def _unread(raw: RawSheet, free: Sequence[Sheet], file: str) -> Finding:
    near = get_close_matches(raw.name, [sheet.name for sheet in free], 1, 0.6)
    hint = f"是否为“{near[0]}”？请改名后再试。" if near else ""
    return SHEET_UNREAD.at(Cell(file, raw.name), f"工作表“{raw.name}”没有读入", "", hint)


def _missing(known: Sequence[Sheet], workbook: str, file: str) -> Finding:
    if not workbook:
        return SHEET_MISSING.at(Cell(file), "认不出是哪一种工作簿")
    names = "、".join(f"“{sheet.name}”" for sheet in known)
    return SHEET_MISSING.at(Cell(file), f"没有名为{names}的工作表")
