"""Two hundred strings that a spreadsheet, a page or a template could take for more than text, in every column (U26).

A district in which every text and every code is such a string goes through every command; what comes out has the
formulas, the marks and the scripts of the plain district's documents and no others.
"""

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from countyhire.model.book import Book
from countyhire.model.column import Kind
from countyhire.reports.values import looks_like_formula
from tests.reports import whole
from tests.reports.pdftext import objects
from tests.reports.pdftext import text_of as text_of_pdf
from tests.reports.whole import Document

MARK = "毒"  # in every string, and nowhere else
BODIES = (
    "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)", "<f>1</f>", "</t></si><si><t>", "]]>",
    "<script>alert(1)</script>", '" onload="alert(1)', "<img src=x onerror=alert(1)>", "&P&[文件]&Z", "&amp;lt;",
    "{{ 7*142857142 }}", "{{行.金额}}", "{% for 人 in 人员 %}", "#panic()", "_x0041_", "\u202e", "../../外", "$x$",
    "' or 1=1",
)  # fmt: skip
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'", "")
STRINGS = [f"{start}{MARK}{body}" for start in STARTS for body in BODIES]
KINDS = (Kind.TEXT, Kind.CODE)
# Texts that mean something: another text is another case and not another name.
MEANT = ("status", "profession", "appointment", "post_grade", "establishment", "recruited_as", "entry_route", "owner")
MEANT += ("kind", "specialty", "category", "item", "education", "practice_licence")


class Poison:
    """A text of the district to the same text with one of the strings before it, always the same one."""

    def __init__(self, seed: int) -> None:
        self._rng, self._known = random.Random(seed), dict[str, str]()
        self._strings: list[str] = []

    def __call__(self, text: str) -> str:
        if not text:
            return text
        if text not in self._known:
            if not self._strings:
                self._strings = self._rng.sample(STRINGS, len(STRINGS))
            self._known[text] = self._strings.pop() + text
        return self._known[text]


def poisoned(book: Book, poison: Poison) -> Book:
    changed = {}
    for item in fields(book):
        rows = getattr(book, item.name)
        if item.name != "read":
            changed[item.name] = tuple(_row(row, poison) for row in rows)
    return replace(book, **changed)


def _row(row: Any, poison: Poison) -> Any:
    columns = {one.name: one.metadata["column"] for one in fields(row) if "column" in one.metadata}
    changed = {
        name: poison(getattr(row, name)) for name, (kind, *_) in columns.items() if kind in KINDS and name not in MEANT
    }
    return replace(row, **changed)


def made(seed: int, place: Path, pdf: bool = False) -> dict[str, Document]:
    poison = Poison(seed)
    head = whole.letter(district=poison("示例区"), bureau=poison("示例区卫生健康委员会"), pdf=pdf)
    return whole.documents(poisoned(whole.book(), poison), head, list(whole.MAKERS), place)


@pytest.fixture(scope="module")
def plain() -> dict[str, Document]:
    return whole.plain("report")


def test_the_strings_are_two_hundred_and_reach_every_column() -> None:
    assert len(STRINGS) >= 200
    there = poisoned(whole.book(), Poison(0))
    for row in there.records():
        for one in fields(row):
            value = getattr(row, one.name)
            if isinstance(value, str) and value and one.metadata.get("column", ("",))[0] in KINDS:
                assert MARK in value or one.name in MEANT, one.name


def test_no_string_becomes_more_than_text(
    plain: dict[str, Document], sweep: Callable[[int, int], int], tmp_path: Path
) -> None:
    seen = 0
    for seed in range(sweep(1, 40)):
        for name, document in made(seed, tmp_path, pdf=seed < sweep(0, 3)).items():
            assert document.data, name
            kind = name.rpartition(".")[2]
            seen += LOOKS[kind](name, document.data, plain)
    assert seen > 1000


FORMULAS = {"f", "formula", "formula1", "formula2", "definedName", "instrText"}
HEADERS = {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}


def _workbook(name: str, data: bytes, _: dict[str, Document]) -> int:
    seen = 0
    for part, markup in _parts(data):
        for item in fromstring(markup).iter():
            kind, text = item.tag.rpartition("}")[2], "".join(item.itertext()) if len(item) else item.text or ""
            if MARK in text and kind in FORMULAS:
                raise AssertionError((name, part, kind, text))
            if MARK in text and kind in HEADERS:
                assert not re.search(rf"{MARK}[^&]*&[^&]", text.replace("&&", "")), (name, part, text)
            if kind == "Relationship" and MARK in item.get("Target", ""):
                assert item.get("Type", "").endswith("/hyperlink")
    for sheet in load_workbook(io.BytesIO(data)):
        assert MARK not in sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and MARK in cell.value:
                    seen += 1
                    assert cell.data_type == "s", (name, cell.coordinate, cell.value)
                    if looks_like_formula(cell.value):
                        assert cell.quotePrefix, (name, cell.coordinate, cell.value)
    return seen


def _word(name: str, data: bytes, _: dict[str, Document]) -> int:
    """The paragraphs and runs of one entry are those of the template; nothing was worked out."""
    seen, tags = 0, set[str]()
    for _, markup in _parts(data):
        for item in fromstring(markup).iter():
            tags.add(item.tag)
            said = item.text or ""
            seen += MARK in said
            assert "999999994" not in said
            assert MARK not in said or item.tag.rpartition("}")[2] not in FORMULAS
    assert tags <= _tags_of_letters(), name
    return seen


@lru_cache(maxsize=1)
def _tags_of_letters() -> frozenset[str]:
    """Every element of the plain district's letters."""
    letters = [
        document.data
        for command in ("quota", "allocate", "certify")
        for name, document in whole.plain(command).items()
        if name.endswith(".docx")
    ]
    return frozenset(item.tag for data in letters for _, markup in _parts(data) for item in fromstring(markup).iter())


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.scripts: list[str] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag, tuple(sorted(name for name, _ in attrs))] += 1
        self._script = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)


def _page(name: str, data: bytes, plain: dict[str, Document]) -> int:
    found, clean = _Page(data.decode()), _Page(plain[name].data.decode())
    assert set(found.tags) <= set(clean.tags)
    assert [found.tags[key] for key in found.tags if key[0] in ("script", "img", "a", "style")] == [
        clean.tags[key] for key in found.tags if key[0] in ("script", "img", "a", "style")
    ]
    assert found.scripts == clean.scripts
    return data.decode().count(MARK)


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, package.read(name)


def _print(name: str, data: bytes, _: dict[str, Document]) -> int:
    """What was a command of the page's language would have failed; nothing leads out of the page."""
    bodies = b"\n".join(objects(data).values())
    assert b"/JavaScript" not in bodies and b"/URI" not in bodies and b"/Launch" not in bodies
    return text_of_pdf(data).count(MARK)


LOOKS: dict[str, Callable[[str, bytes, dict[str, Document]], int]] = {
    "xlsx": _workbook,
    "docx": _word,
    "html": _page,
    "pdf": _print,
    "json": lambda name, data, plain: 0,
}
