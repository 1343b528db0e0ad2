"""Files that cannot be read: each is refused with a sentence that says what is wrong and what to do."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from countyhire.sheets.containers import FileProblem, open_workbook, package
from tests.containers.makexls import biff8, compound, record
from tests.containers.makexlsx import HEAD, MAIN, ods, parts, sheet, write, xlsx, zipped

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(path: Path) -> str:
    """The sentence of the refusal; it names the file, and there is something to do."""
    with pytest.raises(FileProblem) as caught:
        open_workbook(path)
    assert caught.value.path == path
    assert caught.value.remedy.endswith("。")
    assert str(caught.value).startswith(path.name)
    return caught.value.sentence


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        (b" \r\n ", "空"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "DIF"),
        (b'[{"a": 1}]', "JSON"),
        (b'<?xml version="1.0"?><feed/>', "XML"),
        (b"<html><body>x</body></html>", "网页"),
        (b"MZ\x90\x00", "程序"),
        (bytes(range(256)) * 8, "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "已损坏"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "已损坏"),
        (b"PK\x03\x04" + bytes(99), "已损坏"),
        (zipped({}), "已损坏"),
        (zipped({"word/document.xml": "x"}), "Word"),
        (zipped({"ppt/presentation.xml": "x"}), "演示文稿"),
        (zipped({"OFD.xml": "x"}), "OFD"),
        (zipped({"xl/workbook.bin": "x"}), ".xlsb"),
        (zipped({"Index/Document.iwa": "x"}), "Numbers"),
        (zipped({"花名册.xlsx": "x", "b/需求.xls": "y"}), "里面有 2 个表格"),
        (zipped({"a.txt": "x"}), "压缩包"),
        (compound({"WordDocument": b"x"}), "Word"),
        (compound({"PowerPoint Document": b"x"}), "演示文稿"),
        (compound({"Workbook": b"x"}), "已损坏"),
        (compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "密码"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    assert said in refused(write(tmp_path / name, content))


def test_text_is_no_workbook_of_another_name(tmp_path: Path) -> None:
    assert "已损坏" in refused(write(tmp_path / "a.xlsx", b"this is not a workbook"))
    assert open_workbook(write(tmp_path / "a.csv", b"this is not a workbook")).sheets[0].rows


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "a.xlsx")
    assert "文件夹" in refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROW)
    path.chmod(0)
    assert "权限" in refused(path)


def test_a_file_of_more_than_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    assert "50 MB" in refused(path)


def encrypted(content: bytes, password: str) -> bytes:
    """A workbook behind a password, as Excel makes it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    made = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, made)
    return made.getvalue()


def test_a_password(tmp_path: Path) -> None:
    """A file that only its author's password opens is refused; the one that Excel knows itself is no lock."""
    filler = b"".join(hashlib.sha256(bytes([place])).digest() for place in range(256))
    plain = zipped(parts({"表": sheet(ROW)}) | {"xl/media/a.bin": filler})
    assert "密码" in refused(write(tmp_path / "a.xlsx", encrypted(plain, "示例")))
    path = write(tmp_path / "b.xlsx", encrypted(plain, "VelvetSweatshop"))
    assert open_workbook(path).sheets[0].rows == [[1]]


def test_a_password_on_a_zip_and_on_an_open_document(tmp_path: Path) -> None:
    content = bytearray(zipped(parts({"表": sheet(ROW)})))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        content[place + offset] |= 1
    assert "密码" in refused(write(tmp_path / "a.xlsx", bytes(content)))
    manifest = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>", "content.xml": "x"}
    kind = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    assert "密码" in refused(write(tmp_path / "a.ods", zipped(kind | manifest)))


def test_other_open_documents(tmp_path: Path) -> None:
    assert "OpenDocument" in refused(ods(tmp_path / "a.ods", "", kind="text"))


def broken(name: str, xml: str | bytes | None) -> bytes:
    """A package with one part replaced, or left out."""
    found = parts({"表": sheet(ROW)})
    if xml is None:
        del found[name]
    else:
        found[name] = xml
    return zipped(found)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (broken("xl/workbook.xml", None), "已损坏"),
        (broken("xl/workbook.xml", "<workbook>"), "已损坏"),
        (broken("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets/></workbook>'), "没有工作表"),
        (broken("xl/worksheets/sheet1.xml", None), "已损坏"),
        (broken("xl/worksheets/sheet1.xml", ""), "已损坏"),
        (broken("xl/worksheets/sheet1.xml", sheet(ROW)[:-9]), "已损坏"),
        (broken("xl/worksheets/sheet1.xml", sheet(ROW).replace("</row>", "")), "已损坏"),
        (broken("xl/worksheets/sheet1.xml", sheet(ROW * 3).replace("<v>1</v>", "<v>1&</v>", 1)), "已损坏"),
        (broken("xl/worksheets/sheet1.xml", sheet(ROW).encode().replace(b"<v>1", b"<v>\xff\xfe")), "已损坏"),
        (broken("xl/worksheets/sheet1.xml", sheet('<row r="0"><c r="A0"><v>1</v></c></row>')), "第 0 行"),
        (broken("xl/worksheets/sheet1.xml", sheet(ROW.replace("A1", "A1048577"))), "第 1048577 行"),
        (broken("xl/worksheets/sheet1.xml", sheet(ROW.replace("A1", "XFE1"))), "不存在的"),
        (broken("xl/sharedStrings.xml", "<sst><si>"), "已损坏"),
        (broken("xl/styles.xml", "<styleSheet"), "已损坏"),
    ],
)
def test_broken_parts(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refused(write(tmp_path / "a.xlsx", content))


def test_a_package_that_was_cut_off_or_altered(tmp_path: Path) -> None:
    content = zipped(parts({"表": sheet(ROW * 50)}))
    for size in range(4, len(content) - 1, 97):
        assert "已损坏" in refused(write(tmp_path / "a.xlsx", content[:size]))
    stored = bytearray(zipped(parts({"表": sheet(ROW)}), zipfile.ZIP_STORED))
    stored[stored.find(b"<v>1</v>") + 3] = ord("2")  # the checksum tells
    assert "已损坏" in refused(write(tmp_path / "a.xlsx", bytes(stored)))


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    made = io.BytesIO(zipped(parts({"表": sheet(ROW)})))
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet(""))
    assert "同名" in refused(write(tmp_path / "a.xlsx", made.getvalue()))


DTD = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize("filler", ["", f"<!--{' ' * 100_000}-->"])
@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "_rels/.rels"])
def test_a_dtd_anywhere_in_a_part_that_is_read(tmp_path: Path, name: str, filler: str) -> None:
    xml = str(parts({"表": sheet(ROW)}).get(name, f'{HEAD}<styleSheet xmlns="{MAIN}"/>'))
    assert "DTD" in refused(write(tmp_path / "a.xlsx", broken(name, xml.replace(HEAD, HEAD + filler + DTD))))
    wide = xml.replace("UTF-8", "UTF-16").replace(HEAD.replace("UTF-8", "UTF-16"), filler + DTD).encode("utf-16")
    assert "DTD" in refused(write(tmp_path / "a.xlsx", broken(name, wide)))


def test_a_dtd_in_other_xml(tmp_path: Path) -> None:
    for root in ("Workbook", "office:document"):
        content = f'<?xml version="1.0"?>{DTD}<{root} xmlns:office="x"/>'
        assert refused(write(tmp_path / "a.xls", content.encode()))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    document = zipped({"mimetype": kind, "content.xml": f"{HEAD}{DTD}<document-content/>"})
    assert "DTD" in refused(write(tmp_path / "a.ods", document))


def test_cells_far_away_are_named(tmp_path: Path) -> None:
    rows = ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    said = refused(xlsx(tmp_path / "a.xlsx", rows))
    assert "XFD1048576" in said
    assert "“表”" in said


def test_a_lock_file_of_a_program(tmp_path: Path) -> None:
    assert refused(write(tmp_path / "~$a.xlsx", b"\x06user" + b" " * 50 + b"\x00" * 110))


def test_limits_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held by what the directory says, before anything is inflated."""
    path = write(tmp_path / "a.xlsx", zipped({f"xl/media/{place}.png": "" for place in range(2001)}))
    assert "2000" in refused(path)
    path = xlsx(tmp_path / "a.xlsx", ROW, more={"xl/media/a.bin": b"\0" * 2_000_000})
    assert "压缩炸弹" in refused(path)
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 1000)
    assert "300 MB" in refused(xlsx(tmp_path / "a.xlsx", ROW))


def test_a_method_that_a_workbook_does_not_use(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", zipped(parts({"表": sheet(ROW)}), zipfile.ZIP_BZIP2))
    assert "压缩方法" in refused(path)


def test_an_encrypted_biff(tmp_path: Path) -> None:
    stream = biff8({"表": [["甲"]]})
    locked = stream[:20] + record(0x2F, b"\x00" * 6) + stream[20:]
    assert "密码" in refused(write(tmp_path / "a.xls", compound({"Workbook": locked})))
