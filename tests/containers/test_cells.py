"""What the cells of an .xlsx mean; the two ways of reading, by pattern and by parser, say the same."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countyhire.sheets.containers import ErrorValue, NoValue, RawSheet, RawValue, forms, open_workbook
from countyhire.sheets.containers.formats import Shown, of_serial, shown_by
from countyhire.sheets.containers.grid import Grid
from countyhire.sheets.containers.values import LOST, moment, number, readers
from countyhire.sheets.containers.worksheet import Layout, read_worksheet
from tests.containers.makexlsx import HEAD, MAIN, sheet, styles, texts, xlsx


def only(path: Path) -> RawSheet:
    (found,) = open_workbook(path).sheets
    return found


def read(rows: str, *, more: Mapping[str, str] = {}, before: str = "", after: str = "", folder: Path) -> RawSheet:
    return only(xlsx(folder / "a.xlsx", rows, more=more, before=before, after=after))


def cell(content: str) -> str:
    return f'<row r="1"><c r="A1" {content}</c></row>'


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("><v>7</v>", 7),
        ("><v>-7</v>", -7),
        ("><v>1.50</v>", 1.5),
        ("><v>1.1E-3</v>", 0.0011),
        ("><v> 7 </v>", 7),
        ("><v>509901199001011234</v>", 509901199001011234),  # every digit that is written, so that damage shows
        ("><v>5.0990119900101101E+17</v>", 5.0990119900101101e17),
        ("><v>1_000</v>", "1_000"),
        ("><v>nan</v>", "nan"),
        ("><v>七</v>", "七"),
        ('t="b"><v>1</v>', True),
        ('t="b"><v>false</v>', False),
        ('t="e"><v>#N/A</v>', ErrorValue("#N/A")),
        ('t="e"><v>#SPILL!</v>', ErrorValue("#SPILL!")),
        ('t="e"><v>#GETTING_DATA</v>', ErrorValue("#GETTING_DATA")),
        ('t="e"><f>1/0</f><v>#DIV/0!</v>', ErrorValue("#DIV/0!")),
        ('t="s"><v>0</v>', "姓 名"),
        ('t="s"><v>1</v>', "张三"),
        ('t="s"><v>2</v>', "甲\r\n乙"),
        ('t="s"><v>3</v>', "<&>\"'"),
        ('t="s"><v>9</v>', LOST),
        ('t="s"><v>-1</v>', LOST),
        ('t="s"><v>x</v>', LOST),
        ('t="str"><f>A2</f><v>甲&amp;乙</v>', "甲&乙"),
        ('t="str"><v>_x005F_x000D_</v>', "_x000D_"),
        (
            't="inlineStr"><is><r><t>张</t></r><r><t> 三</t></r><rPh><t>zhang</t></rPh></is>',
            "张 三",
        ),
        ('t="inlineStr"><is><t> 张 </t></is>', " 张 "),
        ('t="inlineStr"><is><t>张</t></is><v>0</v>', "张"),
        ('t="d"><v>2021-12-16</v>', date(2021, 12, 16)),
        ('t="d"><v>2021-12-16T08:30:00Z</v>', datetime(2021, 12, 16, 8, 30)),
        ('t="d"><v>去年</v>', "去年"),
        ("><f>SUM(B1)</f><v>7</v>", 7),
        ("><f>SUM(B1)</f>", NoValue("SUM(B1)")),
        ("><f>A2&amp;B2</f><v></v>", NoValue("A2&B2")),
        ("><f>SUM(B1)</f><v/>", NoValue("SUM(B1)")),
        ('><f t="shared" si="0"/>', NoValue("")),
    ],
)
def test_a_cell(tmp_path: Path, content: str, value: RawValue) -> None:
    shared = texts(
        '<t xml:space="preserve">姓 名</t>',
        "<r><t>张</t></r><r><rPr><b/></rPr><t>三</t></r><rPh sb='0' eb='1'><t>ZHANG</t></rPh><phoneticPr/>",
        "<t>甲_x000D_\n乙</t>",
        "<t>&lt;&amp;&gt;&quot;&#x27;</t>",
    )
    ((found,),) = read(cell(content), more={"xl/sharedStrings.xml": shared}, folder=tmp_path).rows
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "content",
    [
        "/>",
        's="1"/>',
        't="str"><f>""</f><v></v></c>',
        "><v></v></c>",
        't="inlineStr"><is><t></t></is></c>',
        't="s"><v>0</v></c>',
    ],
)
def test_a_cell_without_content_is_not_in_use(tmp_path: Path, content: str) -> None:
    rows = f'<row r="2"><c r="A2"><v>1</v></c><c r="B2" {content}</row><row r="9"><c r="Z9" {content}</row>'
    assert read(rows, more={"xl/sharedStrings.xml": texts("<t></t>")}, folder=tmp_path).rows == [[""], [1]]


def test_an_error_and_its_text_keep_their_addresses_among_blank_rows(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="C3" t="e"><v>#N/A</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    found = read(rows, folder=tmp_path).rows
    assert len(found) == 1_048_576
    assert found[2] == ["", "", ErrorValue("#N/A")]
    assert found[1048575] == [1, "", ""]
    assert all(row == ["", "", ""] for row in (*found[:2], *found[3:10]))


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (14, Shown.MOMENT),
        (22, Shown.MOMENT),
        (27, Shown.MOMENT),
        (31, Shown.MOMENT),
        (36, Shown.MOMENT),
        (45, Shown.MOMENT),
        (46, Shown.DURATION),
        (50, Shown.MOMENT),
        (57, Shown.MOMENT),
        (58, Shown.MOMENT),
        (0, Shown.NUMBER),
        (2, Shown.NUMBER),
        (37, Shown.NUMBER),
        (49, Shown.NUMBER),
        ('yyyy"年"m"月"d"日"', Shown.MOMENT),
        ("[$-804]yyyy年m月", Shown.MOMENT),
        ("[DBNum1][$-804]yyyy年m月d日;@", Shown.MOMENT),
        ("上午/下午h时mm分", Shown.MOMENT),
        ("[h]:mm", Shown.DURATION),
        ("General", Shown.NUMBER),
        ("G/通用格式", Shown.NUMBER),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", Shown.NUMBER),
        ('0"days"', Shown.NUMBER),
        ("0.00E+00", Shown.NUMBER),
        ("@", Shown.NUMBER),
        ('"￥"#,##0.00', Shown.NUMBER),
        ("0", Shown.NUMBER),
        ("00.00", Shown.NUMBER),
        ("0000", 4),
        ("000000;@", 6),
        ('"第"000"号"', 3),
    ],
)
def test_what_a_number_format_shows(code: str | int, shown: Shown | int) -> None:
    assert (shown_by(200, code) if isinstance(code, str) else shown_by(code)) == shown


def test_a_number_that_its_format_fills_up_with_zeros_is_read_as_it_is_shown(tmp_path: Path) -> None:
    values = ["3", "0", "1234", "12345", "-3", "2.5", "1.2E+17", "x"]
    row = "".join(f'<c r="{chr(65 + place)}1" s="1"><v>{value}</v></c>' for place, value in enumerate(values))
    found = read(f'<row r="1">{row}</row>', more={"xl/styles.xml": styles("0000")}, folder=tmp_path).rows[0]
    assert found == ["0003", "0000", 1234, 12345, -3, 2.5, 1.2e17, "x"]


@pytest.mark.parametrize(
    ("serial", "date_1904", "value"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (60, False, 60),  # 1900-02-29 never was
        (61, False, date(1900, 3, 1)),
        (44546, False, date(2021, 12, 16)),
        (43084, True, date(2021, 12, 16)),
        (0, True, date(1904, 1, 1)),
        (44546.5, False, datetime(2021, 12, 16, 12)),
        (44546.999999999, False, date(2021, 12, 17)),
        (0.25, False, time(6)),
        (-1, False, -1),
        (3_000_000, False, 3_000_000),
        (2_958_465, False, date(9999, 12, 31)),
        (2_958_465, True, 2_958_465),
        (float("inf"), False, float("inf")),
    ],
)
def test_serial_numbers(serial: float, date_1904: bool, value: RawValue) -> None:
    assert of_serial(serial, Shown.MOMENT, date_1904) == value
    assert of_serial(serial, Shown.NUMBER, date_1904) == serial


def test_days_by_style_and_by_the_calendar_of_the_file(tmp_path: Path) -> None:
    more = {"xl/styles.xml": styles(31, "yyyy-mm-dd", "[h]:mm", "0.00")}
    row = "".join(
        f'<c r="{letter}1" s="{style}"><v>44546</v></c>' for letter, style in zip("ABCD", "1234", strict=True)
    )
    found = read(f'<row r="1">{row}</row>', more=more, folder=tmp_path).rows[0]
    assert found == [date(2021, 12, 16), date(2021, 12, 16), timedelta(days=44546), 44546]
    book = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    )
    book += '<workbookPr date1904="1"/><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
    book += '<extLst><ext><workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'
    early = read(f'<row r="1">{row}</row>', more=more | {"xl/workbook.xml": book}, folder=tmp_path)
    assert early.date_1904
    assert early.rows[0][0] == date(2025, 12, 17)


def test_a_numbers_format_of_conditional_formatting_is_not_a_cells(tmp_path: Path) -> None:
    own = styles(14).replace(
        "</styleSheet>", '<dxfs><dxf><numFmt numFmtId="14" formatCode="0"/></dxf></dxfs></styleSheet>'
    )
    found = read('<row r="1"><c r="A1" s="1"><v>44546</v></c></row>', more={"xl/styles.xml": own}, folder=tmp_path)
    assert found.rows == [[date(2021, 12, 16)]]


def test_what_is_hidden_merged_or_filtered(tmp_path: Path) -> None:
    found = read(
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="true"/><row r="4" hidden="0"/>',
        before='<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="9"/></cols>',
        after='<autoFilter ref="A1:C3"/><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="$D$4:C3"/></mergeCells>',
        folder=tmp_path,
    )
    assert found.hidden_rows == {1, 3}
    assert found.hidden_columns == {2, 3}
    assert found.merges == ((1, 1, 2, 2), (3, 3, 4, 4))
    assert found.filtered


@pytest.mark.parametrize("extent", ["A1", "A1:XFD1048576", "B2:C3", "rubbish"])
def test_the_extent_that_a_file_claims_is_not_believed(tmp_path: Path, extent: str) -> None:
    found = read('<row r="1"><c r="C1"><v>1</v></c></row>', before=f'<dimension ref="{extent}"/>', folder=tmp_path)
    assert found.rows == [["", "", 1]]


def test_cells_and_rows_without_addresses_follow_one_another(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"
    assert read(rows, folder=tmp_path).rows == [[1, "", 2], ["", "", ""], [3, "", ""]]
    rows = '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    assert read(rows, folder=tmp_path).rows[2:] == [[1, "", "", 2, 3], [4, "", "", "", ""]]


def test_a_row_without_a_number_follows_the_rows_read_by_pattern(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    rows += '<row><c><v>3</v></c></row><row spans="1:1"><c><v>4</v></c></row>'
    assert read(rows, folder=tmp_path).rows == [[1], [2], [3], [4]]


def test_one_column_written_in_two_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "LEARN_FROM", 10)
    ways = (' t="str"><v>张三</v>', "><v>7</v>")
    rows = "".join(f'<row r="{n}"><c r="A{n}"{ways[n % 2]}</c></row>' for n in range(1, 41))
    assert read(rows, folder=tmp_path).rows == [[7], ["张三"]] * 20


def test_rows_in_any_order(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="B3"><v>3</v></c><c r="A3"><v>0</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    assert read(rows, folder=tmp_path).rows == [[1, ""], ["", ""], [0, 3]]


def test_comments_in_the_markup_and_rows_within_them(tmp_path: Path) -> None:
    kept = '<row r="1"><c r="A1"><v>1</v></c></row>'
    dropped = '<!-- <row r="2"><c r="A2"><v>2</v></c></row> <row r="3"> -->'
    data = '<row r="4"><c r="A4" t="str"><v><![CDATA[<row r="5">]]></v></c></row>'
    assert read(kept + dropped + data, folder=tmp_path).rows == [[1], [""], [""], ['<row r="5">']]


def test_control_characters_of_sloppy_exports_are_dropped(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>张\x0b三&#x1F;</v></c></row>'
    assert read(rows, folder=tmp_path).rows == [["张三"]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021-12-16T00:00:00.000", date(2021, 12, 16)),
        ("2021-12-16T08:30:00.123456789", datetime(2021, 12, 16, 8, 30, 0, 123_000)),
        ("1899-12-31T09:05:00.000", time(9, 5)),  # as SpreadsheetML and OpenDocument write a time of day
        ("1899-12-30", time(0)),
        ("1900-01-01", date(1900, 1, 1)),
    ],
)
def test_moments(text: str, value: RawValue) -> None:
    assert moment(text) == value


@pytest.mark.parametrize("text", ["2021-13-01", "2021-02-30", "", "T", "12:61", "1899-12-27", "1899-12-29T08:00:00"])
def test_a_moment_that_is_none_stays_text(text: str) -> None:
    assert moment(text) == text


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**25), 10**25))
def test_numbers_come_back_exactly(value: float | int) -> None:
    assert number(repr(value)) == value


# Rows as programs write them, for the two ways of reading.
_TEXTS = st.text(st.sampled_from("张三 a1&<>'\"\n_x000D_\t\r\ud7ff\ue000𠮷"), max_size=6)
_VALUES = st.one_of(
    st.builds(lambda value: f"><v>{value}</v>", st.integers(-5, 10**18) | st.floats(-1e9, 1e9)),
    st.builds(lambda value: f' s="1"><v>{value}</v>', st.integers(0, 60000)),
    st.builds(lambda value: f' t="s"><v>{value}</v>', st.integers(0, 3)),
    st.builds(lambda value: f' t="inlineStr"><is><t xml:space="preserve">{_xml(value)}</t></is>', _TEXTS),
    st.builds(lambda value: f' s="1" t="str"><f>A&amp;B</f><v>{_xml(value)}</v>', _TEXTS),
    st.sampled_from(
        (' t="b"><v>1</v>', ' t="e"><v>#N/A</v>', "><f>A1</f>", "><f/><v/>", '><f t="shared" si="1"/><v>1</v>')
    ),
)


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _rows(cells: Sequence[tuple[int, int, str]], hidden: set[int]) -> str:
    found = ""
    for row in sorted({row for row, _, _ in cells}):
        here = {column: content for other, column, content in cells if other == row}
        line = "".join(f'<c r="{chr(65 + column)}{row}"{content}</c>' for column, content in sorted(here.items()))
        found += (
            f'<row r="{row}" spans="1:9"{" hidden=" + chr(34) + "1" + chr(34) if row in hidden else ""}>{line}</row>\n'
        )
    return found


_ALIKE = st.lists(st.lists(st.none() | _VALUES, min_size=6, max_size=6), min_size=1, max_size=3)


@st.composite
def _tables(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    """Cells anywhere, and rows of a few forms, so that there is one to learn."""
    cells = draw(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 8), _VALUES), max_size=20))
    kinds = draw(_ALIKE)
    chosen = draw(st.lists(st.sampled_from(kinds), max_size=30))
    cells += [
        (row, column, content) for row, kind in enumerate(chosen, 13) for column, content in enumerate(kind) if content
    ]
    return cells


@settings(max_examples=250)
@given(_tables(), st.sets(st.integers(1, 40), max_size=3), st.integers(1, 400) | st.just(10**6), st.integers(1, 12))
def test_the_patterns_and_the_parser_say_the_same(
    cells: list[tuple[int, int, str]], hidden: set[int], size: int, learnt: int
) -> None:
    """The second time a comment before the rows keeps the patterns from being used; the pieces are of any size."""
    reader = readers(["甲", "", "乙", "丙"], {"1": Shown.MOMENT}, False)
    found: list[tuple[list[list[RawValue]], Layout]] = []
    for before in ("", '<!-- <row r="1"> -->'):
        grid = Grid(Path("a.xlsx"), "表")
        data = sheet(_rows(cells, hidden), before).encode()
        pieces = [data[place : place + size] for place in range(0, len(data), size)]
        with patch.object(forms, "LEARN_FROM", learnt):
            layout = read_worksheet(grid, pieces, reader)
        found.append((grid.squared(), layout))
    assert found[0] == found[1]


def test_the_pattern_is_used_for_what_libraries_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise reading would be right, and slow."""
    import xlsxwriter

    from countyhire.sheets.containers import worksheet

    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        page = book.add_worksheet()
        for row in range(50):
            page.write_row(row, 0, ["甲", row, 1.5, True])
            page.write_formula(row, 4, "=A1", None, row)
    fed: list[bytes] = []
    monkeypatch.setattr(worksheet, "feed", lambda made, path, piece, *last: fed.append(piece))
    assert len(only(tmp_path / "a.xlsx").rows) == 50
    assert not re.search(rb"<row ", b"".join(fed))
