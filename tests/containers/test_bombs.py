"""Files made to take a program down: each is refused, or read, with little work and in little memory.

Work is counted, not timed: the calls that are made, and the bytes that are inflated.
"""

import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from countyhire.sheets.containers import FileProblem, open_workbook, package, workbook
from countyhire.sheets.containers import ods as ods_reader
from countyhire.sheets.containers import xlsx as xlsx_reader
from tests.containers.makexls import compound
from tests.containers.makexlsx import HEAD, MAIN, ods, parts, sheet, texts, write, xlsx, zipped

CALLS = 1_000_000  # less than reading a roster of some thousands takes
INFLATED = 100_000_000
MEGABYTES = 200
HANGS = 120  # seconds, after which a process is ended, however busy the machine is
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def ratio(path: Path) -> None:
    xlsx(path, ROW, more={"xl/sharedStrings.xml": texts(f"<t>{'甲' * 3_000_000}</t>")})


def unread_part(path: Path) -> None:
    xlsx(path, ROW, more={"xl/media/a.png": b"\0" * 5_000_000})


def claims(sizes: list[tuple[str, bytes, int, int]]) -> bytes:
    """A zip of deflated parts whose directory claims these sizes."""
    body, listed = b"", b""
    for name, content, packed, size in sizes:
        head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, zlib.crc32(content), packed, size, len(name), 0)
        listed += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(body))
        listed += name.encode()
        body += b"PK\x03\x04" + head + name.encode() + content
    end = struct.pack("<HHHHIIH", 0, 0, len(sizes), len(sizes), len(listed), len(body), 0)
    return body + listed + b"PK\x05\x06" + end


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def claimed_size(path: Path) -> None:
    write(path, claims([(f"xl/a{place}.xml", b"x" * 600_000, 600_000, 100_000_000) for place in range(4)]))


def hidden_size(path: Path) -> None:
    """The directory says 99 bytes; there are 80 MB."""
    packed = deflated(b"<a>" + b" " * 80_000_000)
    sizes = [
        (name, deflated(str(xml).encode()), len(deflated(str(xml).encode())), len(str(xml).encode()))
        for name, xml in parts({"表": sheet(ROW)}).items()
        if "worksheets" not in name
    ]
    write(path, claims([*sizes, ("xl/worksheets/sheet1.xml", packed, len(packed), 99)]))


def many_parts(path: Path) -> None:
    write(path, claims([(f"{place}", b"", 0, 0) for place in range(60_000)]))


def overlapping_parts(path: Path) -> None:
    packed = deflated(b"\0" * 1_000_000)
    entry = claims([("a", packed, len(packed), 1_000_000)])
    at = entry.find(b"PK\x01\x02")
    listed = entry[at : entry.find(b"PK\x05\x06")] * 1500
    end = struct.pack("<HHHHIIH", 0, 0, 1500, 1500, len(listed), at, 0)
    write(path, entry[:at] + listed + b"PK\x05\x06" + end)


_ENTITIES = "".join("<!ENTITY a{} '{}'>".format(n, f"&a{n - 1};" * 10) for n in range(1, 10))
LAUGHS = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{_ENTITIES}]>"


def laughs_in_texts(path: Path) -> None:
    xlsx(path, ROW, more={"xl/sharedStrings.xml": f'{HEAD}{LAUGHS}<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'})


def laughs_in_a_sheet(path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>&a9;</v></c></row>'
    xlsx(path, "", more={"xl/worksheets/sheet1.xml": sheet(rows).replace(HEAD, HEAD + LAUGHS)})


def laughs_in_a_document(path: Path) -> None:
    write(path, f'<?xml version="1.0"?>{LAUGHS}<Workbook><Worksheet>&a9;</Worksheet></Workbook>'.encode())


def outside_file(path: Path) -> None:
    dtd = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    xlsx(path, "", more={"xl/worksheets/sheet1.xml": sheet(ROW).replace(HEAD, HEAD + dtd)})


def far_corner(path: Path) -> None:
    xlsx(path, ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def wide_and_long(path: Path) -> None:
    xlsx(
        path,
        ROW.replace("</row>", '<c r="XFD1"><v>1</v></c></row>') + '<row r="20000"><c r="A20000"><v>1</v></c></row>',
    )


def wide_rows(path: Path) -> None:
    xlsx(path, "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 20_000)))


def deep_sheet(path: Path) -> None:
    xlsx(path, "<a>" * 100_000 + "</a>" * 100_000)


def deep_texts(path: Path) -> None:
    xlsx(path, ROW, more={"xl/sharedStrings.xml": texts("<r>" * 100_000 + "</r>" * 100_000)})


def long_number(path: Path) -> None:
    xlsx(path, f'<row r="1"><c r="A1"><v>{"9" * 900_000}</v></c></row>')


def many_merges(path: Path) -> None:
    merges = '<mergeCell ref="A1:A1048576"/>' * 30_000
    row = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    xlsx(path, ROW + row, after=f"<mergeCells>{merges}</mergeCells>")


def many_hidden_columns(path: Path) -> None:
    columns = '<col min="1" max="16384" hidden="1"/>' * 20_000
    xlsx(path, ROW, before=f"<cols>{columns}</cols>")


def repeated_cells(path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    ods(path, f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def repeated_rows(path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="9000"/>'
    ods(path, f"<table:table-row>{cell * 2000}</table:table-row>")


def package_in_a_package(path: Path) -> None:
    inner = zipped(parts({"表": sheet(ROW)}))
    for _ in range(20):
        inner = zipped({"a.xlsx": inner})
    write(path, inner)


def spanning_page(path: Path) -> None:
    write(path, b"<table>" + b"<tr>" + b"<td rowspan=60000 colspan=9000>x" * 20_000)


def unclosed_page(path: Path) -> None:
    write(path, b"<table><tr><td>" + b"<a " * 300_000)


def endless_field(path: Path) -> None:
    write(path, '姓名,工号\n"'.encode() + b"x" * 3_000_000)


def endless_columns(path: Path) -> None:
    write(path, b"," * 3_000_000 + b"x")


def slow_password(path: Path) -> None:
    information = b'<encryption><keyEncryptor spinCount="2000000000"/></encryption>'
    write(path, compound({"EncryptionInfo": struct.pack("<HHI", 4, 4, 0x40) + information, "EncryptedPackage": b"x"}))


BOMBS: dict[str, tuple[Callable[[Path], None], str]] = {
    made.__name__: (made, kind)
    for kind, several in {
        "xlsx": (
            ratio,
            unread_part,
            claimed_size,
            hidden_size,
            many_parts,
            overlapping_parts,
            laughs_in_texts,
            laughs_in_a_sheet,
            outside_file,
            far_corner,
            wide_and_long,
            wide_rows,
            deep_sheet,
            deep_texts,
            many_merges,
            package_in_a_package,
            slow_password,
        ),
        "ods": (repeated_cells, repeated_rows),
        "xls": (laughs_in_a_document, spanning_page, unclosed_page),
        "csv": (endless_field, endless_columns),
    }.items()
    for made in several
}
TRIFLES = (long_number, many_hidden_columns)  # not refused: what is there is read at once


def _probe(paths: list[str]) -> dict[str, tuple[str, int, int]]:
    """What becomes of files, the calls made and the bytes inflated meanwhile, in this process."""
    found = {}
    calls = inflated = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    pieces = package.pieces

    def counted(one: package.Package, name: str) -> Iterator[bytes]:
        nonlocal inflated
        for piece in pieces(one, name):
            inflated += len(piece)
            yield piece

    for module in (package, ods_reader, workbook, xlsx_reader):
        module.pieces = counted  # type: ignore[attr-defined]
    for path in paths:
        calls = inflated = 0
        sys.setprofile(count)
        try:
            said = str(len(open_workbook(Path(path)).sheets))
        except FileProblem as problem:
            said = problem.sentence
        finally:
            sys.setprofile(None)
        found[path] = said, calls, inflated
    return found


def probe(paths: list[Path]) -> tuple[dict[str, tuple[str, int, int]], float]:
    """The same in a process of its own, and its greatest memory in MB."""
    words = [sys.executable, "-m", "tests.containers.test_bombs", *map(str, paths)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=HANGS)
    found, memory = json.loads(done.stdout)
    return found, memory


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc")
def test_bombs_are_refused_with_little_work(tmp_path: Path) -> None:  # X3, X4
    paths = []
    for name, (make, kind) in BOMBS.items():
        paths.append(tmp_path / f"{name}.{kind}")
        make(paths[-1])
    assert len(paths) >= 20
    found, memory = probe(paths)
    for path, (said, calls, inflated) in found.items():
        assert not said.isdecimal(), f"{path} was read"
        assert calls < CALLS, path
        assert inflated < INFLATED, path
    assert memory < MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc")
def test_trifles_are_read_with_little_work(tmp_path: Path) -> None:
    paths = []
    for make in TRIFLES:
        paths.append(tmp_path / f"{make.__name__}.xlsx")
        make(paths[-1])
    found, memory = probe(paths)
    for path, (said, calls, _) in found.items():
        assert said == "1", path
        assert calls < CALLS, path
    assert memory < MEGABYTES


if __name__ == "__main__":
    tried = _probe(sys.argv[1:])
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    json.dump([tried, int(peak.split()[1]) / 1024], sys.stdout)
