"""考核汇总表 and 考核结果公示表, and the views of `assess forms` and `assess collect` (55号 三（四）; H37)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from countyhire.compute.assess import grade_of
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import decimal_text, fixed_text
from countyhire.reports.assess_forms import form_document, form_name, merged_document
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.pay_month import month_words
from countyhire.reports.payroll import count
from countyhire.reports.values import Value

if TYPE_CHECKING:
    from countyhire.compute.assess import Collected, Form, Result, Results
    from countyhire.compute.pay.scores import Shape

SUMMARY, PUBLIC = "考核汇总表", "考核结果公示表"


def forms_documents(result: "tuple[Form, ...]", letter: Letterhead) -> list[Document]:
    """A workbook for each institution."""
    return [form_document(form, letter) for form in result]


def collect_documents(
    collected: "Collected", results: "Results", shape: "Shape", letter: Letterhead, book: Book
) -> list[Document]:
    """The merged 月度考核表, the summary of month and year, and the list that may be published."""
    letter = replace(letter, year=collected.month.year)
    return [
        merged_document(collected.scores, book.scheme_items, letter),
        _summary(collected, results, shape, letter, book),
        _public(results, shape, letter, book),
    ]


def _summary(collected: "Collected", results: "Results", shape: "Shape", letter: Letterhead, book: Book) -> Document:
    rows = Rows(
        (
            "序号", "编号", "姓名", "派出单位", "接收单位", "专业", "考核", "得分", "等次", "应出勤", "出勤", "门急诊",
            "备注",
        ),
        numbered(_person(one, shape, book) for one in results.persons),
    )  # fmt: skip
    year = Rows(
        ("序号", "编号", "姓名", "接收单位", "月数", "已考", "免考", "得分", "等次", "系数"),
        numbered(_year(one, book) for one in results.persons),
    )
    in_month, in_year = _named(rows), _named(year)
    values: dict[str, Value] = {
        "月份": month_words(results.month),
        "总述": _told(collected, results),
        "合计.有得分": sum(one.month.score is not None for one in results.persons),
        "合计.优秀": results.excellent,
        "合计.人数": in_month,
        "年合计.人数": in_year,
        "核对": agreed(in_month == in_year),
        "说明": _remarks(results, shape),
        "依据": source("E01", "E02", "E03"),
        "核对数": check_figure(rows),
    }
    missing = Rows(
        ("编码", "机构", "人数", "人员"),
        [
            (one.institution, one.name, len(one.persons), "、".join(book.person_name(code) for code in one.persons))
            for one in collected.missing
        ],
    )
    return excel(letter, SUMMARY, values, {"行": rows, "年": year, "缺": missing})


def _named(rows: Rows) -> int:
    """The rows that name somebody, as the sheet counts them."""
    place = rows.fields.index("姓名")
    return sum(bool(row[place]) for row in rows.rows)


def _person(one: "Result", shape: "Shape", book: Book) -> tuple[Value, ...]:
    said = "；".join(_row_words(row, book) for row in one.rows)
    first = one.rows[0] if one.rows else None
    return (
        one.person,
        one.name,
        book.institution_name(one.sender),
        book.institution_name(one.receiver),
        one.specialty,
        said,
        count(one.month.score),
        grade_of(one, shape),
        first.duty_days if first else None,
        first.attended_days if first else None,
        first.visits if first else None,
        "；".join(row.exempt_reason for row in one.rows if row.exempt_reason) or ("" if one.rows else "没有交回"),
    )


def _row_words(row: Any, book: Book) -> str:
    mark = "免考" if row.score is None else f"{decimal_text(row.score)}分"
    return f"{book.institution_name(row.assessor)}{mark}"


def _year(one: "Result", book: Book) -> tuple[Value, ...]:
    score = one.year.score
    return (
        one.person,
        one.name,
        book.institution_name(one.receiver),
        one.months,
        len(score.inputs) if score else 0,
        len(one.year.exempt),
        count(score),
        one.year.grade,
        count(one.year.coefficient),
    )


def _told(collected: "Collected", results: "Results") -> str:
    short = sum(len(one.persons) for one in collected.missing)
    late = f"，{len(collected.missing)}个机构{short}人没有交回" if short else "，全部交回"
    return f"应考核{len(collected.asked)}人次，本次收回{len(collected.rows)}人次{late}；{_excellent(results)}"


def _excellent(results: "Results") -> str:
    text = f"优秀{results.excellent}人，共{results.graded}人"
    if results.limit is None:
        return text
    over = results.excellent - results.limit
    return f"{text}，按比例最多{results.limit}人" + (f"，超出{over}人" if over > 0 else "")


def _remarks(results: "Results", shape: "Shape") -> str:
    parts = ["等次以考核机构填写的为准，没有填写的按得分确定"]
    if shape.dual:
        weights = "、".join(f"{role}{decimal_text(weight * 100)}%" for role, weight in shape.dual.items())
        parts.append(f"双重考核按权重合计：{weights}")
    if results.limit is None:
        parts.append("政策包没有规定优秀比例")
    return "；".join(parts)


def _public(results: "Results", shape: "Shape", letter: Letterhead, book: Book) -> Document:
    """Names, units, score and grade: no codes, no numbers, no reasons."""
    rows = Rows(
        ("序号", "姓名", "派出单位", "接收单位", "得分", "等次"),
        numbered(
            (
                one.name,
                book.institution_name(one.sender),
                book.institution_name(one.receiver),
                count(one.month.score),
                grade_of(one, shape),
            )
            for one in results.persons
            if one.month.score is not None
        ),
    )
    values: dict[str, Value] = {
        "月份": month_words(results.month),
        "合计.人数": len(rows.rows),
        "核对": agreed(all(row[4] is not None for row in rows.rows)),
        "说明": "得分由接收机构考核给出",
        "依据": source("E02", "E03"),
        "核对数": check_figure(rows),
    }
    return excel(letter, PUBLIC, values, {"行": rows}, published=True)


def forms_view(result: "tuple[Form, ...]") -> dict[str, Any]:
    """Which workbook goes to whom, with whom in it."""
    return {
        "receivers": [
            {
                "code": form.institution,
                "name": form.name,
                "file": f"{form_name(form)}.xlsx",
                "persons": [row.person for row in form.rows],
                "items": [item.name for item in form.items],
            }
            for form in result
        ],
        "persons": sum(len(form.rows) for form in result),
    }


def collect_view(collected: "Collected", results: "Results", shape: "Shape") -> dict[str, Any]:
    """What came back, what did not, and how everybody stands."""
    return {
        "month": str(collected.month),
        "asked": len(collected.asked),
        "collected": len(collected.rows),
        "missing": [
            {"code": one.institution, "name": one.name, "persons": list(one.persons)} for one in collected.missing
        ],
        "persons": list(_results(results, shape)),
        "excellent": {"count": results.excellent, "graded": results.graded, "limit": results.limit},
    }


def _results(results: "Results", shape: "Shape") -> Iterator[dict[str, Any]]:
    for one in results.persons:
        yield {
            "person": one.person,
            "receiver": one.receiver,
            "score": _decimal(one.month.score),
            "grade": grade_of(one, shape),
            "year_score": _decimal(one.year.score),
            "year_grade": one.year.grade,
            "coefficient": None if one.year.coefficient is None else _four(one.year.coefficient),
        }


def _decimal(amount: Amount | None) -> str | None:
    return None if amount is None else decimal_text(amount.value * 1, 4)  # type: ignore[arg-type]


def _four(amount: Amount) -> str:
    return fixed_text(amount.value * 1, 4)  # type: ignore[arg-type]
