"""Text documents as PDF/A by typst, from a template staff own (.typ) and plain data.

The data go in as JSON and are never built into markup, so that a name cannot become a command. PDF/A is
always asked for: that is what turns a character without a glyph into an error instead of an empty box.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from countyhire.reports.fonts import bundled_folder, faces
from countyhire.reports.templates import OWN_FOLDER, find_template, shipped_folder

MOST_GLYPHS = 20
LARGE = 1_000_000  # bytes of a PDF
GENERATIONS = 11  # documents after which the page maker has forgotten one
_NOBODY = "http://127.0.0.1:9"  # this machine's discard port, where nothing listens
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')


@dataclass(frozen=True, slots=True)
class GlyphProblem:
    """A character that no font has; `text` is the text it stands in, `person` the code of whom it is about."""

    character: str
    text: str
    person: str = ""

    @property
    def sentence(self) -> str:
        who = f"{self.text}（{self.person}）" if self.person else self.text
        return f"“{who}”里的“{self.character}”（U+{ord(self.character):04X}）没有字体可以印出"

    @property
    def remedy(self) -> str:
        return (
            '在本机安装收有该字的字体，并在 countyhire.toml 写 [fonts] use = "system" 后重新运行；'
            "Word 和 Excel 文件已照常写出"
        )


class PageError(Exception):
    """A page cannot be set: characters without glyphs, or a fault in the template (`sentence`)."""

    def __init__(self, template: str, problems: Sequence[GlyphProblem] = (), sentence: str = "") -> None:
        self.problems = tuple(problems)
        lines = sentence or "\n".join(f"{problem.sentence}；{problem.remedy}" for problem in problems)
        self.sentence = f"{template}：{lines}"
        super().__init__(self.sentence)


def pdf(
    template: str, data: Mapping[str, Any], on: date, district: Path | None = None, system_fonts: bool = False
) -> bytes:
    """The PDF/A-2b of a template, the same bytes for the same data. Raises PageError."""
    fonts = faces(system_fonts)
    full = {**data, "字体": fonts, "日期": {"年": on.year, "月": on.month, "日": on.day}}
    problems: list[GlyphProblem] = []
    while True:
        try:
            made = _compiled(template, full, on, district, system_fonts)
        except _Missing as missing:
            problems += [_problem(full, character) for character in dict.fromkeys(missing.text)]
            shorter = _without(full, missing.text)
            if len(problems) >= MOST_GLYPHS or shorter == full:
                raise PageError(template, problems) from None
            full = shorter
            continue
        if problems:
            raise PageError(template, problems)
        if len(made) > LARGE:
            _forget()
        return made


def _forget() -> None:
    """The page maker keeps what it set for ten more documents; a large one it should let go at once."""
    import typst

    for _ in range(GENERATIONS):
        typst.compile(b"", ignore_system_fonts=True)


class _Missing(Exception):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def _compiled(template: str, data: Mapping[str, Any], on: date, district: Path | None, system_fonts: bool) -> bytes:
    import typst

    find_template(template, district)
    with tempfile.TemporaryDirectory() as name, _offline():
        folder = Path(name)
        _gather(folder, district)
        try:
            made: bytes = typst.compile(
                str(folder / template),
                root=str(folder),
                package_path=str(folder),
                package_cache_path=str(folder),
                font_paths=[str(bundled_folder())],
                ignore_system_fonts=not system_fonts,
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards="a-2b",
                timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
            )
        except typst.TypstError as error:
            missing = _MISSING.search(error.message)
            if missing:
                raise _Missing(missing[1]) from None
            raise PageError(template, sentence=_fault(error)) from error
    return made


@contextmanager
def _offline() -> Iterator[None]:
    """The page maker fetches a package that a template imports. Here it reaches nobody, by whatever name."""
    names = (*_PROXIES, "no_proxy", "NO_PROXY")
    before = {name: os.environ[name] for name in names if name in os.environ}
    os.environ.update(dict.fromkeys(_PROXIES, _NOBODY), no_proxy="", NO_PROXY="")
    try:
        yield
    finally:
        for name in names:
            os.environ.pop(name, None)  # on Windows two names that differ in case are one
        os.environ.update(before)


def _gather(folder: Path, district: Path | None) -> None:
    """The shipped page templates, and over them whatever the district keeps in its folder 模板."""
    sources = [*shipped_folder().glob("*.typ")]
    if district:
        sources += [path for path in (district / OWN_FOLDER).glob("*") if path.suffix != ".xlsx" and path.is_file()]
    for path in sources:
        shutil.copyfile(path, folder / path.name)


def _fault(error: Any) -> str:
    line = re.search(r"(\w[^\n]*?\.typ):(\d+):\d+", error.diagnostic)
    place = f"第{line[2]}行：" if line else ""
    if "package" in error.message:
        return f"模板有误，{place}不能引用网上的包，请改用本文件夹里的 .typ 文件"
    return f"模板有误，{place}{error.message}"


def _problem(data: Any, character: str) -> GlyphProblem:
    for text, person in _texts(data):
        if character in text:
            return GlyphProblem(character, text, person)
    return GlyphProblem(character, "模板文字")


def holds(data: Any, characters: Collection[str]) -> bool:
    """Whether one of the characters stands in some text of the data."""
    return any(character in text for text, _ in _texts(data) for character in characters)


def _texts(data: Any, person: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the data with the code of the person whose row it stands in."""
    if isinstance(data, str):
        yield data, person
    elif isinstance(data, Mapping):
        person = data.get("编号", person)
        for value in data.values():
            yield from _texts(value, person)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value, person)


def _without(data: Any, characters: str) -> Any:
    if isinstance(data, str):
        return "".join(letter for letter in data if letter not in characters)
    if isinstance(data, Mapping):
        return {key: _without(value, characters) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without(value, characters) for value in data]
    return data
