"""What the documents at the end of a term say, of a district small enough to work out by hand."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest
from openpyxl import load_workbook

from countyhire.compute.certify import Certify, certify
from countyhire.model.book import Book
from countyhire.policy.load import load
from countyhire.reports.certify import certify_documents
from countyhire.reports.certify_view import certify_view
from countyhire.reports.letterhead import Document, Letterhead
from countyhire.reports.template_rows import BLANK
from tests.compute.dutybook import book_of, doctor, hospital, served, township
from tests.reports.pdftext import text_of
from tests.reports.results import told

ON = date(2026, 6, 1)
LETTER = Letterhead("示例区", "示例区卫生健康委员会", None, ON, load("chongqing-2021-55"))
PLACES = (hospital("H1", name="区人民医院"), township("T1", name="雪峰乡卫生院", remote=True))
IN_THREE_YEARS = {"appointment": "中级", "education": "本科", "senior_application_year": 2029}
ROWS = (
    *PLACES,
    doctor("A", name="安一", id_number="509901199001010011", phone="13800000001"),
    doctor("B", "2012-07-01", name="白二", **IN_THREE_YEARS),
    doctor("C", name="常三"),
    doctor("D", "1990-01-01", name="丁四", institution="T1"),
    served("A", "2025-06-01", "2025-11-30", code="S1", specialty="内科"),
    served("A", "2025-12-01", "2026-05-31", code="S2", specialty="内科", term_result="优秀"),
    served("C", "2023-06-01", "2026-05-31", code="S3", specialty="外科"),
    served("B", "2025-06-01", "2026-05-31", code="S4", term_result="不合格"),
)


@lru_cache(maxsize=1)
def result() -> Certify:
    return certify(book_of(*ROWS), LETTER.policy, ON)


@lru_cache(maxsize=1)
def made() -> dict[str, Document]:
    return {document.name: document for document in certify_documents(result(), LETTER, book_of(*ROWS))}


def rows_of(name: str, sheet: str, first: int) -> list[list[object]]:
    """The filled rows of a list: from the first on, as long as the second cell has something."""
    cells = load_workbook(io.BytesIO(made()[name].data), data_only=True)[sheet]
    rows = [[cell.value for cell in row] for row in cells.iter_rows(min_row=first)]
    return [row for row in rows if isinstance(row[0], int)]


def test_documents_and_their_blanks() -> None:
    assert list(made()) == [
        "期满返回名单.xlsx",
        "基层工作经历证明登记簿.xlsx",
        "副高申报核查表.xlsx",
        "优先政策名单.xlsx",
        "基层工作经历证明.pdf",
        "基层工作经历证明.docx",
        "期满返回通知书（致个人）.pdf",
        "期满返回通知书（致个人）.docx",
    ]
    for name, document in made().items():
        assert not document.unused, name
        if name.endswith(".xlsx"):
            assert not BLANK.search("\n".join(told(document.data))), name


def test_return_list_and_who_stays() -> None:  # B11
    rows = rows_of("期满返回名单.xlsx", "返回名单", 6)
    assert [(row[1], row[4], row[7], row[8]) for row in rows] == [
        ("A", "雪峰乡卫生院", "12个月", "优秀"),
        ("C", "雪峰乡卫生院", "36个月", "合格"),
    ]
    staying = rows_of("期满返回名单.xlsx", "未予返回", 3)
    assert [(row[1], row[9]) for row in staying] == [("B", "期满考核不合格，由区县卫生健康部门决定")]


def test_register_has_a_number_for_a_pass_only() -> None:  # F01
    rows = rows_of("基层工作经历证明登记簿.xlsx", "登记簿", 6)
    assert [(row[1], row[2], row[9]) for row in rows] == [
        ("2025-S1", "A", "6个月"), ("2026-S2", "A", "6个月"), ("2026-S3", "C", "36个月"),
    ]  # fmt: skip
    refused = rows_of("基层工作经历证明登记簿.xlsx", "不予出具", 3)
    assert [(row[1], row[9]) for row in refused] == [("B", "期满考核不合格")]


def test_certificate_is_a_page_a_person() -> None:  # F01
    data = made()["基层工作经历证明.pdf"].data
    text = re.sub(r"\s", "", text_of(data))
    assert text.count("特此证明") == 2 and b"/Count 2" in data
    first, second = text.split("基层工作经历证明")[1:]
    for said in (
        "兹证明安一同志",
        "系区人民医院执业医师",
        "渝卫发〔2021〕55号",
        "2025-S1、2026-S2",
        "雪峰乡卫生院",
        "合计12个月",
    ):
        assert said in first
    assert "兹证明常三同志" in second and "合计36个月" in second
    for private in ("509901199001010011", "13800000001", "白二"):
        assert private not in text and private.encode() not in data


def test_both_tests_stand_side_by_side_and_who_must_go_first() -> None:  # B08, H14, H16
    (row,) = rows_of("副高申报核查表.xlsx", "核查表", 6)
    assert (row[1], row[6], row[8]) == ("B", 5, 2029)
    assert row[9:14] == ["—", "12个月", "12个月", "—", "尚未满足"]
    (first,) = rows_of("副高申报核查表.xlsx", "须先派出", 3)
    assert (first[1], first[7].date(), first[8]) == ("B", date(2028, 7, 1), "应在最迟起始日期前派出")


def test_priority_names_both_uses() -> None:  # F02, F03, F07, P17
    rows = {row[1]: row for row in rows_of("优先政策名单.xlsx", "边远连续服务", 6)}
    assert (rows["C"][7], rows["C"][8], rows["C"][9]) == ("36个月", "—", "职称晋升、岗位聘任")
    assert (rows["A"][7], rows["A"][9]) == ("12个月", None)
    assert "同等条件下在职称晋升、岗位聘任两方面优先" in "\n".join(told(made()["优先政策名单.xlsx"].data))
    assert [row[1] for row in rows_of("优先政策名单.xlsx", "特设岗位", 4)] == []
    assert [(row[1], row[4]) for row in rows_of("优先政策名单.xlsx", "基层三十年", 3)] == [("D", 36)]


def test_without_roster_and_register_of_institutions_no_page_is_printed() -> None:  # F01
    bare = book_of(*(row for row in ROWS if hasattr(row, "receiver")))
    documents = certify_documents(certify(bare, LETTER.policy, ON), LETTER, bare)
    assert [document.name for document in documents][-1] == "优先政策名单.xlsx"
    text = "\n".join(told(documents[1].data))
    assert "没有读到花名册或机构名录，未印证明" in text and "2026-S2" in text


def test_documents_of_nobody() -> None:
    empty = Book()
    assert len(certify_documents(certify(empty, LETTER.policy, ON), LETTER, empty)) == 4


def test_the_same_bytes_again() -> None:
    book = book_of(*reversed(ROWS))
    again = certify_documents(certify(book, LETTER.policy, ON), LETTER, book)
    assert [document.data for document in again] == [document.data for document in made().values()]


@pytest.mark.parametrize("name", ["返回名单", "登记簿", "核查表", "优先政策名单"])
def test_sheets_print_on_a4_with_the_packs_answers(name: str) -> None:
    (document,) = (document for document in made().values() if name in document.name and "xlsx" in document.name)
    workbook = load_workbook(io.BytesIO(document.data))
    for sheet in workbook:
        assert (str(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth) == ("9", 1)
        assert sheet.print_area.endswith(str(sheet.max_row))
    assert re.search("说明：.*：", "\n".join(told(document.data)))


def test_json_of_the_lists() -> None:  # B11, F01, F02, H16
    view = certify_view(result())
    assert [row["person"] for row in view["returns"]] == ["A", "C"]
    assert view["not_released"][0]["reason"].startswith("期满考核不合格")
    assert [(row["number"], row["spells"], row["served"]["months"]) for row in view["certificates"]] == [
        ("2025-S1", ["S1"], 6), ("2026-S2", ["S2"], 6), ("2026-S3", ["S3"], 36),
    ]  # fmt: skip
    assert view["no_certificate"][0]["number"] is None
    (gate,) = view["gates"]
    assert (gate["passes"], gate["passes_55"], gate["passes_national"]) == (False, False, True)
    assert gate["missing"] == {"months": 12, "days": 0} and gate["earliest"] is None
    assert view["priority"] == ["C"] and view["printed"] == ["A", "C"]
    assert {row["person"]: row["uses"] for row in view["remote"]}["C"] == ["职称晋升", "岗位聘任"]


def test_three_hundred_certificates_are_three_hundred_pages() -> None:
    rows = [*PLACES]
    for number in range(300):
        rows += [doctor(f"P{number:03d}"), served(f"P{number:03d}", "2025-06-01", "2026-05-31", specialty="内科")]
    book = book_of(*rows)
    documents = certify_documents(certify(book, LETTER.policy, ON), LETTER, book)
    assert b"/Count 300" in documents[-2].data  # pages


def test_documents_under_another_pack() -> None:  # J17, J18, J30, J31
    letter = Letterhead("示例区", "示例区卫生健康委员会", None, ON, load("dianjiang-2015"))
    moved = doctor("M", "2022-06-01", name="莫十", institution="T1", entry_route="调入")
    book = book_of(*ROWS, moved)
    documents = {
        document.name: document for document in certify_documents(certify(book, letter.policy, ON), letter, book)
    }
    assert all(not document.unused for document in documents.values())
    said = {name: "\n".join(told(document.data)) for name, document in documents.items() if name.endswith("xlsx")}
    assert "返回人员同等条件下在晋升职称、担任职务、评优评先上优先" in said["期满返回名单.xlsx"]
    assert "示例区聘任上一级职务人员基层服务核查表" in said["副高申报核查表.xlsx"]
    assert "现任师级，聘任上一级职务前" in said["副高申报核查表.xlsx"]
    assert "莫十" in said["优先政策名单.xlsx"] and "调回的优先聘任职称" in said["优先政策名单.xlsx"]


def test_the_return_letter_names_the_post_that_was_left() -> None:  # J16
    rows = [*PLACES, doctor("A", name="安一"), served("A", "2025-06-01", "2026-05-31", home_post="内科二病区医师")]
    book = book_of(*rows)
    documents = {one.name: one for one in certify_documents(certify(book, LETTER.policy, ON), LETTER, book)}
    text = re.sub(r"\s", "", text_of(documents["期满返回通知书（致个人）.pdf"].data))
    assert "请于2026年6月1日返回区人民医院，仍在原岗位（内科二病区医师）工作。" in text


@pytest.mark.parametrize(
    ("set_to", "words"),
    [("", "未认定"), ("remote", "同样享受激励政策"), ("other", "不适用边远区县的激励政策")],
)
def test_whether_the_district_is_remote_decides_for_outsiders(set_to: str, words: str) -> None:  # F09
    policy = load(
        "chongqing-2021-55", {"remote.district": {"value": set_to, "cite": "示例府发〔2026〕1号"}} if set_to else {}
    )
    documents = certify_documents(result(), replace(LETTER, policy=policy), book_of(*ROWS))
    text = "\n".join(told(next(one for one in documents if one.name == "优先政策名单.xlsx").data))
    assert words in text
