"""The same table in every container, known by its content whatever the file is called."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from countyhire.sheets.containers import ErrorValue, NoValue, RawSheet, open_workbook
from countyhire.sheets.containers.plain import unprefixed
from tests.containers.makexls import biff5, biff8, compound, record
from tests.containers.makexlsx import HEAD, MAIN, RELATED, STRICT, ods, parts, sheet, styles, texts, write, xlsx, zipped

TABLE = [["姓名", "工号"], ["张三𠮷", "0012"]]
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>工号</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>张三𠮷</t></is></c><c r="B2" t="str"><v>0012</v></c></row>'
)
TEXT = "姓名{0}工号\r\n张三𠮷{0}0012\r\n"
PAGE = (
    "<html><head>{}</head><body><table><tr><td>姓名</td><td>工号</td></tr><tr><td>张三𠮷<td>0012</table></body></html>"
)
XML_2003 = (
    '<?xml version="1.0"{}?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>{}</Table>'
    "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"
)
XML_ROWS = (
    '<Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">工号</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="String">张三𠮷</Data></Cell><Cell><Data ss:Type="String">0012</Data></Cell></Row>'
)


def only(path: Path) -> RawSheet:
    """The one sheet of a file."""
    (found,) = open_workbook(path).sheets
    return found


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a.et", "a"])
def test_a_package_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    path = xlsx(tmp_path / name, ROWS)
    assert open_workbook(path).container == "xlsx"
    assert only(path).rows == TABLE


@pytest.mark.parametrize("name", ["a.xls", "a.et", "a.xlsx"])
def test_biff_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    stream = biff8({"表": TABLE})
    for content in (compound({"Workbook": stream}), stream):
        assert only(write(tmp_path / name, content)).rows == TABLE


def test_old_biff_in_the_encoding_it_names(tmp_path: Path) -> None:
    rows = [["姓名", "工号"], ["张三", "0012"]]
    assert only(write(tmp_path / "a.xls", compound({"Book": biff5(rows)}))).rows == rows


def test_values_of_biff(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xls", compound({"Workbook": biff8({"表": [[1.5, 7, True, "#N/A"]]})}))
    assert only(path).rows == [[1.5, 7, True, ErrorValue("#N/A")]]


def test_biff_with_broken_parts_that_no_cell_needs(tmp_path: Path) -> None:
    """A name with nothing in it and a wrong number of shared texts each stop xlrd."""
    for extra, count in ((record(0x18, b"\x01\x02\x03"), None), (b"", 99), (b"", 0), (record(0x18, b"\x01"), 1)):
        stream = biff8({"表": TABLE}, extra, count)
        assert only(write(tmp_path / "a.xls", compound({"Workbook": stream}))).rows == TABLE


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.xls"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_in_every_encoding(tmp_path: Path, name: str, mark: str, encoding: str) -> None:
    path = write(tmp_path / name, (TEXT.format(mark) * 5).encode(encoding))
    assert only(path).rows == TABLE * 5
    assert only(path).name == "a"


def test_text_of_gb18030_has_the_characters_of_2022(tmp_path: Path) -> None:
    """Codes that older tables kept for private use, and names that GBK cannot write."""
    moved = bytes.fromhex("FE59 FE51 FEA0 A6D9")
    path = write(tmp_path / "a.csv", "䶮𬭎㛃".encode("gb18030") + b"," + moved)
    assert only(path).rows == [["䶮𬭎㛃", "\u9fb4\U00020087\u9fbb\ufe10"]]


def test_text_with_marks_inside_quotes_and_a_title(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", '花名册\r\n"姓名，全称",工号\r\n"张,三\n三","=""0012"""\r\n,\r\n\r\n'.encode())
    assert only(path).rows == [["花名册", ""], ["姓名，全称", "工号"], ["张,三\n三", "0012"]]
    path = write(tmp_path / "b.csv", b'sep=;\r\n1,5;="0012";#N/A\r\n')
    assert only(path).rows == [["1,5", "0012", ErrorValue("#N/A")]]


def test_text_with_a_few_bad_bytes_says_so_at_the_cell(tmp_path: Path) -> None:
    content = TEXT.format(",").encode("gb18030") * 5
    path = write(tmp_path / "a.csv", content + b"\xd5\xc5\xff,0013\r\n")
    assert only(path).rows[-1] == [ErrorValue("#乱码"), "0013"]


@pytest.mark.parametrize("name", ["a.xls", "a.html", "a.xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "utf-16"])
def test_a_page_under_any_name(tmp_path: Path, name: str, encoding: str) -> None:
    page = PAGE.format(f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">')
    real = "gb18030" if encoding.startswith("gb") else encoding
    path = write(tmp_path / name, page.encode(real))
    assert open_workbook(path).container == "html"
    assert only(path).rows == TABLE


def test_a_page_with_merged_cells_tables_within_and_exact_numbers(tmp_path: Path) -> None:
    page = (
        '<table><tr><td rowspan=2>甲</td><td colspan="2">乙<table><tr><td>内</td></tr></table></td></tr>'
        '<tr style="display: none"><td x:num="1234.5678">1,234.57</td><td x:err="#N/A">#N/A</td></tr></table>'
        "<p>x</p><table><tr><td> 第二<br>张&nbsp;表 </td></tr></table>"
    )
    first, second = open_workbook(write(tmp_path / "a.xls", page.encode())).sheets
    assert first.rows == [["甲", "乙内", ""], ["", 1234.5678, ErrorValue("#N/A")]]
    assert first.merges == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert first.hidden_rows == {2}
    assert (first.name, second.name) == ("表格1", "表格2")
    assert second.rows == [["第二\n张\xa0表"]]


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    page = PAGE.format("").encode("gb18030")
    mail = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="-x"\r\n\r\n'
    mail += b"---x\r\nContent-Type: text/html; charset=gb2312\r\n\r\n" + page + b"\r\n---x--\r\n"
    assert only(write(tmp_path / "a.mht", mail)).rows == TABLE


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_xml_of_2003(tmp_path: Path, encoding: str) -> None:
    real = "gb18030" if encoding == "gb2312" else encoding
    path = write(tmp_path / "a.xls", XML_2003.format(f' encoding="{encoding}"', XML_ROWS).encode(real))
    assert open_workbook(path).container == "xml"
    assert only(path).rows == TABLE
    assert only(path).hidden


def test_places_and_values_of_xml_of_2003(tmp_path: Path) -> None:
    rows = (
        '<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Row ss:Index="3" ss:Hidden="1">'
        '<Cell ss:Index="2"><Data ss:Type="Number">42.5</Data></Cell>'
        '<Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="DateTime">2021-12-16T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Error">#N/A</Data><Comment><Data>批注</Data></Comment></Cell></Row>'
        '<Row ss:Span="1"><Cell ss:Formula="=1"/><Cell><Comment><Data>批注</Data></Comment></Cell></Row>'
        '<Row><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>'
    )
    found = only(write(tmp_path / "a.xls", XML_2003.format("", rows).encode()))
    assert found.rows == [
        ["", "", "", "", ""],
        ["", "", "", "", ""],
        ["", 42.5, date(2021, 12, 16), "", ErrorValue("#N/A")],
        [NoValue("=1"), "", "", "", ""],
        ["", "", "", "", ""],
        [True, "", "", "", ""],
    ]
    assert found.merges == ((3, 3, 4, 4),)
    assert (found.hidden_rows, found.hidden_columns) == ({3}, {2, 3})


ODS_ROWS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>姓名</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>工号</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="string"><text:p>张三𠮷</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>0012</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.xlsx"])
def test_an_open_document(tmp_path: Path, name: str) -> None:
    path = ods(tmp_path / name, ODS_ROWS)
    assert open_workbook(path).container == "ods"
    assert only(path).rows == TABLE


def test_places_and_values_of_an_open_document(tmp_path: Path) -> None:
    hidden = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell/>'
        '<table:table-cell office:value-type="float" office:value="1.50" table:number-columns-repeated="2"/>'
        '<table:table-cell table:number-columns-spanned="2" office:value-type="date" office:date-value="2021-12-16"/>'
        "<table:covered-table-cell/></table:table-row><table:table-row>"
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        '<text:p>#N/A</text:p></table:table-cell><table:table-cell table:formula="of:=1"/>'
        '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        '<text:p>张<text:s text:c="2"/>三</text:p><text:p>李</text:p></table:table-cell></table:table-row>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    found = only(ods(tmp_path / "a.ods", rows, before=hidden, columns=columns))
    day = ["", 1.5, 1.5, date(2021, 12, 16)]
    assert found.rows[2:] == [day, day, [True, ErrorValue("#N/A"), NoValue("of:=1"), "张  三\n李"]]
    assert found.rows[:2] == [["", "", "", ""]] * 2
    assert found.hidden
    assert (found.hidden_rows, found.hidden_columns) == ({3, 4}, {2, 3})
    assert found.merges == ((3, 4, 3, 5),)


def test_strict_and_prefixed_names(tmp_path: Path) -> None:
    strict = {
        name: xml.replace(MAIN, STRICT) for name, xml in parts({"表": sheet(ROWS)}).items() if isinstance(xml, str)
    }
    strict["xl/_rels/workbook.xml.rels"] = strict["xl/_rels/workbook.xml.rels"].replace(
        RELATED, "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert only(write(tmp_path / "a.xlsx", zipped(strict))).rows == TABLE
    prefixed = f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
    prefixed += (
        '<x:row r="1"><x:c r="B1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    path = xlsx(tmp_path / "b.xlsx", "", more={"xl/worksheets/sheet1.xml": prefixed})
    assert only(path).rows == [["", "甲"]]


FOREIGN = 'xmlns:y="urn:y"'
ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        (f'<row r="1" {FOREIGN} y:r="9" y:hidden="1"><c r="A1" y:t="s"><v>1</v><y:v>9</y:v></c></row>', ""),
        (
            f'<row r="1" {FOREIGN}><y:c r="B1"><y:v>9</y:v></y:c><c r="A1"><v>1<y:x>2<y:v>3</y:v></y:x></v></c></row>',
            "",
        ),
        ('<row r="1"><c r="A1"><v>1</v><extLst><ext><v>2</v></ext></extLst></c></row>', ""),
        ('<row r="1"><c r="A1"><v>1</v><x xmlns="urn:y"><v>2</v></x></c></row>', ""),
        (f'<row r="1"><q:c xmlns:q="{MAIN}" r="A1"><q:v>1</q:v></q:c></row>', ""),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            f'<extLst {FOREIGN}><ext><y:sheetData><y:row r="1"><y:c r="A1"><y:v>9</y:v></y:c></y:row></y:sheetData>'
            "</ext></extLst>",
        ),
        (
            f'<row r="1"><m:AlternateContent xmlns:m="{ALTERNATIVES}"><m:Choice Requires="y" {FOREIGN}><y:c r="A1">'
            '<y:v>9</y:v></y:c></m:Choice><m:Fallback><c r="A1"><v>1</v></c></m:Fallback></m:AlternateContent></row>',
            "",
        ),
    ],
    ids=["attributes", "elements", "extension", "default", "own by another prefix", "after the cells", "alternatives"],
)
def test_what_other_namespaces_say_is_no_cell(tmp_path: Path, rows: str, after: str) -> None:
    assert only(xlsx(tmp_path / "a.xlsx", rows, after=after)).rows == [[1]]


@pytest.mark.parametrize(
    "target",
    ["./worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "worksheets/sheet%31.xml", "xl/worksheets/sheet1.xml"],
)
def test_targets_written_in_other_ways(tmp_path: Path, target: str) -> None:
    made = parts({"表": sheet(ROWS)})
    name = "xl/_rels/workbook.xml.rels"
    made[name] = str(made[name]).replace('"worksheets/sheet1.xml"', f'"{target}"')
    assert only(write(tmp_path / "a.xlsx", zipped(made))).rows == TABLE


def test_odd_packages(tmp_path: Path) -> None:
    """Back slashes, another case, parts in other folders, absolute targets, no styles, no shared texts."""
    plain = parts({"表": sheet(ROWS)})
    slashes = {name.replace("/", "\\"): xml for name, xml in plain.items()}
    assert only(write(tmp_path / "a.xlsx", zipped(slashes))).rows == TABLE
    upper = {name.replace("sheet1", "Sheet1"): xml for name, xml in plain.items()}
    assert only(write(tmp_path / "b.xlsx", zipped(upper))).rows == TABLE
    moved = {
        name.replace("xl/", "excel/"): xml.replace("xl/", "/excel/") if isinstance(xml, str) else xml
        for name, xml in plain.items()
    }
    assert only(write(tmp_path / "c.xlsx", zipped(moved))).rows == TABLE
    without = {name: xml for name, xml in plain.items() if not name.startswith(("_rels", "[C"))}
    assert only(write(tmp_path / "d.xlsx", zipped(without))).rows == TABLE
    assert only(write(tmp_path / "e.xlsx", zipped(plain, zipfile.ZIP_STORED))).rows == TABLE


def test_utf16_parts(tmp_path: Path) -> None:
    xml = sheet(ROWS).replace("UTF-8", "UTF-16").encode("utf-16")
    assert only(xlsx(tmp_path / "a.xlsx", "", more={"xl/worksheets/sheet1.xml": xml})).rows == TABLE


def test_macros_and_links_are_left_alone(tmp_path: Path) -> None:
    plain = parts({"表": sheet(ROWS)})
    link = f'<Relationship Id="rIdL" Type="{RELATED}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    away = f'<Relationship Id="rIdM" Type="{RELATED}/styles" Target="file:///etc/passwd" TargetMode="External"/>'
    relations = str(plain["xl/_rels/workbook.xml.rels"]).replace("</Rel", f"{link}{away}</Rel")
    path = write(
        tmp_path / "a.xlsm",
        zipped(plain | {"xl/_rels/workbook.xml.rels": relations, "xl/vbaProject.bin": b"\x00" * 64}),
    )
    assert only(path).rows == TABLE
    assert open_workbook(path).links == 1


def test_sheets_in_the_order_of_their_tabs_with_their_state(tmp_path: Path) -> None:
    made = parts({"乙": sheet(ROWS), "甲": sheet(""), "丙": sheet("")}, states={"甲": "hidden", "丙": "veryHidden"})
    found = open_workbook(write(tmp_path / "a.xlsx", zipped(made))).sheets
    assert [(one.name, one.hidden, len(one.rows)) for one in found] == [
        ("乙", False, 2),
        ("甲", True, 0),
        ("丙", True, 0),
    ]


def test_a_sheet_whose_part_is_missing_is_not_an_empty_one(tmp_path: Path) -> None:
    made = parts({"甲": sheet(ROWS), "乙": sheet(ROWS)})
    del made["xl/worksheets/sheet2.xml"]
    first, second = open_workbook(write(tmp_path / "a.xlsx", zipped(made))).sheets
    assert first.rows == TABLE
    assert second.rows == [[ErrorValue("#内容缺失")]]


def test_what_the_libraries_write(tmp_path: Path) -> None:
    """openpyxl and xlsxwriter, with and without shared texts, are read as openpyxl reads them."""
    import openpyxl
    import xlsxwriter

    rows = [["姓名", "年龄", "日期"], ["张&<三>", 30, date(2021, 12, 16)], [None, 1.25, None], ["末", None, True]]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    for name, options in (("b", {}), ("c", {"constant_memory": True})):
        with xlsxwriter.Workbook(str(tmp_path / f"{name}.xlsx"), options) as written:
            page = written.add_worksheet()
            day = written.add_format({"num_format": "yyyy-mm-dd"})
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(i, j, value, day)
                    elif value is not None:
                        page.write(i, j, value)
    expected = [["" if value is None else value for value in row] for row in rows]
    for name in "abc":
        assert only(tmp_path / f"{name}.xlsx").rows == expected


def test_styles_and_texts_of_the_package_are_used(tmp_path: Path) -> None:
    more = {"xl/styles.xml": styles("yyyy-mm-dd"), "xl/sharedStrings.xml": texts("<t>姓名</t>", "<t/>")}
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44546</v></c><c r="C1" t="s"><v>1</v></c></row>'
    assert only(xlsx(tmp_path / "a.xlsx", row, more=more)).rows == [["姓名", date(2021, 12, 16)]]


PREFIXED = (
    f'{HEAD}<x:worksheet xmlns:x="{MAIN}" xmlns:y="urn:y"><x:sheetData><x:row r="1">'
    '<x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="str"><x:v>a&lt;x:b</x:v></x:c>'
    '<y:c r="C1"><y:v>9</y:v></y:c></x:row>'
    '<x:row r="2"><x:c r="A2"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>{more}</x:sheetData><x:mergeCells>'
    '<x:mergeCell ref="A4:B4"/></x:mergeCells></x:worksheet>'
)
LITERAL = '<x:row r="3"><x:c r="A3" t="str"><x:v><![CDATA[</x:v>]]></x:v></x:c></x:row>'


@pytest.mark.parametrize("more", ["", LITERAL])
@pytest.mark.parametrize("size", [1, 2, 7, 64, 10**6])
def test_a_prefix_is_taken_off_wherever_a_piece_ends(more: str, size: int) -> None:
    data = PREFIXED.replace("{more}", more).encode()
    pieces = [data[:200], *(data[place : place + size] for place in range(200, len(data), size))]
    found = b"".join(unprefixed(pieces)).decode()
    assert found == (
        PREFIXED.replace("<x:", "<").replace("</x:", "</").replace("{more}", more and LITERAL.replace("<x:", "<"))
    ).replace("<![CDATA[</x:v>]]></x:v></x:c></x:row>", "<![CDATA[</x:v>]]></v></c></row>")


@pytest.mark.parametrize("more", ["", LITERAL])
def test_a_sheet_with_a_prefix_is_read_by_the_patterns_too(tmp_path: Path, more: str) -> None:
    strings = f'{HEAD}<x:sst xmlns:x="{MAIN}"><x:si><x:t>张</x:t></x:si></x:sst>'
    parts_of = {"xl/worksheets/sheet1.xml": PREFIXED.replace("{more}", more), "xl/sharedStrings.xml": strings}
    rows = [["张", "a<x:b"], [2, ""], *([["</x:v>", ""]] if more else [])]
    assert only(xlsx(tmp_path / "a.xlsx", "", more=parts_of)).rows == rows
