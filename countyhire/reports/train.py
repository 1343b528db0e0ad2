"""带教与培训表: pairs by receiver and by mentor, skills gained, pairs without result, equal exchange."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from countyhire.model.book import Book
from countyhire.model.village import Mentoring
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.values import Value, official_day

if TYPE_CHECKING:
    from countyhire.compute.train import Tally, Train

TABLE = "带教与培训表"
SUMS = ("结对", "学员", "技能", "出师", "在学")
NO_EXCHANGE = "所用政策包没有等额交换的规定，没有列出"


def train_documents(result: "Train", letter: Letterhead, book: Book) -> list[Document]:
    """The workbook of the year."""
    letter = replace(letter, year=result.year)
    names = {row.code: row.name for row in reversed(book.village_doctors)}

    def name(code: str) -> str:
        person = book.person(code)
        return person.name if person else names.get(code, code)

    place = book.institution_name
    pairs = Rows(
        ("序号", "机构", "导师编号", "导师", "学员编号", "学员", "技能", "开始", "独立"),
        numbered(_pair(row, book, name) for row in result.pairs),
    )
    exchange = result.exchange or ()
    learners = sum(len(row.learners) for row in exchange)
    sent = sum(len(row.dispatched) for row in exchange)
    values: dict[str, Value] = {
        "截止": official_day(result.until),
        "总述": (
            f"{result.year}年（至{official_day(result.until)}）结对{len(result.pairs)}对，"
            f"出师（能独立开展）{len(result.independent)}人；满{result.months}个月还没有出师的{len(result.overdue)}对；"
            f"在服务而没有结对的{len(result.unpaired)}人。"
        ),
        "说明": "结对按当年还在带教的计；同一学员只计一人，各行相加可能多于全区人数；未出师是一项技能也没有独立开展的",
        "依据": source("H34", "H53", "H54"),
        "技能依据": source("H54"),
        "未出师说明": f"开始带教满{result.months}个月、没有独立开展日期的；依据：{source('H34')}",
        "没有结对依据": source("H53"),
        "交换说明": NO_EXCHANGE
        if result.exchange is None
        else f"跟班学习人数减派出人数应为0，多派少学为负；依据：{source('J14')}",
        "出师人数": len(result.independent),
        "核对结对": agreed(sum(row.pairs for row in result.receivers) == sum(row.pairs for row in result.mentors)),
        "交换合计.学习": learners,
        "交换合计.派出": sent,
        "交换合计.差": learners - sent,
        "核对数": check_figure(pairs),
        **_sums("机构合计", result.receivers),
        **_sums("导师合计", result.mentors),
    }
    lists = {
        "机构": Rows(("编码", "机构", *SUMS), [(row.code, place(row.code), *_counts(row)) for row in result.receivers]),
        "导师": Rows(("编号", "姓名", *SUMS), [(row.code, name(row.code), *_counts(row)) for row in result.mentors]),
        "对": pairs,
        "掌握": Rows(
            ("序号", "机构", "技能", "人数", "护士", "首人", "人员"),
            numbered(
                (place(row.institution), row.skill, len(row.people), row.nurses, row.first,
                 "、".join(name(code) for code in row.people))
                for row in result.skills
            ),
        ),
        "未出师": Rows(
            ("序号", "机构", "导师编号", "导师", "学员编号", "学员", "技能", "开始"),
            numbered(_pair(row, book, name)[:-1] for row in result.overdue),
        ),
        "没有结对": Rows(
            ("序号", "编号", "姓名", "派出", "接收", "专业", "起始"),
            numbered(
                (row.person, name(row.person), place(row.sender), place(row.receiver), row.specialty, row.start)
                for row in result.unpaired
            ),
        ),
        "交换": Rows(
            ("序号", "医院", "机构", "学习", "派出", "差", "结论"),
            numbered(
                (place(row.hospital), place(row.institution), len(row.learners), len(row.dispatched), row.balance,
                 "等额" if row.balance == 0 else "学习少于派出" if row.balance < 0 else "学习多于派出")
                for row in exchange
            ),
        ),
    }  # fmt: skip
    return [excel(letter, TABLE, values, lists)]


def _pair(row: Mentoring, book: Book, name: Any) -> tuple[Value, ...]:
    return (
        book.institution_name(row.institution), row.mentor, name(row.mentor), row.learner, name(row.learner),
        row.skill, row.start, row.independent_on,
    )  # fmt: skip


def _counts(row: "Tally") -> tuple[int, ...]:
    return row.pairs, row.learners, row.skills, row.independent, row.learning


def _sums(place: str, rows: "Sequence[Tally]") -> dict[str, Value]:
    columns = [_counts(row) for row in rows]
    return {f"{place}.{name}": sum(row[at] for row in columns) for at, name in enumerate(SUMS)}


def train_view(result: "Train") -> dict[str, Any]:
    """As plain data for `--json`; `exchange` is null where the pack asks for none."""
    return {
        "until": result.until.isoformat(),
        "months": result.months,
        "pairs": [_pair_view(row) for row in result.pairs],
        "independent": list(result.independent),
        "receivers": [_tally_view(row) for row in result.receivers],
        "mentors": [_tally_view(row) for row in result.mentors],
        "skills": [
            {
                "institution": row.institution,
                "skill": row.skill,
                "persons": list(row.people),
                "nurses": row.nurses,
                "first": row.first.isoformat(),
            }
            for row in result.skills
        ],
        "without_result": [_pair_view(row) for row in result.overdue],
        "unpaired": [{"person": row.person, "receiver": row.receiver} for row in result.unpaired],
        "exchange": None
        if result.exchange is None
        else [
            {
                "hospital": row.hospital,
                "institution": row.institution,
                "learners": list(row.learners),
                "dispatched": list(row.dispatched),
                "balance": row.balance,
            }
            for row in result.exchange
        ],
    }


def _pair_view(row: Mentoring) -> dict[str, Any]:
    return {
        "mentor": row.mentor,
        "learner": row.learner,
        "institution": row.institution,
        "skill": row.skill,
        "start": row.start.isoformat() if row.start else None,
        "independent_on": row.independent_on.isoformat() if row.independent_on else None,
    }


def _tally_view(row: "Tally") -> dict[str, Any]:
    return {
        "code": row.code,
        "pairs": row.pairs,
        "learners": row.learners,
        "skills": row.skills,
        "independent": row.independent,
        "learning": row.learning,
    }
