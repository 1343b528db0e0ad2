"""The month's score workbook of each receiver, with its people, and the merged 月度考核表: both read back as inputs.

Item columns carry their 满分 in the header's note; 得分 is a formula over the items of the person's own scheme, so
that a row without points stays without a score. Nought for an item with 一票否决 makes the month's score nought.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.model.column import Kind, columns_of
from countyhire.model.money import decimal_text
from countyhire.model.service import SchemeItem, Score
from countyhire.model.where import column_letters
from countyhire.reports.letterhead import Document, Letterhead
from countyhire.reports.text_cells import text_looks, write_text
from countyhire.zipped import packed, parts

if TYPE_CHECKING:
    from countyhire.compute.assess import Form, Item

SHEET, SCHEME, PEOPLE = "月度考核", "考核方案", "填写说明"  # readers pass the last one over
COLUMNS = {column.field: column for column in columns_of(Score)}
ITEM_FIELDS = ("treatment", "mentoring", "improvement", "case_discussion", "other_items")
NAMED = {COLUMNS[field].header: field for field in ITEM_FIELDS}
KEYS = ("person", "month", "assessor")
AFTER = ("score", "grade", "duty_days", "attended_days", "visits", "home_prescriptions", "exempt_reason")
WIDTHS = {"exempt_reason": 20, "month": 10}
PINNED = datetime(2000, 1, 1)
LAST = 500


def form_name(form: "Form") -> str:
    """`月度考核表-2026-03-T18观音镇卫生院`: what comes back is known by the first word; one name, not a folder."""
    return f"月度考核表-{form.month}-{form.institution}{form.name}".replace("/", "_")


def form_document(form: "Form", letter: Letterhead) -> Document:
    """The workbook that one institution fills in."""

    def rows(page: Any, looks: "_Looks") -> None:
        headers = [*(COLUMNS[field].header for field in KEYS), *(item.name for item in form.items)]
        headers += [COLUMNS[field].header for field in AFTER]
        _heads(page, looks, headers, {item.name: _note(item) for item in form.items})
        first = len(KEYS)
        for at, row in enumerate(form.rows, 1):
            for place, value in enumerate((row.person, str(form.month), row.assessor)):
                write_text(page, at, place, value, looks.text)
            own = {item.name: item for item in row.items}
            for place, item in enumerate(form.items, first):
                page.write_blank(at, place, None, looks.number if item.name in own else looks.closed)
                if item.name in own:
                    page.data_validation(at, place, at, place, _points(own[item.name]))
            places = [first + index for index, item in enumerate(form.items) if item.name in own]
            vetoes = [place for place in places if own[form.items[place - first].name].veto]
            page.write_formula(at, first + len(form.items), _score(at, places, vetoes), looks.number, "")
        _choices(page, first + len(form.items), len(form.rows))

    def people(page: Any, looks: "_Looks") -> None:
        headers = ("人员编号", "姓名", "派出单位", "接收单位", "专业", "当月服务天数", "考核项目（满分）")
        _heads(page, looks, headers, {})
        for at, row in enumerate(form.rows, 1):
            items = "、".join(f"{item.name}（{_most(item)}）" for item in row.items)
            for place, value in enumerate((row.person, row.name, row.sender, row.receiver, row.specialty)):
                write_text(page, at, place, value, looks.text)
            page.write_number(at, 5, row.days, looks.number)
            write_text(page, at, 6, items, looks.text)
        page.set_column(6, 6, 60)

    name = form_name(form)
    return Document(f"考核表/{name}.xlsx", _workbook(name, letter, {SHEET: rows, PEOPLE: people}))


def merged_document(scores: Sequence[Score], scheme: Sequence[SchemeItem], letter: Letterhead) -> Document:
    """月度考核表 with every row that the district has, to be put in the place of the old one once looked through."""
    items = sorted({name for row in scores for name in row.items})
    fields = [*KEYS, *ITEM_FIELDS, *AFTER]

    def rows(page: Any, looks: "_Looks") -> None:
        _heads(page, looks, [*(COLUMNS[field].header for field in fields), *items], {})
        for at, row in enumerate(scores, 1):
            for place, field in enumerate(fields):
                _write(page, looks, at, place, getattr(row, field))
            for place, item in enumerate(items, len(fields)):
                _write(page, looks, at, place, row.items.get(item))

    def schemes(page: Any, looks: "_Looks") -> None:
        columns = columns_of(SchemeItem)
        _heads(page, looks, [column.header for column in columns], {})
        for at, row in enumerate(scheme, 1):
            for place, column in enumerate(columns):
                value = getattr(row, column.field)
                if column.kind is Kind.YESNO and value is not None:
                    value = "是" if value else "否"
                _write(page, looks, at, place, value.isoformat() if column.kind is Kind.DATE and value else value)

    return Document("月度考核表.xlsx", _workbook("月度考核表", letter, {SHEET: rows, SCHEME: schemes}))


def _note(item: "Item") -> str:
    veto = "\n一票否决：得0分的，当月总分记0，等次填不合格" if item.veto else ""
    return f"满分{_most(item)}{veto}"


def _most(item: "Item") -> str:
    return "不限" if item.maximum is None else decimal_text(item.maximum)


def _points(item: "Item") -> dict[str, Any]:
    """What Excel accepts for an item."""
    most = float(item.maximum) if item.maximum is not None else 100
    return {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most,
        "error_title": "填写有误", "error_message": f"{item.name}应在0至{_most(item)}分之间",
    }  # fmt: skip


def _score(at: int, places: Sequence[int], vetoes: Sequence[int]) -> str:
    """Empty while no item has points, nought after a veto, else the sum."""
    cells = [f"{column_letters(place + 1)}{at + 1}" for place in places]
    refused = [f"{column_letters(place + 1)}{at + 1}" for place in vetoes]
    formula = f"SUM({','.join(cells)})"
    if refused:
        stopped = ",".join(f"AND(ISNUMBER({cell}),{cell}=0)" for cell in refused)
        formula = f"IF(OR({stopped}),0,{formula})"
    return f'=IF(COUNT({",".join(cells)})=0,"",{formula})'


def _choices(page: Any, score: int, count: int) -> None:
    grade = COLUMNS["grade"]
    page.data_validation(1, score + 1, max(count, 1), score + 1, {"validate": "list", "source": list(grade.choices)})
    for place in range(score + 2, score + 6):
        limits = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100_000}
        page.data_validation(1, place, max(count, 1), place, limits)


def _heads(page: Any, looks: "_Looks", headers: Sequence[str], notes: dict[str, str]) -> None:
    for place, header in enumerate(headers):
        page.set_column(place, place, max(2 * len(header) + 3, 11))
        write_text(page, 0, place, header, looks.head)
        if header in notes:
            page.write_comment(0, place, notes[header], {"author": "考核方案", "x_scale": 1.5})
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C第 &P 页 共 &N 页")


def _write(page: Any, looks: "_Looks", at: int, place: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Fraction | int):
        exact = Fraction(value)
        page.write_number(at, place, int(exact) if exact.denominator == 1 else float(exact), looks.number)
    else:
        write_text(page, at, place, str(value), looks.text)


class _Looks:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "宋体", "font_size": 11, "border": 1}
        head = {"bold": True, "bg_color": "#FFD966", "text_wrap": True, "align": "center"}
        self.head = text_looks(book, {**font, **head})
        self.text = text_looks(book, {**font, "num_format": "@"})
        self.number = book.add_format(font)
        self.closed = book.add_format({**font, "bg_color": "#D9D9D9"})


def _workbook(title: str, letter: Letterhead, pages: dict[str, Any]) -> bytes:
    """A workbook whose bytes are the same on any day."""
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": title, "author": letter.bureau, "created": PINNED})
        looks = _Looks(book)
        for name, fill in pages.items():
            fill(book.add_worksheet(name), looks)
    return packed(parts(data.getvalue()))
