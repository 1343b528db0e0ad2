"""Annotated copies of real files: every finding in its cell, nothing else changed, and the copy reads like the file."""

import io
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from countyhire.model.finding import ANNOTATED, Finding
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import sample_data
from countyhire.pipeline.yearly import check
from countyhire.sheets.catalogue import sheet_of
from countyhire.sheets.read import read_files
from countyhire.sheets.transcript import transcribed
from tests.sheets.makebook import clean_rows, write_rows

ON = date(2026, 8, 15)
COLOURS = {"error": "FFF8CBAD", "warning": "FFFFE699", "notice": "FFDDEBF7"}
DEMAND = sheet_of("demands")
HEADERS = [column.header for column in DEMAND.columns]


def told(findings) -> list[tuple[str, str, str, str]]:
    """Codes and cells, by the name of the file that a copy was made of."""
    return sorted((f.code, f.cell.file.replace(ANNOTATED, ""), f.cell.sheet, f.cell.a1) for f in findings)


def copies_of(outcome) -> dict[str, Path]:
    """The annotated copies of a run, by the name that the file had."""
    return {p.name.replace(ANNOTATED, ""): p for p in outcome.written.files if ANNOTATED in p.name}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """The sample district with faults, checked."""
    folder = tmp_path_factory.mktemp("区县 & (1)") / "示例区"
    shutil.copytree(sample_data() / "有问题的样例", folder)
    return check(Job(folder, ON))


@pytest.fixture(scope="module")
def again(faulty, tmp_path_factory):
    """A folder of the annotated copies, and of the files that have none, checked."""
    folder = tmp_path_factory.mktemp("再核对")
    copies = copies_of(faulty)
    for path in faulty.material.inputs:
        source = copies.get(path.name, path)
        shutil.copy(source, folder / source.name)
    return check(Job(folder, ON))


def test_the_copies_checked_give_the_same_findings(faulty, again):
    assert len(faulty.findings) > 15
    assert len(copies_of(faulty)) >= 6
    assert told(again.findings) == told(faulty.findings)


def test_a_copy_of_a_copy_has_the_marks_once(faulty, again):
    first, second = copies_of(faulty), copies_of(again)
    assert first.keys() == second.keys()
    for name in first:
        one, other = load_workbook(first[name]), load_workbook(second[name])
        assert one.sheetnames == other.sheetnames
        for sheet in one:
            for row in sheet.iter_rows():
                for cell in row:
                    twin = other[sheet.title][cell.coordinate]
                    assert cell.value == twin.value
                    assert (cell.comment and cell.comment.text) == (twin.comment and twin.comment.text)
                    assert cell.fill.fgColor.rgb == twin.fill.fgColor.rgb


def test_every_finding_has_its_colour_and_comment(faulty):
    copies = {name: load_workbook(path) for name, path in copies_of(faulty).items()}
    seen = 0
    for finding in faulty.findings:
        if not finding.cell.a1:
            continue
        cell = copies[finding.cell.file][finding.cell.sheet][finding.cell.a1]
        assert cell.fill.fgColor.rgb in COLOURS.values()
        assert cell.comment.text.count(f"{finding.code}】{finding.message}\n怎么改：{finding.remedy}") == 1
        assert "依据：" in cell.comment.text
        seen += 1
    assert seen > 15


def test_the_links_of_the_list_lead_to_the_cells(faulty):
    folder = faulty.written.folder
    page = load_workbook(folder / "问题清单.xlsx").active
    books = {}
    linked = 0
    for row in page.iter_rows():
        for cell in row:
            if cell.hyperlink is None:
                continue
            target = folder / unquote(cell.hyperlink.target)
            book = books.setdefault(target, load_workbook(target))
            sheet, _, place = cell.hyperlink.location.rpartition("!")
            assert book[sheet.strip("'")][place].comment is not None
            linked += 1
    assert linked == sum(1 for finding in faulty.findings if finding.cell.a1)
    with zipfile.ZipFile(folder / "问题清单.xlsx") as package:
        targets = re.findall(
            r'Target="([^"]*已批注[^"]*)"', package.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
        )
    assert set(map(unquote, targets)) == {path.name for path in copies_of(faulty).values()}


def test_the_files_themselves_are_untouched(faulty):
    for path in faulty.material.inputs:
        assert path.read_bytes() == (sample_data() / "有问题的样例" / path.name).read_bytes()


def folder_with(tmp_path: Path, name: str, content: bytes) -> Path:
    folder = tmp_path / "县"
    folder.mkdir()
    (folder / name).write_bytes(content)
    return folder


def demands() -> list[list]:
    """Three demands, with a damaged number, a doubtful date and an unknown specialty."""
    rows = clean_rows(DEMAND, 3)
    rows[0]["需求人数"] = "很多"
    rows[1]["申报日期"] = "2026.1"
    rows[2]["专业"] = "麻酔科"
    return [HEADERS, *([row[header] for header in HEADERS] for row in rows)]


def of_the_reader(outcome) -> list[tuple[str, str]]:
    """The codes and cells of what the reader found."""
    return [(f.code, f.cell.a1) for f in outcome.findings if f.code < "CH1" and f.cell.a1]


def as_csv(encoding: str) -> bytes:
    return "\r\n".join(",".join(str(value) for value in row) for row in demands()).encode(encoding)


def as_html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in demands())
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'.encode()


def as_strict() -> bytes:
    """An .xlsx in the strict namespaces."""
    out = io.BytesIO()
    book = Workbook()
    book.active.title = "需求"
    for row in demands():
        book.active.append(row)
    book.save(out)
    made = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(made, "w") as package:
        for name in source.namelist():
            text = source.read(name).decode()
            for part in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"):
                strict = f"http://purl.oclc.org/ooxml/{part.replace('2006/', '')}"
                text = text.replace(f"http://schemas.openxmlformats.org/{part}", strict)
            package.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("需求申报表.csv", as_csv("gb18030")),
        ("需求申报表.csv", as_csv("utf-8-sig")),
        ("需求申报表.xls", as_html()),
        ("需求申报表.xlsx", as_strict()),
    ],
    ids=["csv-gb18030", "csv-utf8", "html-xls", "strict"],
)
def test_a_file_that_cannot_be_edited_has_a_copy_of_its_values(tmp_path, name, content):
    folder = folder_with(tmp_path, name, content)
    outcome = check(Job(folder, ON))
    cells = of_the_reader(outcome)
    assert cells == [("CH059", "D2"), ("CH065", "C4"), ("CH055", "L3")]
    (copy,) = copies_of(outcome).values()
    assert copy.name == f"需求申报表{ANNOTATED}.xlsx"
    page = load_workbook(copy).worksheets[1]
    assert all(page[place].comment and page[place].fill.fgColor.rgb in COLOURS.values() for _, place in cells)
    said = load_workbook(outcome.written.folder / "问题清单.xlsx").active["A2"].value
    assert f"{name}的副本转成了 .xlsx，只有数值，没有公式和版式" in said
    other = tmp_path / "再"
    other.mkdir()
    shutil.copy(copy, other / copy.name)
    assert of_the_reader(check(Job(other, ON))) == cells


def test_a_transcript_reads_like_its_file(tmp_path):
    """Every kind of cell, hidden and merged parts, names that Excel would not take."""
    from datetime import datetime, time
    from unittest.mock import patch

    from countyhire.sheets.containers import ErrorValue, NoValue, RawSheet, RawWorkbook, open_workbook

    values = [
        "文字", "_x000D_", " 空格 ", "=1+1", 7, 10**17 + 3, 0.1, -2.5e-9, True, date(2026, 3, 1),
        datetime(2026, 3, 1, 8, 30), time(9, 5), ErrorValue("#N/A"), NoValue("A1*2"), "\U00030000䶮𬭸",
        date(1900, 1, 1), datetime(1900, 1, 2, 12), time(0, 0, 0, 9000), time(0), date(9999, 12, 31),
    ]  # fmt: skip
    rows = [["甲"] * len(values), values, [""] * len(values)]
    long = "一个名字长得超过三十一个字的工作表，电子表格软件不接受这样长的名字[1]"
    sheets = (
        RawSheet(long, rows, False, frozenset({2}), frozenset({3}), ((1, 1, 1, 3),)),
        RawSheet(long[:-3] + "?", rows, True),
    )

    def through(*given):
        with patch("countyhire.sheets.transcript.open_workbook", lambda path: RawWorkbook(path, "xls", given)):
            data, names = transcribed(Path("x.xls"))
        path = tmp_path / "x.xlsx"
        path.write_bytes(data)
        return open_workbook(path).sheets, names, data

    found, names, data = through(*sheets)
    assert [sheet.name for sheet in found] == list(names.values())
    assert all(len(name) <= 31 for name in names.values()) and len(set(names.values())) == 2
    assert found[0].rows[1] == values
    assert (found[0].hidden_rows, found[0].hidden_columns, found[0].merges) == ({2}, {3}, ((1, 1, 1, 3),))
    assert [sheet.hidden for sheet in found] == [False, True]
    assert load_workbook(io.BytesIO(data)).sheetnames == list(names.values())
    days = [date(2026, 3, 1), 5, date(1904, 1, 1), datetime(1904, 2, 28, 8)]
    (old,), _, _ = through(RawSheet("一九〇四", [days], date_1904=True))
    assert old.date_1904 and old.rows[0] == days


def test_somebodys_own_comment_and_colour_outlive_two_checks(tmp_path):
    book = Workbook()
    page = book.active
    page.title = "需求"
    for row in demands():
        page.append(row)
    page["D2"].comment = Comment("院长：人数再议", "院长")
    page["A2"].fill = PatternFill("solid", fgColor="FF00FF00")
    page["C4"].font = Font(bold=True)
    book.save(tmp_path / "需求申报表.xlsx")
    first = copies_of(check(Job(tmp_path, ON)))["需求申报表.xlsx"]
    marked = load_workbook(first)
    assert marked["需求"]["D2"].comment.text.startswith("院长：人数再议\n\n【错误 CH059】")
    for place, value in (("D2", 3), ("L3", "2026-01-05"), ("C4", "麻醉科")):
        marked["需求"][place].value = value
    marked["需求"]["D3"].value = "不详"
    other = tmp_path / "改后"
    other.mkdir()
    marked.save(other / first.name)  # as another program writes it
    outcome = check(Job(other, ON))
    assert of_the_reader(outcome) == [("CH050", "D3")]
    page = load_workbook(copies_of(outcome)["需求申报表.xlsx"])["需求"]
    assert page["D2"].comment.text == "院长：人数再议"
    assert page["C4"].comment is None and page["L3"].comment is None
    assert page["C4"].font.b
    assert {p: page[p].fill.fgColor.rgb for p in ("A2", "D3")} == {"A2": "FF00FF00", "D3": COLOURS["error"]}
    assert all(page[place].fill.fill_type is None for place in ("D2", "C4", "L3"))


KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LINK = "externalLinks/externalLink1.xml"
MACROS = "application/vnd.ms-office.vbaProject"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# What is put into the parts of a workbook for links and macros: before which text, what.
ADDED = {
    "xl/worksheets/sheet1.xml": [
        ("<v>", "<f>[1]Sheet1!A1*2</f>", '<c r="D3"'),
        ("<v>", "<f>SUM(1,2)</f>", '<c r="D4"'),
    ],
    "xl/workbook.xml": [
        ("</workbook>", '<externalReferences><externalReference r:id="rId99"/></externalReferences>', ""),
        ("</workbook>", '<definedNames><definedName name="外">[1]Sheet1!$A$1</definedName></definedNames>', ""),
    ],
    "xl/_rels/workbook.xml.rels": [
        (
            "</Rel",
            f'<Relationship Id="rId99" Type="{OFFICE}/externalLink" Target="{LINK}"/>',
            "",
        ),
        ("</Rel", '<Relationship Id="rId98" Type="http://schemas/vbaProject" Target="vbaProject.bin"/>', ""),
    ],
    "[Content_Types].xml": [
        ("</Types>", f'<Override PartName="/xl/{LINK}" ContentType="{KIND}.x+xml"/>', ""),
        (
            "</Types>",
            f'<Override PartName="/xl/vbaProject.bin" ContentType="{MACROS}"/>',
            "",
        ),
    ],
}


def with_links_and_macros(path: Path) -> bytes:
    """The .xlsm that a workbook becomes with a link to another file and a macro."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w") as package:
        for name in source.namelist():
            text = source.read(name).decode()
            for before, added, behind in ADDED.get(name, ()):
                at = text.index(before, text.index(behind))
                text = text[:at] + added + text[at:]
            package.writestr(
                name, text.replace(f"{KIND}.sheet.main", "application/vnd.ms-excel.sheet.macroEnabled.main")
            )
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        package.writestr("xl/vbaProject.bin", b"macro")
    return made.getvalue()


def test_links_to_other_files_and_macros_are_left_behind(tmp_path):
    """What a copy must not carry along (X2): the value of a linked formula stays, the formula goes."""
    path = write_rows(tmp_path / "需求申报表.xlsx", {"需求": demands()})
    (tmp_path / "需求申报表.xlsm").write_bytes(with_links_and_macros(path))
    path.unlink()
    outcome = check(Job(tmp_path, ON))
    assert "CH006" in {finding.code for finding in outcome.findings}
    (copy,) = copies_of(outcome).values()
    with zipfile.ZipFile(copy) as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    for word in ("[1]", "external", "macroEnabled", "vba"):
        assert not any(word in name or word in text for name, text in texts.items()), word
    page, values = load_workbook(copy)["需求"], load_workbook(copy, data_only=True)["需求"]
    assert (page["D3"].value, page["D4"].value, values["D4"].value) == (2, "=SUM(1,2)", 3)


def test_a_copy_beside_its_file_is_passed_over_and_alone_is_read(tmp_path):
    rows = demands()
    plain = write_rows(tmp_path / "需求申报表.xlsx", {"需求": rows})
    copy = tmp_path / f"需求申报表{ANNOTATED}.xlsx"
    shutil.copy(plain, copy)
    both = check(Job(tmp_path, ON, dry_run=True))
    assert [(f.code, f.cell.file) for f in both.findings if f.code == "CH004"] == [("CH004", copy.name)]
    assert {f.cell.file for f in both.findings if f.cell.a1} == {plain.name}
    plain.unlink()
    alone = check(Job(tmp_path, ON, dry_run=True))
    assert {f.cell.file for f in alone.findings if f.cell.a1} == {copy.name}
    split = tmp_path / "分" / "需求申报表"
    write_rows(split / "甲镇.xlsx", {"需求": rows})
    shutil.copy(split / "甲镇.xlsx", split / f"甲镇{ANNOTATED}.xlsx")
    outcome = check(Job(split.parent, ON))
    assert [f.cell.file for f in outcome.findings if f.code == "CH004"] == [f"甲镇{ANNOTATED}.xlsx"]
    assert [path.name for path in copies_of(outcome).values()] == [f"甲镇{ANNOTATED}.xlsx"]


def listed(path: Path) -> list[tuple[object, ...]]:
    """The rows of the sheet 问题清单 of a copy."""
    rows = load_workbook(path)["问题清单"].iter_rows(min_row=2, values_only=True)
    return [tuple(row) for row in rows if row[2]]


def test_a_sheet_that_is_missing_is_listed_in_a_copy_and_in_its_copy(tmp_path):
    clinic = sheet_of("village_clinics")
    rows = clean_rows(clinic, 2)
    rows[0]["卫生室名称"] = None
    headers = [column.header for column in clinic.columns]
    write_rows(tmp_path / "一" / "村卫生室.xlsx", {clinic.name: [headers, *([r[h] for h in headers] for r in rows)]})
    lists = []
    for before, after in (("一", "二"), ("二", "三")):
        outcome = check(Job(tmp_path / before, ON))
        [copy] = copies_of(outcome).values()
        absent = [f for f in outcome.findings if f.code == "CH990" and "乡村医生" in f.message]
        assert [f.cell.file for f in absent] == [path.name for path in (tmp_path / before).glob("*.xlsx")]
        lists.append(listed(copy))
        (tmp_path / after).mkdir()
        shutil.copy(copy, tmp_path / after / copy.name)
    assert [row[2] for row in lists[0]].count("CH990") == 1
    assert lists[0] == lists[1]


def test_a_big_copy_reads_the_same(tmp_path, sweep):
    """5,000 × 30 with a finding in every third row."""
    from countyhire.reports.check import check_documents
    from tests.reports.district import letter

    count = sweep(600, 5000)
    rows = clean_rows(sheet_of("people"), count)
    for row in rows[::3]:
        row["入职日期"] = "2021.1"
    headers = list(rows[0])
    path = write_rows(tmp_path / "人员花名册.xlsx", {"花名册": [headers, *([row[h] for h in headers] for row in rows)]})
    reading = read_files([path])
    documents = check_documents(reading.findings, [path], letter(), transcribed)
    copy = tmp_path / documents[1].name
    copy.write_bytes(documents[1].data)
    assert told(read_files([copy]).findings) == told(reading.findings)
    assert len([f for f in reading.findings if isinstance(f, Finding)]) == len(rows[::3])
