"""Whatever bytes a file holds, it is read or refused; no other exception, no abort (R22)."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countyhire.sheets.containers import FileProblem, RawWorkbook, open_workbook
from tests.containers.makexls import biff5, biff8, compound
from tests.containers.makexlsx import ods, parts, sheet, styles, texts, zipped

ROWS = (
    '<row r="1" spans="1:4"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>'
    '<row r="2" hidden="1"><c r="A2" s="1"><v>44546</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="D2"><f>A1</f></c></row>'
)


SNIPPETS = (b"<row ", b"</c>", b'r="A0"', b"&#0;", b"99999999999", b"<!--", b"]]>")
STARTS = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x08",
    b"<table>",
    b"<?xml ?><Workbook>",
    b"\xff\xfe",
)


def examples(folder: Path) -> dict[str, bytes]:
    """A small file of every kind, by its ending."""
    columns, merges = "<cols><col min='1' max='1'/></cols>", "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
    made = parts({"表": sheet(ROWS, columns, merges)})
    made |= {"xl/styles.xml": styles("yyyy-mm-dd"), "xl/sharedStrings.xml": texts("<t>姓名</t>", "<r><t>a</t></r>")}
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"/>'
    row = f"<table:table-row table:number-rows-repeated='2'>{cell}</table:table-row>"
    return {
        "xlsx": zipped(made),
        "plain.xlsx": zipped(made, zipfile.ZIP_STORED),
        "xls": compound({"Workbook": biff8({"表": [["姓名", 1.5, True, "#N/A"], ["张三", 7]]})}),
        "old.xls": compound({"Book": biff5([["姓名", "工号"]])}),
        "bare.xls": biff8({"表": [["姓名", 1.5]]}),
        "ods": ods(folder / "example.ods", row).read_bytes(),
        "csv": '姓名,工号\r\n"张,三",1\r\n'.encode("gb18030"),
        "html": b"<html><table><tr><td colspan=2 rowspan=3>a<td x:num='1.5'>1.5</table></html>",
        "xml": b'<?xml version="1.0"?><Workbook><Worksheet Name="a"><Table><Row Index="2"><Cell MergeDown="1">'
        b'<Data Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>',
    }


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled, or the numbers and names in it exchanged."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data)) if data else 0
        size = chance.choice((1, 1, 2, 4, 16, 64))
        match chance.randrange(5):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[place : place + size]
            case 2:
                data[place:place] = data[place : place + size]
            case 3:
                data[place : place + size] = chance.choice((b"\xff", b"\0", b"9", b"<", b"-")) * size
            case 4:
                data[place:place] = chance.choice(SNIPPETS)
    return bytes(data)


def mutated_parts(content: bytes, chance: random.Random) -> bytes:
    """A package whose zip is sound and one of whose parts is mutated."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(found))
    found[name] = mutated(found[name], chance)
    return zipped(found)


def attempt(path: Path, content: bytes) -> RawWorkbook | None:
    """What a file gives, None where it is refused; everything else is a fault."""
    path.write_bytes(content)
    try:
        found = open_workbook(path)
    except FileProblem as problem:
        assert problem.sentence
        assert problem.remedy
        return None
    for raw in found.sheets:
        assert len({len(row) for row in raw.rows}) <= 1
        assert not raw.rows or any(value != "" for value in raw.rows[-1])
    return found


@pytest.mark.parametrize("change", [mutated, mutated_parts])
def test_a_mutated_file_is_read_or_refused(
    tmp_path: Path, sweep: Callable[[int, int], int], change: Callable[[bytes, random.Random], bytes]
) -> None:
    kept = examples(tmp_path)
    for name, content in kept.items():
        assert attempt(tmp_path / name, content) is not None, name
    if change is mutated_parts:
        kept = {name: content for name, content in kept.items() if content.startswith(b"PK")}
    read = 0
    for seed in range(sweep(40, 3000)):
        for name, content in kept.items():
            read += attempt(tmp_path / name, change(content, random.Random(seed))) is not None
    assert read  # not all of them are refused


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_random_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    for start in STARTS:
        attempt(folder / "random.xls", start + content)


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_random_text_is_read_as_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    path = tmp_path_factory.getbasetemp() / "random.csv"
    for encoding in ("utf-8-sig", "gb18030"):
        attempt(path, content.encode(encoding, "replace"))
