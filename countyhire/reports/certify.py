"""期满返回名单, 基层工作经历证明 and its register, 副高申报核查表, 优先政策名单 (55号 三（一）, 三（六）).

B08, B11, F01–F03, F05–F07, H14–H16, J30, J31, N11, P17.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from countyhire.model.book import Book
from countyhire.model.period import Length
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, check_figure, excel, letters, numbered, reading, source
from countyhire.reports.returning import return_letters, staying_rows
from countyhire.reports.values import Value, official_day, official_days

if TYPE_CHECKING:
    from countyhire.compute.certify import Certify, TermEnd
    from countyhire.compute.gate import Gate
    from countyhire.compute.register import Certificate, Holder
    from countyhire.compute.remote import RemoteService

RETURNS, REGISTER, GATE, PRIORITY = "期满返回名单", "基层工作经历证明登记簿", "副高申报核查表", "优先政策名单"
CERTIFICATE = "基层工作经历证明"
STANDINGS = {"too_early": "未满年限", "may_return": "可以调回", "to_return": "应安排调回"}
DISTRICT = "remote.district"
SERVICE = ("派出单位", "接收单位", "起始日期", "结束日期", "服务时间", "考核")


def certify_documents(result: "Certify", letter: Letterhead, book: Book) -> list[Document]:
    """The four workbooks and the certificates, a page a person. `book` gives institutions their names."""
    documents = [
        _returns(result, letter, book),
        _register(result, letter, book),
        _gates(result, letter, book),
        _priority(result, letter, book),
    ]
    if result.holders:
        documents += _certificates(result, letter, book)
    return [*documents, *return_letters(result, letter, book)]


def _returns(result: "Certify", letter: Letterhead, book: Book) -> Document:
    rows = Rows(("序号", "编号", "姓名", *SERVICE), numbered(_served(row, book) for row in result.returns))
    staying = Rows(
        ("序号", "编号", "姓名", *SERVICE, "原因"),
        numbered((*_served(row, book), official_days(row.reason)) for row in result.not_released),
    )
    values: dict[str, Value] = {
        "总述": (
            f"{_span(result)}，服务期满且考核合格可以返回{len(result.returns)}人次；"
            f"已到期而尚不能返回{len(result.not_released)}人次，原因见“未予返回”表。{_priority_of(result)}"
        ),
        "说明": _remarks(result, ("duty.months", "duty.year_rule", "assess.pass", "assess.fail_action")),
        "依据": source("B11"),
        "核对数": check_figure(rows),
        "留任说明": f"没有批准文号的不算调动；调动次年起不计入原单位的选派人数；依据：{source('F05', 'F06')}",
    }
    return excel(letter, RETURNS, values, {"行": rows, "未返回": staying, "留任": staying_rows(result, book)})


def _register(result: "Certify", letter: Letterhead, book: Book) -> Document:
    rows = Rows(
        ("序号", "登记号", "编号", "姓名", "派出单位", "接收单位", "专业", *SERVICE[2:]),
        numbered(
            (
                row.number,
                row.person,
                row.name,
                book.institution_name(row.sender),
                book.institution_name(row.receiver),
                row.specialty,
                row.start,
                row.end,
                str(row.served),
                row.result,
            )
            for row in result.certificates
        ),
    )
    refused = Rows(
        ("序号", "编号", "姓名", *SERVICE, "原因"),
        numbered((*_served(row, book), official_days(row.reason)) for row in result.no_certificate),
    )
    values: dict[str, Value] = {
        "总述": (
            f"{_span(result)}，考核合格、视为基层工作经历的服务{len(result.certificates)}段，"
            f"涉及{len({row.person for row in result.certificates})}人；不予出具{len(result.no_certificate)}段。"
        ),
        "说明": "；".join(
            (
                "登记号由结束年度和服务台账的记录编号组成，以后增加记录不会改变",
                *(() if result.holders or not result.certificates else ("没有读到花名册或机构名录，未印证明",)),
                _remarks(result, ("experience.credited", "assess.pass")),
            )
        ),
        "依据": source("F01"),
        "核对数": check_figure(rows),
    }
    return excel(letter, REGISTER, values, {"行": rows, "不出具": refused})


def _gates(result: "Certify", letter: Letterhead, book: Book) -> Document:
    ordered = sorted(result.gates, key=lambda row: (row.institution, row.person))
    rows = Rows(
        (
            "序号", "编号", "姓名", "单位", "学历", "中级聘任", "年限", "最早", "年度", "认定", "尚差", "累计",
            "法定尚差", "结论", "原因",
        ),
        numbered(_gate(row, book) for row in ordered),
    )  # fmt: skip
    going = sorted(
        (row for row in result.gates if row.latest_start), key=lambda row: (row.latest_start or date.max, row.person)
    )
    first = Rows(
        ("序号", "编号", "姓名", "单位", "年度", "申报日", "尚差", "最迟起始", "情况"),
        numbered(
            (
                row.person,
                row.name,
                book.institution_name(row.institution),
                row.application_year,
                row.applies_on,
                str(row.missing),
                row.latest_start,
                _way_there(row, result.on),
            )
            for row in going
        ),
    )
    titles = letter.policy.texts("certify.gate_titles", result.on)
    ready = sum(row.passes for row in result.gates)
    values: dict[str, Value] = {
        "总述": (
            f"截至{official_day(result.on)}，县级及以上单位现任{'、'.join(titles)}职务的执业医师{len(result.gates)}人，"
            f"两项基层服务要求都满足{ready}人，尚未满足{len(result.gates) - ready}人。"
        ),
        "说明": "55号文和国家法律两项要求分别列出，互不抵用；结论只看基层服务时间，任职年限见“最早可申报”；"
        + _remarks(
            result,
            (
                "duty.months", "duty.accumulate", "experience.credited", "experience.kinds", "certify.none_means",
                "certify.application_day", "certify.years_in_intermediate",
            ),
        ),
        "依据": source("B08", "LAW-HEALTH-56", "H16"),
        "核对数": check_figure(rows, f"满足{ready}人"),
        "事项": "申报副高级职称" if titles == ("中级",) else "聘任上一级职务",
        "轮训说明": f"{len(result.rotations)}人" if result.rotations else "现用政策包没有规定，或没有这类人员",
    }  # fmt: skip
    training = Rows(
        ("序号", "编号", "姓名", "单位", "须轮训", "已轮训", "结论"),
        numbered(
            (
                row.person,
                row.name,
                book.institution_name(row.institution),
                row.months,
                str(row.done),
                "满足" if row.passes else "未满",
            )
            for row in result.rotations
        ),
    )
    return excel(letter, GATE, values, {"行": rows, "须派": first, "轮训": training})


def _gate(row: "Gate", book: Book) -> tuple[Value, ...]:
    return (
        row.person,
        row.name,
        book.institution_name(row.institution),
        row.education,
        row.intermediate_since,
        row.years_required,
        row.earliest,
        row.application_year,
        _length(row.credited),
        _length(row.missing),
        _length(row.national),
        _length(row.missing_national),
        "满足" if row.passes else "尚未满足",
        "；".join(_gate_notes(row)),
    )


def _gate_notes(row: "Gate") -> Iterator[str]:
    if row.applies_on and row.earliest and row.applies_on < row.earliest:
        yield "拟申报年度早于任职年限"
    if row.appointment != "中级":
        yield f"现任{row.appointment}，聘任上一级职务前"
    elif row.years_required is None:
        yield "学历不在年限表内，任职年限请人工核对"
    elif row.intermediate_since is None:
        yield "未填中级聘任日期"
    if row.completes_on:
        yield f"服务中，考核合格的{official_day(row.completes_on)}满"
    if not row.in_scheme:
        yield "不在区县统筹范围的单位"


def _way_there(row: "Gate", on: date) -> str:
    """How somebody who must serve before applying stands."""
    if row.completes_on and row.applies_on:
        late = "" if row.completes_on < row.applies_on else "，晚于申报截止日"
        return f"服务中，考核合格的{official_day(row.completes_on)}满{late}"
    if row.latest_start and row.latest_start < on:
        return "最迟起始日期已过，拟申报年度须推后"
    return "应在最迟起始日期前派出"


def _priority(result: "Certify", letter: Letterhead, book: Book) -> Document:
    ordered = sorted(result.remote, key=lambda row: (not row.uses, row.sender, row.person))
    rows = Rows(
        ("序号", "编号", "姓名", "派出单位", "接收单位", "起始日期", "结束日期", "连续", "尚差", "优先", "备注"),
        numbered(_remote(row, book) for row in ordered),
    )
    special = Rows(
        ("序号", "编号", "姓名", "派出单位", "接收单位", "连续", "考核"),
        numbered(
            (row.person, row.name, book.institution_name(row.sender), _places(row, book), str(row.served), "优秀")
            for row in result.special_posts
        ),
    )
    honours = Rows(
        ("序号", "编号", "姓名", "机构", "年数"),
        numbered((row.person, row.name, row.place, row.years) for row in result.veterans),
    )
    back = Rows(
        ("序号", "编号", "姓名", "机构", "调入日期", "可调回", "应调回", "现状", "优先"),
        numbered(
            (
                row.person,
                row.name,
                book.institution_name(row.institution),
                row.moved_on,
                row.may_return_on,
                row.to_return_by,
                STANDINGS[row.standing],
                "调回的优先聘任职称",
            )
            for row in result.return_rights
        ),
    )
    uses = "、".join(dict.fromkeys(use for row in result.priority for use in row.uses))
    values: dict[str, Value] = {
        "总述": (
            f"截至{official_day(result.on)}，在边远地区服务{len(result.remote)}人，"
            f"连续服务满规定时间{len(result.priority)}人"
            + (f"，同等条件下在{uses}两方面优先" if uses else "")
            + f"；可使用特设岗位的人选{len(result.special_posts)}人；在基层满三十年{len(result.veterans)}人。"
        ),
        "说明": "；".join(
            (
                _remarks(result, ("certify.remote_months", "certify.gap_days", "remote.list")),
                _district(letter, result.on),
            )
        ),
        "依据": source(*_priority_basis(letter, result), *(("J30", "J31") if result.return_rights else ())),
        "核对数": check_figure(rows),
        "调回说明": (
            f"依据：{source('J30', 'J31')}" if result.return_rights else "现用政策包没有规定调回年限，或没有调入人员。"
        ),
    }
    return excel(letter, PRIORITY, values, {"行": rows, "特设": special, "荣誉": honours, "调回": back})


def _district(letter: Letterhead, on: date) -> str:
    """Whether those from city-owned and other hospitals have the incentive here: only in a remote district (F09)."""
    match letter.policy.optional_text(DISTRICT, on):
        case "remote":
            return f"本区县是边远区县，市属和其他二级以上医疗机构的人员到基层服务的同样享受激励政策（{source('F09')}）"
        case "other":
            return "本区县不是边远区县，市属和其他二级以上医疗机构的人员不适用边远区县的激励政策"
        case _:
            return f"没有注明本区县是否边远区县（政策值 {DISTRICT}），市属和其他医疗机构的人员能否享受激励政策未认定"


def _remote(row: "RemoteService", book: Book) -> tuple[Value, ...]:
    return (
        row.person,
        row.name,
        book.institution_name(row.sender),
        _places(row, book),
        row.start,
        row.end,
        str(row.served),
        _length(row.missing),
        "、".join(row.uses),
        "仍在服务" if row.running else "",
    )


def _places(row: "RemoteService", book: Book) -> str:
    return "、".join(book.institution_name(code) for code in row.receivers)


def _certificates(result: "Certify", letter: Letterhead, book: Book) -> list[Document]:
    data = {
        "政策文号": letter.policy.document,
        "人员": [_certificate(holder, book) for holder in result.holders],
        "依据": source("F01"),
        "核对数": f"{len(result.holders)}人",
    }
    return letters(letter, CERTIFICATE, CERTIFICATE, data, CERTIFICATE, each="人员")


def _certificate(holder: "Holder", book: Book) -> dict[str, object]:
    """One page. Nothing of a person beyond what the certificate is about."""
    entries = [_entry(row, book) for row in holder.entries]
    rows = Rows(tuple(entries[0]), [(holder.person, *entry.values()) for entry in entries])
    return {
        "编号": holder.person,
        "姓名": holder.name,
        "单位": book.institution_name(holder.institution),
        "类别": holder.profession,
        "服务": entries,
        "合计": str(holder.total),
        "核对数": check_figure(rows),
    }


def _entry(row: "Certificate", book: Book) -> dict[str, str]:
    return {
        "登记号": row.number,
        "接收单位": book.institution_name(row.receiver),
        "专业": row.specialty,
        "起始日期": official_day(row.start),
        "结束日期": official_day(row.end),
        "时间": str(row.served),
        "考核": row.result,
    }


def _served(row: "TermEnd | Certificate", book: Book) -> tuple[Value, ...]:
    return (
        row.person,
        row.name,
        book.institution_name(row.sender),
        book.institution_name(row.receiver),
        row.start,
        row.end,
        str(row.served),
        row.result,
    )


def _span(result: "Certify") -> str:
    until = f"截至{official_day(result.on)}"
    return f"{until}，{result.year}年结束的服务中" if result.year else until


def _priority_of(result: "Certify") -> str:
    uses = dict.fromkeys(use for row in result.returns for use in row.uses)
    return f"返回人员同等条件下在{'、'.join(uses)}上优先。" if uses else ""


def _remarks(result: "Certify", keys: Iterable[str]) -> str:
    """The pack's answers that a sheet rests on, and what was not read."""
    wanted = set(keys)
    parts = [reading([answer for answer in result.answers if answer.key in wanted])]
    if not result.people_read:
        parts.append("没有读到花名册，只有编号，没有副高申报核查")
    if not result.receivers_checked:
        parts.append("没有读到机构名录，接收机构和边远未核对")
    return "；".join(part for part in parts if part)


def _priority_basis(letter: Letterhead, result: "Certify") -> tuple[str, ...]:
    keys = ("certify.remote_months", "certify.priority_for", "certify.priority_uses")
    found = [letter.policy.value(key, result.on).clause for key in keys]
    return (*found, *(("F07",) if result.special_posts else ()), *(("P17",) if result.veterans else ()))


def _length(length: Length) -> str:
    return str(length) if length != Length() else "—"
