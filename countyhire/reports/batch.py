"""Everything that a batch leaves behind: its documents, its proof as a file, and what it is compared with (H31)."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from countyhire.compute.continuity import continuity
from countyhire.model.book import Book
from countyhire.reports.allocation import allocation_documents
from countyhire.reports.continuity import continuity_document, continuity_view
from countyhire.reports.demand_book import demand_view
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, numbered, source
from countyhire.reports.machine import allocation_view
from countyhire.reports.match import match_document, match_view
from countyhire.reports.publication import publication_document

if TYPE_CHECKING:
    from countyhire.compute.allocation.difference import Move, Shift
    from countyhire.compute.allocation.study import Option, Study

PROOF = "最优性证明.json"
TABLE = "调整对比"


def batch_documents(studied: "Study", letter: Letterhead, book: Book) -> list[Document]:
    """The papers of the allocation, its proof, and the comparison where there is one."""
    documents = [*allocation_documents(studied.result, letter, book), _proof(studied.result.proof)]
    if studied.result.assignments:
        documents.append(publication_document(studied.result, letter, book))
        documents.append(match_document(studied.result, letter, book))
    documents.append(continuity_document(continuity(book, letter.on, studied.result), letter, book))
    if studied.options or studied.what_if:
        documents.append(_comparison(studied, letter, book))
    return documents


def batch_view(studied: "Study", book: Book) -> Mapping[str, Any]:
    """The allocation as plain data; with `--keep` its options and moves, with `--set` the difference."""
    result = studied.result
    view = dict(allocation_view(result))
    view.update(demand_view(book))
    view["match"] = match_view(result, book)
    view["continuity"] = continuity_view(continuity(book, result.on, result))
    if studied.options:
        view["keep"] = {
            "chosen": [one.after for one in studied.options].index(studied.chosen) + 1,
            "options": [_option_view(one) for one in studied.options],
            "moves": _moves_view(studied.moves),
        }
    if studied.what_if:
        view["what_if"] = {
            "moves": _moves_view(studied.what_if.moves),
            "objectives": [
                {"name": row.name, "label": row.label, "before": row.before, "after": row.after}
                for row in studied.what_if.shifts
            ],
        }
    return view


def _option_view(one: "Option") -> Mapping[str, Any]:
    return {
        "label": one.label,
        "kept": one.kept,
        "moved": one.moved,
        "dropped": one.dropped,
        "added": one.added,
        "continuity": one.continuity,
        "first_wishes": one.first_wishes,
        "wishes": one.wishes,
    }


def _moves_view(moves: "Iterable[Move]") -> list[Mapping[str, Any]]:
    return [{"person": row.person, "before": row.before or None, "after": row.after or None} for row in moves]


def _proof(proof: Mapping[str, Any]) -> Document:
    """The JSON object that `python -m countyhire.compute.allocation` and anybody's own program check."""
    text = json.dumps(proof, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Document(PROOF, text.encode())


def _comparison(studied: "Study", letter: Letterhead, book: Book) -> Document:
    """The ways to keep the allocation that stands, who moves, and what a changed pack value moves."""
    what_if = studied.what_if
    lists = {
        "办法": Rows(
            ("序号", "办法", "不动", "改派", "不再派", "新派", "延续", "第一志愿", "志愿内", "采用"),
            numbered(
                (
                    one.label, one.kept, one.moved, one.dropped, one.added,
                    "不计" if one.continuity is None else str(one.continuity),
                    one.first_wishes, one.wishes, "采用" if one.after == studied.chosen else "",
                )
                for one in studied.options
            ),
        ),
        "变动": _moved(studied.moves, book),
        "试算": _moved(what_if.moves if what_if else (), book),
        "目标": _shifted(what_if.shifts if what_if else ()),
    }  # fmt: skip
    every = Rows((), [row for rows in lists.values() for row in rows.rows])
    values = {"总述": _summary(studied), "依据": source("C06"), "核对数": check_figure(every)}
    return excel(letter, TABLE, values, lists)


def _summary(studied: "Study") -> str:
    parts = []
    if studied.options:
        chosen = next(one for one in studied.options if one.after == studied.chosen)
        parts.append(
            f"原分配{chosen.kept + chosen.moved + chosen.dropped}人，采用“{chosen.label}”：不动{chosen.kept}人，"
            f"改派{chosen.moved}人，不再派{chosen.dropped}人，新派{chosen.added}人。"
        )
    if studied.what_if:
        parts.append(f"按试算的政策值，与公布的政策值相比有{len(studied.what_if.moves)}人去向不同。")
    return "".join(parts)


def _moved(moves: "Iterable[Move]", book: Book) -> Rows:
    return Rows(
        ("序号", "编号", "姓名", "原需求", "原单位", "现需求", "现单位"),
        numbered((row.person, row.name, *_place(row.before, book), *_place(row.after, book)) for row in moves),
    )


def _place(demand: str, book: Book) -> tuple[str, str]:
    """A demand and its institution; an empty demand is nobody's."""
    found = next((row for row in book.demands if row.code == demand), None)
    return demand or "不派", book.institution_name(found.institution) if found else ""


def _shifted(shifts: "Iterable[Shift]") -> Rows:
    return Rows(
        ("目标", "公布", "试算"),
        [(row.label, _value(row.before), _value(row.after)) for row in shifts],
    )


def _value(value: int | None) -> str:
    return "无此目标" if value is None else str(value)
