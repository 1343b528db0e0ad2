"""Fill an Excel template that staff own.

A template is an ordinary .xlsx with blanks: `{{名称}}` anywhere, and rows to be repeated whose cells hold
`{{行.名称}}` (a sheet may have several lists, each with a word of its own before the dot). The parts of
the package are edited in place, so that whatever else staff put into the workbook stays as they left it.

A formula is written with the value that it shows, which the caller knows and this module never works out:
`=SUM()` over the column of `{{行.金额}}` shows `合计.金额` (`医院合计.金额` for the list 医院); any other formula
shows the value called like the cell's own name in Excel's name box, for a row's formula `行.名称`.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.parsers.expat import ExpatError

from countyhire.model.where import Cell
from countyhire.reports.damage import FORCE, damages, give_up
from countyhire.reports.floating import fill_floating
from countyhire.reports.heights import Widths, column_number, needed_height
from countyhire.reports.links import add_links
from countyhire.reports.moves import move_attached, move_names, move_sheet
from countyhire.reports.package import Properties, described
from countyhire.reports.references import Growth, columns_of, moved_formula
from countyhire.reports.shared_formulas import expand_shared
from countyhire.reports.template_rows import BLANK, TemplateCell, TemplateRow, cell_text, column_of, template_row
from countyhire.reports.values import Link, Value, in_words, looks_like_formula, number_text, serial, writable
from countyhire.reports.workbook import Workbook, elements, escaped_text, parsed, text_of, written
from countyhire.zipped import packed, parts

ROW = "行"


@dataclass(frozen=True, slots=True)
class Rows:
    """One list: the names of its fields, and for each row the values in the same order."""

    fields: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A blank or a formula that cannot be filled, or a value that no blank takes."""

    cell: Cell
    sentence: str
    remedy: str


class TemplateError(Exception):
    """A template cannot be filled: every problem that was found, not only the first."""

    def __init__(self, problems: Sequence[TemplateProblem]) -> None:
        self.problems = tuple(problems)
        self.sentence = "\n".join(f"{problem.cell}：{problem.sentence}；{problem.remedy}" for problem in problems)
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Filled:
    """A finished workbook, the values that the template made no use of, and what of it was lost by force."""

    data: bytes
    unused: tuple[TemplateProblem, ...] = ()
    lost: tuple[TemplateProblem, ...] = ()


@dataclass
class _Job:
    """One filling: what goes in, how far rows move, and what was found on the way."""

    file: str
    book: Workbook
    values: Mapping[str, Value]
    lists: Mapping[str, Rows]
    names: dict[tuple[str, str], str]
    growths: dict[str, Growth] = field(default_factory=dict)
    columns: dict[tuple[str, str, int], str] = field(default_factory=dict)  # (sheet, column, row) to list.field
    links: dict[str, list[tuple[str, Link]]] = field(default_factory=dict)  # sheet to places and links
    used: set[str] = field(default_factory=set)
    problems: list[TemplateProblem] = field(default_factory=list)

    def problem(self, sheet: str, row: int, column: int, sentence: str, remedy: str) -> None:
        self.problems.append(TemplateProblem(Cell(self.file, sheet, row, column), sentence, remedy))


def fill(
    template: bytes,
    file: str,
    values: Mapping[str, Value],
    lists: Mapping[str, Rows],
    properties: Properties,
    common: Mapping[str, Value] | None = None,
    force: bool = False,
) -> Filled:
    """The template with every blank filled and every list as long as its rows (one empty row for none).

    `file` is the template's name, for messages. `values` are the document's own, `common` those that
    every document offers and a template may leave out. An unknown blank, a list on two rows of a sheet
    or a formula without its value raises `TemplateError`; so does what the filling would damage, unless
    `force`. What no blank took and what was lost is returned.
    """
    book = _opened(template, file)
    job = _Job(file, book, {**(common or {}), **values}, lists, book.cell_names())
    documents = {sheet: parsed(book.content[part]) for sheet, part in book.sheets.items()}
    for document in documents.values():
        expand_shared(document)
    lost = _damaged(job, documents, force)
    for sheet, document in documents.items():
        _find_lists(job, sheet, document)
    fill_floating(book, lambda name, place: _floating(job, name, place))
    for sheet, document in documents.items():
        rows = _filled_rows(job, sheet, document)
        _fill_headers(job, sheet, document)
        move_sheet(document, sheet, job.growths)
        add_links(book.content, book.sheets[sheet], document, job.links.get(sheet, []))
        book.content[book.sheets[sheet]] = _with_rows(document, rows)
    if job.problems:
        raise TemplateError(job.problems)
    move_names(book, job.growths)
    move_attached(book, job.growths)
    return Filled(packed(described(book.finish(), properties)), _unused(job, values), lost)


def _damaged(job: _Job, documents: Mapping[str, Any], force: bool) -> tuple[TemplateProblem, ...]:
    """What of the template is lost where that is forced; else a problem each."""
    found = list(damages(job.book, documents))
    places = [Cell(job.file, one.sheet, one.row, one.column) if one.row else Cell(job.file) for one in found]
    give_up(job.book, documents)
    if force:
        return tuple(TemplateProblem(at, one.lost, one.remedy) for at, one in zip(places, found, strict=True))
    job.problems += [
        TemplateProblem(at, one.sentence, f"{one.remedy}；{FORCE}") for at, one in zip(places, found, strict=True)
    ]
    return ()


def _opened(template: bytes, file: str) -> Workbook:
    try:
        return Workbook(parts(template))
    except (zipfile.BadZipFile, KeyError, ExpatError, StopIteration) as error:
        problem = TemplateProblem(Cell(file), "打不开，不是 .xlsx 工作簿", "用 Excel 或 WPS 另存为 .xlsx")
        raise TemplateError([problem]) from error


def _find_lists(job: _Job, sheet: str, document: Any) -> None:
    """Which rows of a sheet are repeated, and in which column each field of a list stands."""
    repeats: dict[int, str] = {}
    for row in elements(document, "row"):
        number = int(row.getAttribute("r"))
        for cell in elements(row, "c"):
            for name in BLANK.findall(cell_text(job.book, cell)):
                owner = name.partition(".")[0]
                if owner not in job.lists:
                    continue
                column = column_of(cell.getAttribute("r"))
                job.columns[sheet, column, number] = name
                if owner in repeats.values() and repeats.get(number) != owner:
                    job.problem(
                        sheet,
                        number,
                        column_number(column),
                        f"“{{{{{name}}}}}”所在行与前面的重复行不是同一行",
                        f"“{owner}.”的填空须写在同一行",
                    )
                elif repeats.setdefault(number, owner) != owner:
                    job.problem(
                        sheet,
                        number,
                        column_number(column),
                        f"一行里有两个名单：{repeats[number]}、{owner}",
                        "每个名单单独占一行",
                    )
    job.growths[sheet] = Growth(
        tuple((number, max(len(job.lists[owner].rows), 1)) for number, owner in sorted(repeats.items()))
    )


def _filled_rows(job: _Job, sheet: str, document: Any) -> bytes:
    """The rows of a sheet as XML."""
    root = document.documentElement
    prefix = f"{root.prefix}:" if root.prefix else ""
    growth = job.growths[sheet]
    widths = Widths(document)
    owners = {at: next(iter(_owners(job, sheet, at))) for at, _ in growth.repeats}
    pieces: list[str] = []
    for item in elements(document, "row"):
        row = template_row(job.book, item, widths)
        owner = owners.get(row.at)
        first = growth.first(row.at)
        if owner is None:
            pieces.append(_row(job, sheet, row, first, False, {}, prefix))
            continue
        pieces.extend(_repeated(job, sheet, row, first, owner, prefix))
    return "".join(pieces).encode()


def _repeated(job: _Job, sheet: str, row: TemplateRow, first: int, owner: str, p: str) -> Iterator[str]:
    """A row once for each of its list. A cell that is one field of the list, which most are, is looked up by place."""
    rows = job.lists[owner]
    names = [f"{owner}.{name}" for name in rows.fields]
    plan = [(cell, names.index(cell.names[0]) if cell.whole and cell.names[0] in names else None) for cell in row.cells]
    job.used.update(names[index] for _, index in plan if index is not None)
    for number, record in enumerate(rows.rows or [(None,) * len(names)], first):
        own = dict(zip(names, record, strict=True))
        texts: list[tuple[str, float]] = []
        cells = [
            _cell(job, sheet, cell, number, True, own, p, texts)
            if index is None
            else _typed(job, sheet, cell, number, record[index], p, texts)
            for cell, index in plan
        ]
        yield row.written(number, cells, needed_height(texts, row.least), p)


def _owners(job: _Job, sheet: str, row: int) -> Iterator[str]:
    for (where, _, at), name in job.columns.items():
        if where == sheet and at == row:
            yield name.partition(".")[0]


def _row(
    job: _Job,
    sheet: str,
    row: TemplateRow,
    number: int,
    repeated: bool,
    own: Mapping[str, Value],
    p: str,
) -> str:
    """One row as XML, at its new place. `own` are the values of this copy of a repeated row."""
    texts: list[tuple[str, float]] = []
    cells = [_cell(job, sheet, cell, number, repeated, own, p, texts) for cell in row.cells]
    return row.written(number, cells, needed_height(texts, row.least), p)


def _cell(
    job: _Job,
    sheet: str,
    cell: TemplateCell,
    number: int,
    repeated: bool,
    own: Mapping[str, Value],
    p: str,
    texts: list[tuple[str, float]],
) -> str:
    place = f"{cell.column}{number}"
    if cell.formula is not None and not cell.copied[0]:
        return _formula_cell(job, sheet, cell, cell.formula, number, repeated, own, p)
    if cell.copied[0]:
        return f"{cell.copied[0]}{place}{cell.copied[1]}"
    found = [_value(job, sheet, cell, name, own) for name in cell.names]
    if cell.whole:
        value = found[0]
    else:
        shown = iter(found)
        value = BLANK.sub(lambda _: in_words(next(shown)), cell.text)
    return _typed(job, sheet, cell, number, value, p, texts)


def _typed(
    job: _Job, sheet: str, cell: TemplateCell, number: int, value: Value, p: str, texts: list[tuple[str, float]]
) -> str:
    """A cell with its value; wrapped text is kept in `texts` with its width."""
    place = f"{cell.column}{number}"
    if isinstance(value, str):
        if cell.wraps:
            texts.append((value, cell.wraps))
    elif isinstance(value, Link) and value.cell:
        job.links.setdefault(sheet, []).append((place, value))
    return value_cell(job.book, place, cell.style, value, p)


def value_cell(book: Workbook, place: str, style: int, value: Value, p: str) -> str:
    """A cell with a typed value. Text is always a string of the table, whatever it begins with."""
    if isinstance(value, date) and style not in book.styles.dates:
        value = value.isoformat()
    if isinstance(value, Link):
        value = value.text
    if isinstance(value, str):
        text = writable(value)
        if not text:
            return f'<{p}c r="{place}" s="{style}"/>'
        if looks_like_formula(text):
            style = book.styles.quoted(style)
        return f'<{p}c r="{place}" s="{style}" t="s"><{p}v>{book.strings.add(text)}</{p}v></{p}c>'
    if value is None:
        return f'<{p}c r="{place}" s="{style}"/>'
    shown = serial(value) if isinstance(value, date) else number_text(value)
    return f'<{p}c r="{place}" s="{style}"><{p}v>{shown}</{p}v></{p}c>'


def _formula_cell(
    job: _Job,
    sheet: str,
    cell: TemplateCell,
    formula: str,
    number: int,
    repeated: bool,
    own: Mapping[str, Value],
    p: str,
) -> str:
    """A formula at its new place with the value that it shows."""
    name = job.names.get((sheet, cell.address)) or _total_name(job, sheet, formula)
    if name is None:
        job.problem(
            sheet,
            cell.row,
            column_number(cell.column),
            f"公式 ={formula} 没有名称，不知道应显示什么数",
            "在名称框里给这个单元格起一个填空的名称，或者改为填空",
        )
        return ""
    value = _value(job, sheet, cell, name, own)
    place = f"{cell.column}{number}"
    if repeated and value is None:
        return f'<{p}c r="{place}" s="{cell.style}"/>'
    moved = moved_formula(formula, sheet, job.growths, (cell.row, number) if repeated else None)
    kind = ""
    if isinstance(value, date):
        shown = str(serial(value))
    elif isinstance(value, str | Link) or value is None:
        kind, shown = ' t="str"', escaped_text(writable(in_words(value)))
    else:
        shown = number_text(value)
    return f'<{p}c r="{place}" s="{cell.style}"{kind}><{p}f>{escaped_text(moved)}</{p}f><{p}v>{shown}</{p}v></{p}c>'


def _total_name(job: _Job, sheet: str, formula: str) -> str | None:
    """`合计.金额` for a plain sum over the column of `{{行.金额}}`."""
    match = re.fullmatch(r"SUM\(([^(),]+)\)", formula.strip(), re.IGNORECASE)
    place = columns_of(match[1]) if match else None
    name = job.columns.get((sheet, *place)) if place else None
    if name is None:
        return None
    owner, _, title = name.partition(".")
    return f"{'' if owner == ROW else owner}合计.{title}"


def _value(job: _Job, sheet: str, cell: TemplateCell | None, name: str, own: Mapping[str, Value]) -> Value:
    """The value of a name: of this row, or of the document. No cell: the page's header or footer."""
    if name in own:
        job.used.add(name)
        return own[name]
    if name in job.values:
        job.used.add(name)
        return job.values[name]
    known = "、".join(sorted({*job.values, *own})) or "无"
    row, column = (cell.row, column_number(cell.column)) if cell else (0, 1)
    job.problem(sheet, row, column, f"没有名为“{name}”的填空", f"改为可用的名称：{known}")
    return None


def _floating(job: _Job, name: str, place: str) -> str | None:
    """The value of a blank outside the cells, in words; a list's fields belong into a repeated row."""
    if name in job.values:
        job.used.add(name)
        return in_words(job.values[name])
    known = "、".join(sorted(job.values)) or "无"
    sentence = f"{place}里没有名为“{name}”的填空"
    job.problems.append(TemplateProblem(Cell(job.file), sentence, f"改为可用的名称：{known}"))
    return None


def _fill_headers(job: _Job, sheet: str, document: Any) -> None:
    """The blanks of the page's header and footer."""
    for block in elements(document, "headerFooter"):
        for item in [child for child in block.childNodes if child.nodeType == child.ELEMENT_NODE]:
            text = text_of(item)
            if BLANK.search(text):
                filled = BLANK.sub(
                    lambda match: in_words(_value(job, sheet, None, match[1], {})).replace("&", "&&"), text
                )
                item.firstChild.data = filled


def _with_rows(document: Any, rows: bytes) -> bytes:
    data = next(elements(document, "sheetData"))
    for child in list(data.childNodes):
        data.removeChild(child)
    data.appendChild(document.createTextNode("\x1a"))
    before, _, after = written(document).partition(b"\x1a")
    return b"".join((before, rows, after))


def _unused(job: _Job, values: Mapping[str, Value]) -> tuple[TemplateProblem, ...]:
    """The document's own values and the lists' fields that no blank took."""
    names = [*values, *(f"{owner}.{name}" for owner, rows in job.lists.items() for name in rows.fields)]
    return tuple(
        TemplateProblem(Cell(job.file), f"模板没有用到“{name}”", f"需要时在模板里写上 {{{{{name}}}}}")
        for name in names
        if name not in job.used
    )
