"""What every document of a run has in common: who makes it, when, by which document, with which check figure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countyhire.policy.clauses import cite
from countyhire.policy.parameter import Policy
from countyhire.reports.fill import Rows, TemplateProblem, fill
from countyhire.reports.package import Properties
from countyhire.reports.templates import find_template
from countyhire.reports.values import Value, in_words, official_day

if TYPE_CHECKING:
    from countyhire.compute.answers import Answer
    from countyhire.reports.page import GlyphProblem


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The district, the bureau that signs, the day, and how documents are wanted.

    `folder` is the district's own, whose folder 模板 wins over the templates that ship; with `force` those are
    filled even where something in them is lost by it.
    """

    district: str
    bureau: str
    year: int | None
    on: date
    policy: Policy
    folder: Path | None = None
    pdf: bool = True
    system_fonts: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be written, and the values that its template made no use of.

    `published` files go to people outside the office. `unprinted` are the characters that no font has: the
    pages that they stand on are left out, and where that is all of them `data` is empty and no file is written.
    `lost` is what the template had and the document has not, `check` the check figure that the page shows.
    """

    name: str
    data: bytes
    unused: tuple[TemplateProblem, ...] = ()
    published: bool = False
    unprinted: tuple["GlyphProblem", ...] = ()
    lost: tuple[TemplateProblem, ...] = ()
    check: str = ""


def excel(
    letter: Letterhead,
    template: str,
    values: Mapping[str, Value],
    lists: Mapping[str, Rows],
    name: str = "",
    published: bool = False,
) -> Document:
    """A workbook from a template, called like it unless `name` says otherwise."""
    common: dict[str, Value] = {
        "区县": letter.district,
        "填报单位": letter.bureau,
        "填报时间": official_day(letter.on),
        "年度": letter.year,
    }
    file = f"{template}.xlsx"
    filled = fill(
        find_template(file, letter.folder).read_bytes(),
        file,
        values,
        lists,
        Properties(letter.bureau, name or template, letter.on),
        common,
        letter.force,
    )
    check = in_words(values.get("核对数"))
    return Document(f"{name or template}.xlsx", filled.data, filled.unused, published, lost=filled.lost, check=check)


def letters(
    letter: Letterhead,
    template: str,
    title: str,
    data: Mapping[str, Any],
    name: str,
    each: str = "",
    published: bool = False,
) -> list[Document]:
    """A letter as PDF, if wanted, and its editable twin in Word, from the same values; `each` as for `notice`."""
    from countyhire.reports.word import word

    made = word(
        f"{template}.docx",
        _with_common(letter, title, data),
        Properties(letter.bureau, title, letter.on),
        letter.folder,
    )
    twin = Document(f"{name}.docx", made, published=published, check=_check_of(data))
    return [notice(letter, template, title, data, name, each, published), twin] if letter.pdf else [twin]


def notice(
    letter: Letterhead,
    template: str,
    title: str,
    data: Mapping[str, Any],
    name: str,
    each: str = "",
    published: bool = False,
) -> Document:
    """A letter as PDF from a page template. `each` names the list whose entries have pages of their own.

    Where a character has no glyph, the entries that hold it are left out; where the rest cannot be set either,
    or there is no rest, the document is without data.
    """
    from countyhire.reports.page import PageError, holds, pdf

    def made(values: Mapping[str, Any]) -> bytes:
        return pdf(f"{template}.typ", values, letter.on, letter.folder, letter.system_fonts)

    values = _with_common(letter, title, data)
    try:
        return Document(f"{name}.pdf", made(values), published=published, check=_check_of(data))
    except PageError as error:
        if not error.problems:
            raise
        unprinted = error.problems
    characters = {problem.character for problem in unprinted}
    rest = [entry for entry in values.get(each, ()) if not holds(entry, characters)]
    try:
        printed = made({**values, each: rest}) if rest else b""
    except PageError:
        printed = b""
    return Document(f"{name}.pdf", printed, published=published, unprinted=unprinted, check=_check_of(data))


def _check_of(data: Mapping[str, Any]) -> str:
    """The check figure at the foot of a letter."""
    return str(data.get("核对数", "")).removeprefix("核对数：")


def _with_common(letter: Letterhead, title: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a letter, with what every letter has."""
    return {
        "标题": title,
        "区县": letter.district,
        "年度": letter.year,
        "发文机关": letter.bureau,
        "成文日期": official_day(letter.on),
        "政策文号": letter.policy.document,
        **data,
    }


def source(*clauses: str) -> str:
    """Documents and places of some clauses, each once: the source line of a document."""
    return "；".join(dict.fromkeys(cite(clause) for clause in clauses if clause))


def check_figure(rows: Rows, *words: str) -> str:
    """Rows, sums and a short hash of the content, by which two prints are told apart."""
    text = "\n".join("\t".join(in_words(value) for value in row) for row in rows.rows)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return "，".join([f"{len(rows.rows)}行", *words, f"校验码 {digest}"])


def agreed(same: bool) -> str:
    """What a check formula shows beside the totals."""
    return "一致" if same else "不一致"


def reading(answers: Sequence["Answer"]) -> str:
    """The pack's answers to the questions that the documents leave open, in one line."""
    return "；".join(
        f"{answer.label}：{answer.text}" + (f"（{answer.basis}）" if answer.basis else "") for answer in answers
    )


def numbered(rows: Iterable[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """Rows with their number before them."""
    return [(number, *row) for number, row in enumerate(rows, 1)]
