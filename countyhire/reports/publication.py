"""调配结果公开数据: what is published of an allocation, small counts held back, nobody named (H31, X8, X9)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from countyhire.compute.allocation.gap import unproven_words
from countyhire.compute.publication import WISHES, Outcome, Publication, publication
from countyhire.model.book import Book
from countyhire.model.money import fixed_text
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, source
from countyhire.reports.values import Value, official_day
from countyhire.reports.year.parts import Counts, Key, text

if TYPE_CHECKING:
    from countyhire.compute.allocation.result import Allocation

TABLE = "调配结果公开数据"
LEAST = 3
LISTED = ("sent", "remote", "intermediate")  # can be counted in the list that names those who go
OUTCOMES = {
    "sent": "派出人数",
    "must_go": "义务到期必派人员中派出",
    "first_demands": "满足机构第一志愿需求",
    "remote": "满足边远机构岗位",
    "intermediate": "派出人员中中级以上职称",
    "first_wishes": "到本人第一志愿单位",
    "wishes": "到本人志愿内单位",
}


def publication_document(result: "Allocation", letter: Letterhead, book: Book) -> Document:
    """The published figures of one allocation."""
    told = publication(result, book)
    shown = _counted(told).shown(LEAST)
    ranks = Rows(
        ("志愿", "人数"),
        [*((rank, text(shown["rank", rank])) for rank in told.ranks), ("合计", str(told.sent))],
    )
    values: dict[str, Value] = {
        "总述": (
            f"自{official_day(result.term.first)}至{official_day(result.term.last)}，派出{told.sent}人。"
            f"按公布的目标顺序逐级求最优{unproven_words(result)}，抽签种子“{result.seed}”。"
        ),
        "说明": f"人数在1至{LEAST - 1}人的以※代替，能由此推算出来的也以※代替；本表不含姓名和编号",
        "依据": source("C06"),
        "核对数": check_figure(ranks),
        "均衡": _inequality(told),
    }
    lists = {
        "志愿": ranks,
        "分担": _shares(told, shown),
        "比较": Rows(
            ("项目", "本方案", "平行志愿"),
            [(words, text(shown["ours", key]), _held(told.plain, key)) for key, words in OUTCOMES.items()],
        ),
        "审计": Rows(
            ("项目", "对数", "含义"),
            [
                ("更愿去他人所去单位的情形", told.envy, "本人志愿更靠前、条件也符合，但岗位由他人承担，按一人一岗计"),
                ("更愿去且岗位空缺的情形", told.blocking_empty, "本人志愿更靠前、条件符合，而该岗位仍有空缺"),
                ("更愿去且岗位由较低职称者承担的情形", told.blocking_title, "本人志愿更靠前、职称更高，而岗位已满"),
            ],
        ),
        "负担": _burdens(told, book),
    }
    return excel(letter, TABLE, values, lists, published=True)


def _counted(told: Publication) -> Counts:
    """Every count of the workbook and how they hang together, so that no table gives away what another holds back.

    How many go, from where, of which title and sex and how far, can be counted in 选派人员公示名单.
    """
    counts = Counts()
    counts.put(("sent",), told.sent, public=True)
    for rank, number in told.ranks.items():
        counts.put(("rank", rank), number)
    counts.total(("sent",), [("rank", rank) for rank in told.ranks])
    for key in OUTCOMES:
        number = getattr(told.ours, key)
        counts.put(("ours", key), number, public=key in LISTED)
        counts.put(("others", key), told.sent - number, public=key in LISTED)
        counts.total(("sent",), [("ours", key), ("others", key)])
    counts.total(("ours", "first_wishes"), [("rank", rank) for rank in list(told.ranks)[:1]])
    counts.total(("ours", "wishes"), [("rank", rank) for rank in list(told.ranks)[:WISHES]])
    for row in told.shares:
        counts.put(("sent", row.kind, row.group), row.sent, public=row.kind != "科室")
        if row.able is not None:
            counts.put(("able", row.kind, row.group), row.able)
            counts.put(("stay", row.kind, row.group), row.able - row.sent)
            parts = [("sent", row.kind, row.group), ("stay", row.kind, row.group)]
            counts.total(("able", row.kind, row.group), parts)
    counts.put(("able",), sum(row.able or 0 for row in told.shares if row.kind == "派出单位"))
    for kind in dict.fromkeys(row.kind for row in told.shares):
        rows = [row for row in told.shares if row.kind == kind]
        counts.total(("sent",), [("sent", kind, row.group) for row in rows])
        if all(row.able is not None for row in rows):
            counts.total(("able",), [("able", kind, row.group) for row in rows])
    for place in (row.group for row in told.shares if row.kind == "派出单位"):
        inside = [row.group for row in told.shares if row.kind == "科室" and row.group.startswith(place)]
        for what in ("sent", "able"):
            counts.total((what, "派出单位", place), [(what, "科室", group) for group in inside])
    return counts


def _shares(told: Publication, shown: Mapping[Key, int | None]) -> Rows:
    """Of each group who could go and who goes."""
    return Rows(
        ("类别", "分组", "可派", "派出"),
        [
            (
                row.kind,
                row.group,
                "—" if row.able is None else text(shown["able", row.kind, row.group]),
                text(shown["sent", row.kind, row.group]),
            )
            for row in told.shares
        ],
    )


def _held(outcome: Outcome, key: str) -> str:
    number: int = getattr(outcome, key)
    return text(None if 0 < number < LEAST else number)


def _burdens(told: Publication, book: Book) -> Rows:
    return Rows(
        ("单位", "派出", "医师", "每百人"),
        [
            (
                book.institution_name(row.institution),
                text(None if 0 < row.sent < LEAST else row.sent),
                row.physicians,
                text(None) if 0 < row.sent < LEAST else fixed_text(row.rate * 100, 1),
            )
            for row in told.burdens
        ],
    )


def _inequality(told: Publication) -> str:
    batches = "、".join(told.batches)
    if told.inequality is None:
        return f"最近各批（{batches}）没有派出人员，不计算均衡程度。"
    return (
        f"最近各批（{batches}）各单位每名执业医师派出人次的基尼系数为{fixed_text(told.inequality, 4)}；"
        "0为完全均衡，越大越不均衡。"
    )
