"""人岗匹配评价: what each post needs beside what its person brings, and how many fit (H30, I22)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from countyhire.compute.match import BATCH, NOW, Match, Matches, matches
from countyhire.model.book import Book
from countyhire.model.money import decimal_text, fixed_text
from countyhire.reports.demand_book import ability_words
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, source
from countyhire.reports.values import Value

if TYPE_CHECKING:
    from countyhire.compute.allocation.result import Allocation

TABLE = "人岗匹配评价"
KEYS = {
    "专业一致": "specialty",
    "职称达到要求": "title",
    "临床年限达到要求": "experience",
    "到本人志愿机构": "wished",
}
EACH = (
    "批次", "编号", "姓名", "派出", "接收", "岗位专业", "志愿", "人口", "患者", "条件", "本人专业", "一致", "职称",
    "职称达到", "年限", "年限达到", "志愿内",
)  # fmt: skip


def match_document(result: "Allocation", letter: Letterhead, book: Book) -> Document:
    """The shares of both batches, and a line for each person."""
    found = matches(book, result, letter.on)
    shares = Rows(
        ("批次", "项目", "可判断", "符合", "符合率"),
        [
            (batch, row.regard, row.told, row.fit, "—" if row.rate is None else f"{fixed_text(row.rate * 100, 1)}%")
            for batch in (BATCH, NOW)
            for row in found.shares(batch)
        ],
    )
    each = Rows(EACH, [_line(row, book) for batch in (BATCH, NOW) for row in found.of(batch)])
    values: dict[str, Value] = {
        "总述": _summary(found),
        "说明": (
            "可判断的人数才计入符合率：需求没有最低职称或临床年限的、花名册没有填临床年限的、本人没有填志愿的不计；"
            "能力和设备不具备的不算不符合，只列出"
        ),
        "依据": source("H30", "I22"),
        "核对数": check_figure(each),
    }
    return excel(letter, TABLE, values, {"行": shares, "人": each})


def _summary(found: Matches) -> str:
    parts = []
    for batch in (BATCH, NOW):
        rows, shares = found.of(batch), found.shares(batch)
        rate = shares[0].rate
        exact = "" if rate is None else f"，专业一致{shares[0].fit}人，占{fixed_text(rate * 100, 1)}%"
        parts.append(f"{batch}{len(rows)}人{exact}")
    return "；".join(parts) + "。"


def _line(row: Match, book: Book) -> tuple[Value, ...]:
    return (
        row.batch,
        row.person,
        row.name,
        book.institution_name(row.sender),
        book.institution_name(row.receiver),
        row.needed,
        row.rank,
        row.population,
        row.patients,
        "；".join(part for part in (ability_words(row.abilities), _equipment(row)) if part),
        row.own,
        _judged(row.specialty),
        row.appointment,
        _judged(row.title),
        None if row.years is None else decimal_text(row.years),
        _judged(row.experience),
        _judged(row.wished),
    )


def _equipment(row: Match) -> str:
    return f"设备{row.equipment.words}" if row.equipment else ""


def _judged(found: bool | None) -> str:
    return "—" if found is None else "是" if found else "否"


def match_view(result: "Allocation", book: Book) -> Mapping[str, Any]:
    """As plain data: the shares of both batches, and both halves for each person of the batch."""
    found = matches(book, result, result.on)
    return {
        "shares": {
            key: [
                {
                    "regard": KEYS[row.regard],
                    "told": row.told,
                    "fit": row.fit,
                    "rate": None if row.rate is None else fixed_text(row.rate, 4),
                }
                for row in found.shares(batch)
            ]
            for key, batch in (("batch", BATCH), ("serving", NOW))
        },
        "persons": [_view(row) for row in found.of(BATCH)],
    }


def _view(row: Match) -> Mapping[str, Any]:
    return {
        "person": row.person,
        "demand": row.demand,
        "need": {
            "specialty": row.needed,
            "rank": row.rank,
            "population": row.population,
            "patients": row.patients,
            "abilities": [{"ability": one.ability, "state": one.state} for one in row.abilities],
            "equipment": row.equipment.state if row.equipment else None,
        },
        "fit": {
            "specialty": row.specialty,
            "title": row.title,
            "experience": row.experience,
            "wished": row.wished,
        },
    }
