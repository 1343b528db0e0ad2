"""One person's page: every spell and how it counts, what is owed until when (B03–B09, F01, F02, H14–H16)."""

from collections.abc import Iterator
from datetime import date

from countyhire.compute.certify import certify
from countyhire.compute.deadline import NEW_HIRE, Terms, terms_of
from countyhire.compute.duty import Duty, PersonDuty, duty
from countyhire.compute.gate import Gate
from countyhire.compute.history import History, history_of
from countyhire.compute.reckoned import credited_amount
from countyhire.compute.register import Certificate
from countyhire.compute.remote import RemoteService
from countyhire.compute.roster import in_scheme, leaves_by_person
from countyhire.compute.service import Stretch, count, why_not_national
from countyhire.compute.standing import DONE, DUE, EXCUSED, OVERDUE, SERVING
from countyhire.compute.trace import Line, lines
from countyhire.model.book import Book
from countyhire.model.people import PHYSICIAN, Person
from countyhire.model.period import Length
from countyhire.model.service import Spell
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

LAW = "LAW-HEALTH-56"
KINDS = {NEW_HIRE: "新招聘人员五年内到基层工作满一年", "intermediate": "中级人员申报副高前到基层工作满一年"}
STATUSES = {
    DONE: "已完成", SERVING: "服务中", DUE: "应安排", OVERDUE: "已逾期", EXCUSED: "经批准免除",
}  # fmt: skip
WAITING = "未到安排时间"


def explain_service(book: Book, policy: Policy, person: Person, on: date) -> tuple[Line, ...]:
    """The lines of the page, outermost first, each with the cell it was read from and its clause."""
    alone = book.with_rows("people", (person,)).with_rows("spells", book.spells_of(person.code))
    terms = terms_of(policy, on)
    ledger, ended = duty(alone, policy, on), certify(alone, policy, on)
    history = history_of(alone, person, leaves_by_person(book).get(person.code, ()), terms.rule, on)
    numbers = {row.spell: row for row in ended.certificates}
    found = [Line(0, _who(book, person), person.cell("code"))]
    found += _service(book, history, numbers)
    found += _leaves(history, terms)
    for row in ledger.persons:
        found += _owed(row, terms, ledger.on)
    found += _nothing_owed(book, person, ledger, terms)
    for gate in ended.gates:
        found += _gate(gate)
    for remote in ended.remote:
        found += _remote(book, remote)
    return tuple(found)


def _who(book: Book, person: Person) -> str:
    since = f"（{person.intermediate_since}聘任中级）" if person.intermediate_since else ""
    words = (
        book.institution_name(person.institution), person.department, person.profession,
        f"{person.appointment}{since}", person.establishment, person.status,
    )  # fmt: skip
    return " ".join(word for word in words if word)


def _service(book: Book, history: History, numbers: dict[str, Certificate]) -> Iterator[Line]:
    """Each spell with the two tests side by side."""
    if not history.spells:
        yield Line(0, "服务经历：台账没有记录")
        return
    yield Line(0, f"服务经历：{len(history.spells)}段")
    for spell, reason in zip(history.spells, history.reasons, strict=True):
        yield Line(1, _spell(book, history, spell), spell.cell("start"))
        yield Line(2, f"55号文：{'不计，' + reason if reason else '计入'}", _where(spell, reason), _basis(reason))
        other = why_not_national(spell, book, history.rule, history.on)
        yield Line(2, f"国家法律：{'不计，' + other if other else '计入'}", spell.cell("category"), LAW)
        if number := numbers.get(spell.code):
            yield Line(2, f"证明登记号 {number.number}", number.cell, "F01")
    if history.national.length != Length():
        yield Line(1, f"国家法律口径累计 {history.national.length}", None, LAW)


def _spell(book: Book, history: History, spell: Spell) -> str:
    period = spell.period(history.on)
    so_far = f"到{history.on}已" if period and period.last != spell.end else ""
    served = f"，{so_far}服务 {count((Stretch(period, (spell,)),), history.rule).length}" if period else ""
    result = f" 考核{spell.term_result}" if spell.term_result else ""
    return (
        f"{spell.code} {spell.category} {book.institution_name(spell.receiver)} "
        f"{spell.start}至{spell.end or '未定'} {spell.status}{result}{served}"
    )


def _where(spell: Spell, reason: str) -> Cell:
    """The cell that a verdict rests on."""
    for word, name in (
        ("接收机构", "receiver"),
        ("考核", "term_result"),
        ("证明材料", "evidence"),
        ("类别", "category"),
    ):
        if word in reason:
            return spell.cell(name)
    return spell.cell("status" if reason else "term_result")


def _basis(reason: str) -> str:
    if "接收机构" in reason:
        return "B05"
    return "B11" if "考核" in reason else "B04"


def _leaves(history: History, terms: Terms) -> Iterator[Line]:
    if history.leaves:
        yield Line(0, "请假与培训")
    for leave in sorted(history.leaves, key=lambda row: (row.start or date.max, row.kind)):
        effect = "期限停止计算" if leave.kind in terms.clock_stops else "期限照常计算"
        text = f"{leave.kind} {leave.start}至{leave.end or '未定'} {leave.approval}".rstrip()
        yield Line(1, f"{text}，{effect}", leave.cell("start"), "", "duty.clock_stops")


def _owed(row: PersonDuty, terms: Terms, on: date) -> Iterator[Line]:
    """One duty: its term, what is credited step by step, what is left, how it stands and why."""
    yield Line(0, f"义务：{KINDS[row.kind]}——{STATUSES.get(row.status, WAITING)}", None, row.clause)
    if row.kind == NEW_HIRE:
        yield Line(1, f"{row.clock_start}入职，最迟完成 {row.finish_by}", row.cells[0], "B03", "duty.years")
    elif row.finish_by:
        yield Line(1, f"申报副高之前，最迟完成 {row.finish_by}", row.cells[0], "B08", "certify.application_day")
    else:
        yield Line(1, "没有填拟申报副高年度，期限不能算出", row.cells[0], "B08")
    if row.finish_if_stopped:
        yield Line(1, f"规培期间如停止计时，最迟完成为 {row.finish_if_stopped}", None, "", "duty.clock_stops")
    if row.stretches:
        yield from (_deeper(line) for line in lines(credited_amount(row, terms.rule)))
    else:
        yield Line(1, "没有可以计入的服务", None, "B04")
    for item in row.uncredited:
        yield Line(2, f"{item.spell} 未认定：{item.reason}", item.cell)
    yield Line(1, f"尚需 {row.remaining if row.remaining != Length() else '无'}", None, "B04", "duty.months")
    if row.latest_start:
        yield Line(1, f"最迟 {row.latest_start} 起始", None, row.clause, "duty.deadline")
    yield Line(1, _standing(row, terms, on), row.excuse.cell("document") if row.excuse else None, _standing_clause(row))


def _standing(row: PersonDuty, terms: Terms, on: date) -> str:
    match row.status:
        case "done":
            return f"认定的服务已满{terms.rule.months}个月"
        case "excused" if row.excuse:
            excuse = row.excuse
            return f"例外清单：{excuse.reason}，{excuse.approver}批准，{excuse.document}，有效期至{excuse.valid_until}"
        case "overdue":
            return f"到{on}已过期{row.days_over(on)}天"
        case "serving":
            planned = f"，计划至{row.running_until}" if row.running_until else ""
            return f"正在服务{planned}" + (
                f"；考核合格的，{row.completes_on}满" if row.completes_on else "；本段不足以完成"
            )
        case "due":
            return f"最迟起始早于{terms.due_before}开始的下一批，须随本批派出"
        case _:
            return f"最迟起始不早于{terms.due_before}开始的下一批" if row.latest_start else "没有期限，暂不能安排"


def _standing_clause(row: PersonDuty) -> str:
    return "B14" if row.status == EXCUSED else ""


def _nothing_owed(book: Book, person: Person, ledger: Duty, terms: Terms) -> Iterator[Line]:
    """Why there is no duty of a kind, where there is none."""
    kinds = {row.kind for row in ledger.persons}
    if NEW_HIRE not in kinds:
        yield Line(0, f"没有新招聘人员的义务：{_why_no_recruit(book, person, terms)}", person.cell("hired_on"), "B02")
    if "intermediate" not in kinds:
        yield Line(
            0, f"没有中级人员的义务：{_why_no_intermediate(book, person, terms)}", person.cell("appointment"), "B07"
        )


def _why_no_recruit(book: Book, person: Person, terms: Terms) -> str:
    if common := _why_outside(book, person, terms):
        return common
    if person.recruited_as not in terms.classes:
        return f"招聘岗位类别为{person.recruited_as or '空白'}"
    if person.establishment not in terms.types:
        return f"编制情况为{person.establishment or '空白'}"
    if not person.hired_on:
        return "没有入职日期"
    if person.hired_on < terms.first_day:
        return f"{person.hired_on}入职，早于{terms.first_day}"
    return f"{person.hired_on}才入职"


def _why_no_intermediate(book: Book, person: Person, terms: Terms) -> str:
    if common := _why_outside(book, person, terms):
        return common
    if person.profession != PHYSICIAN:
        return f"从事专业类别为{person.profession}"
    if person.appointment != "中级":
        return f"专业技术职务为{person.appointment or '空白'}"
    return "已有认定的基层工作经历"


def _why_outside(book: Book, person: Person, terms: Terms) -> str:
    if person.left_by(terms.on):
        return f"已{person.status}"
    return "" if in_scheme(book, person) else "所在单位不在区县统筹范围"


def _gate(gate: Gate) -> Iterator[Line]:
    middle = gate.appointment == "中级"
    what = "申报副高" if middle else "聘任上一级职务"
    verdict = "两项都满足" if gate.passes else "尚未满足"
    yield Line(0, f"{what}的基层服务要求——{verdict}", None, "H16" if middle else "J18")
    yield Line(1, f"55号文：认定 {gate.credited}，尚差 {_missing(gate.missing)}", None, "B08")
    yield Line(1, f"国家法律：累计 {gate.national}，尚差 {_missing(gate.missing_national)}", None, LAW)
    if not middle:
        return
    since, degree = gate.cells[1], gate.cells[2]
    if gate.years_required is None:
        yield Line(
            1, f"学历“{gate.education}”不在年限表内，任中级年限请人工核对", degree, "", "certify.years_in_intermediate"
        )
    elif gate.intermediate_since is None:
        yield Line(1, "没有填中级聘任日期，最早申报日期不能算出", since, "H16")
    else:
        years = (
            f"{gate.education}须任中级{gate.years_required}年，{gate.intermediate_since}起算，最早 {gate.earliest} 申报"
        )
        yield Line(1, years, since, "", "certify.years_in_intermediate")
    if gate.application_year:
        start = f"，须在 {gate.latest_start} 前派出" if gate.latest_start else ""
        yield Line(1, f"拟在{gate.application_year}年申报，截止 {gate.applies_on}{start}", gate.cells[0], "B08")


def _remote(book: Book, row: RemoteService) -> Iterator[Line]:
    places = "、".join(book.institution_name(code) for code in row.receivers)
    verdict = f"可在{'、'.join(row.uses)}优先" if row.uses else f"尚差 {row.missing}"
    yield Line(0, f"边远地区连续服务 {row.served}（{row.start}至{row.end}，{places}）：{verdict}", row.cells[0], "F02")
    if row.special_post:
        yield Line(1, "可作为特设岗位人选", None, "F07")


def _missing(length: Length) -> str:
    return str(length) if length != Length() else "无"


def _deeper(line: Line) -> Line:
    return Line(line.depth + 1, line.text, line.cell, line.clause, line.parameter)
