"""The scanner of published files, and what it says of each of them (X8)."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from countyhire.compute.allocation import allocate
from countyhire.compute.quota import quota
from countyhire.reports.documents import Document, allocation_documents, quota_documents
from countyhire.reports.privacy import (
    ACCOUNT,
    BIRTH,
    CERTIFICATE,
    IDENTITY,
    PHONE,
    scan,
    scan_text,
    secrets_of,
)
from tests.report import pages
from tests.reports.pdftext import objects, text_of

ID = "509901198001011236"


def kinds(text: str) -> list[str]:
    return [hit.kind for hit in scan_text(text)]


def id_number(first17: str) -> str:
    """A made-up number with its right last digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first17 + "10X98765432"[sum(int(d) * w for d, w in zip(first17, weights, strict=True)) % 11]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (id_number("50990119800101123"), [IDENTITY]),
        (f"身份证{id_number('50990119800101009')}。", [IDENTITY]),
        ("509901800101123", [IDENTITY]),
        ("13800138000", [PHONE]),
        ("电话：13800138000、023-40400000", [PHONE]),
        ("6222020000000000001", []),  # no card has that check digit
        ("6222020000000000000", [ACCOUNT]),
        ("110509901000123", [CERTIFICATE]),
        ("202050110500101198001011236", [CERTIFICATE]),
        ("出生日期：1980-01-01", [BIRTH]),
        ("生于1980年1月1日", [BIRTH]),
        ("起始日期：1980-01-01", []),
        ("0.13800138000", []),
        ("12,345,678,901.00", []),
        ("2026-08-15 至 2027-08-14", []),
        ("1234567890123", []),
    ],
)
def test_a_text(text: str, expected: list[str]) -> None:  # X8
    assert kinds(text) == expected


def workbook() -> tuple[Workbook, io.BytesIO]:
    made = Workbook()
    made.active["A1"] = "公示名单"
    return made, io.BytesIO()


@pytest.mark.parametrize("place", ["cell", "number", "comment", "hidden", "property", "name", "header", "sheet"])
def test_every_place_of_a_workbook(place: str) -> None:  # X8
    made, out = workbook()
    number = id_number("50990119800101123")
    match place:
        case "cell":
            made.active["B7"] = number
        case "number":
            made.active["B7"] = int("13800138000")
        case "comment":
            made.active["A1"].comment = Comment(number, "x")
        case "hidden":
            made.create_sheet("底稿").sheet_state = "veryHidden"
            made["底稿"]["C3"] = number
        case "property":
            made.properties.keywords = number
        case "name":
            made.defined_names["人"] = DefinedName("人", attr_text=f'"{number}"')
        case "header":
            made.active.oddFooter.left.text = number
        case "sheet":
            made.active.title = "13800138000"
    made.save(out)
    assert [hit.kind for hit in scan("名单.xlsx", out.getvalue())] in ([IDENTITY], [PHONE])
    clean, out = workbook()
    clean.save(out)
    assert scan("名单.xlsx", out.getvalue()) == []


def test_a_number_split_over_runs_of_a_word_document() -> None:
    out, number = io.BytesIO(), id_number("50990119800101123")
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "word/document.xml",
            f"<w:p><w:r><w:t>{number[:7]}</w:t></w:r><w:r><w:t>{number[7:]}</w:t></w:r></w:p><w:p><w:t>13</w:t></w:p>",
        )
    assert [hit.kind for hit in scan("x.docx", out.getvalue())] == [IDENTITY]


def test_known_values_are_found_whatever_their_form() -> None:
    from countyhire.model.book import Book
    from countyhire.model.people import Person

    person = Person(code="P1", name="某人", id_number="H12345678", phone="", birth_date=date(1980, 1, 1))
    secrets = secrets_of(Book(people=(person,)))
    for text in ("H12345678", "1980-01-01", "1980年1月1日", "19800101", "1980/01/01"):
        assert scan_text(text, secrets=secrets), text
    made, out = workbook()
    made.active["B2"] = date(1980, 1, 1)  # a number in the file
    made.save(out)
    assert [hit.kind for hit in scan("x.xlsx", out.getvalue(), secrets)] == [BIRTH]


def test_a_hit_does_not_repeat_the_number() -> None:
    (hit,) = scan_text("13800138000")
    assert hit.shown == "13*******00"
    assert "13800138000" not in hit.sentence


def test_the_page_of_the_year_is_clean() -> None:  # X8
    secrets = secrets_of(pages.book())
    assert len(secrets) > 1000
    page = pages.page()
    assert scan(page.name, page.data, secrets) == []
    text = page.data.decode()
    assert [person.name for person in pages.book().people if len(person.name) > 2 and person.name in text] == []
    codes = {person.code for person in pages.book().people}
    assert not any(code in text for code in codes)


def published() -> list[Document]:
    """What the main job makes for the public or for every unit: notices, lists, the letters in Word."""
    policy, there = pages.letter().policy, pages.book()
    floor = quota(there, policy, pages.YEAR, pages.ON)
    sent = allocate(there, policy, pages.YEAR, date(2026, 9, 1), pages.ON, seed="示例")
    made = [*quota_documents(floor, pages.letter(), there), *allocation_documents(sent, pages.letter(), there)]
    return [document for document in made if any(word in document.name for word in ("通知", "公示", "公开"))]


def test_every_published_document_of_the_main_job_is_clean() -> None:  # X8
    secrets = secrets_of(pages.book())
    documents = published()
    assert {document.name.rpartition(".")[2] for document in documents} == {"pdf", "docx", "xlsx"}
    for document in documents:
        if document.name.endswith(".pdf"):
            described = b"".join(
                body for body in objects(document.data).values() if b"/Title" in body or b"x:xmpmeta" in body
            )
            text = text_of(document.data) + described.decode("utf-8", "replace")
            assert len(text) > 500
            assert scan_text(text, secrets=secrets) == [], document.name
        else:
            assert scan(document.name, document.data, secrets) == [], document.name
