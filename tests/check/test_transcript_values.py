"""Whatever a cell holds comes back from a transcript: what is found in a copy is what was found in the file."""

import random
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countyhire.model.finding import ANNOTATED
from countyhire.reports.check import check_documents
from countyhire.sheets.catalogue import sheets_of, workbooks
from countyhire.sheets.containers import ErrorValue, RawSheet, RawWorkbook, open_workbook
from countyhire.sheets.read import read_files
from countyhire.sheets.transcript import transcribed
from tests.containers.makexls import biff8, compound
from tests.containers.makexlsx import HEAD, write, zipped
from tests.reports.district import letter
from tests.sheets.makebook import clean_rows
from tests.sheets.test_damage import DAMAGE

MS = timedelta(milliseconds=1)
DAY = 86_400_000
CALENDAR = {False: date(1900, 1, 1), True: date(1904, 1, 1)}
LAST = date(9999, 12, 31)


def days(date_1904: bool):
    return st.dates(CALENDAR[date_1904], LAST)


def moments(date_1904: bool):
    hours = st.integers(1, DAY - 1).map(lambda count: (datetime.min + count * MS).time())
    return st.builds(datetime.combine, days(date_1904), hours)


def cells(date_1904: bool):
    values = [
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1),
        st.integers(-(10**20), 10**20),
        st.floats(allow_nan=False, allow_infinity=False).filter(lambda value: not value.is_integer()),
        st.booleans(),
        days(date_1904),
        moments(date_1904),
        st.integers(-DAY * 900, DAY * 900).map(lambda count: count * MS),
        st.sampled_from([ErrorValue("#N/A"), ErrorValue("#DIV/0!"), " 前后空格 ", "_x000D_", "=A1", "'001"]),
    ]
    if not date_1904:  # that calendar has its first day there
        values.append(st.integers(0, DAY - 1).map(lambda count: (datetime.min + count * MS).time()))
    return st.lists(st.one_of(values), min_size=20, max_size=20)


@settings(max_examples=40, deadline=None)
@given(st.booleans().flatmap(lambda old: st.tuples(st.just(old), st.lists(cells(old), min_size=1, max_size=4))))
def test_a_transcript_holds_the_values_of_its_file(tmp_path_factory, given_):
    date_1904, rows = given_
    book = RawWorkbook(Path("x.xls"), "xls", (RawSheet("表", rows, date_1904=date_1904),))
    with patch("countyhire.sheets.transcript.open_workbook", lambda path: book):
        made, _ = transcribed(Path("x.xls"))
    path = tmp_path_factory.getbasetemp() / "x.xlsx"
    path.write_bytes(made)
    (sheet,) = open_workbook(path).sheets
    assert sheet.date_1904 == date_1904
    assert [[(type(v), v) for v in row] for row in sheet.rows] == [[(type(v), v) for v in row] for row in rows]


def damaged(workbook: str) -> dict[str, list[list[object]]]:
    """Every sheet of a workbook with one cell in each row damaged, column by column."""
    chance, found = random.Random(workbook), {}
    for sheet in sheets_of(workbook):
        rows = clean_rows(sheet, 2 * len(sheet.columns))
        for row, column in zip(rows, sheet.columns * 2, strict=True):
            row[column.header] = chance.choice(
                [*(value for value, _ in DAMAGE.get(column.kind, [])), "", "#N/A", "—", 1e21]
            )
        headers = [column.header for column in sheet.columns]
        found[sheet.name] = [headers, *([row[header] for header in headers] for row in rows)]
    return found


def as_xls(path: Path, sheets: dict[str, list[list[object]]]) -> list[Path]:
    return [write(path, compound({"Workbook": biff8(sheets)}))]


def as_ods(path: Path, sheets: dict[str, list[list[object]]]) -> list[Path]:
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{name}="{urn}{name}:1.0"' for name in ("office", "table", "text"))
    tables = ""
    for name, rows in sheets.items():
        tables += f'<table:table table:name="{name}">'
        for row in rows:
            tables += f"<table:table-row>{''.join(map(cell_of_ods, row))}</table:table-row>"
        tables += "</table:table>"
    content = (
        f"{HEAD}<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return [write(path, zipped({"mimetype": kind, "content.xml": content}))]


def cell_of_ods(value: object) -> str:
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def as_csv(path: Path, sheets: dict[str, list[list[object]]]) -> list[Path]:
    folder = path.with_suffix("")
    folder.mkdir()
    return [
        write(folder / f"{name}.csv", "\r\n".join(",".join(map(str, row)) for row in rows).encode("gb18030"))
        for name, rows in sheets.items()
    ]


@pytest.mark.parametrize(
    ("form", "ending"),
    [(as_xls, ".xls"), (as_xls, ".et"), (as_ods, ".ods"), (as_csv, ".csv")],
    ids=[".xls", ".et", ".ods", ".csv"],
)
def test_copies_with_many_findings_give_the_same_ones(tmp_path, form, ending):
    paths = [path for name in workbooks() for path in form(tmp_path / f"{name}{ending}", damaged(name))]
    first = read_files(paths)
    documents = check_documents(first.findings, paths, letter(), transcribed)
    copies = tmp_path / "副本"
    again = []
    for document in documents[1:]:
        path = copies / document.name
        path.parent.mkdir(parents=True, exist_ok=True)
        again.append(write(path, document.data))
    assert told(read_files(again).findings) == told(first.findings)
    assert sum(told(first.findings).values()) > 250


def told(findings) -> Counter:
    """Code, file, sheet, cell and sentence of each finding, whatever the file's kind."""
    return Counter(
        (f.code, re.sub(r"\.\w+$", "", f.cell.file.replace(ANNOTATED, "")), f.cell.sheet, f.cell.a1, f.message)
        for f in findings
    )
