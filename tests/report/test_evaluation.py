"""The city's evaluation: each indicator with its two figures, its sheet and its clause; nothing unknown is nought."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from countyhire.compute.evaluation import Facts, Measure, evaluation
from countyhire.compute.evaluation.facts import PLACES
from countyhire.compute.evaluation.measure import NOT_REPORTED, SHARE
from countyhire.compute.evaluation.mechanisms import mechanisms
from countyhire.compute.evaluation.scorecard import MET, NO_QUOTA, RUNNING, UNMET
from countyhire.compute.presence import presence, together
from countyhire.compute.quota import quota
from countyhire.model.book import Book
from countyhire.model.institutions import Institution
from countyhire.model.period import Month
from countyhire.model.service import Demand, Score, Spell
from countyhire.model.village import VillageClinic, VillageDoctor
from countyhire.policy.load import load
from countyhire.reports.evaluation import evaluation_document, evaluation_view, shown
from countyhire.rules.registry import run as run_rules
from countyhire.sheets.catalogue import SHEETS
from tests.compute.effectbook import person
from tests.report import pages


def nothing() -> Facts:
    """A district that filled in nothing at all."""
    why = "没有读到花名册，本节没有内容。"
    return replace(pages.facts(), book=Book(), quota=why, duty=why, payroll=why, fund=why, allocation=why, findings=())


def of(facts: Facts) -> dict[str, Measure]:
    return {row.key: row for row in evaluation(facts).measures}


def test_every_indicator_has_two_figures_a_sheet_and_a_clause() -> None:  # G13
    rows = evaluation(pages.facts()).measures
    assert len({row.key for row in rows}) == len(rows)
    sheets = {f"{sheet.workbook}/{sheet.name}" for sheet in SHEETS}
    for row in rows:
        assert row.top_name and row.clause
        assert any(sheet in row.source for sheet in sheets), row.source
        assert bool(row.bottom_name) == (row.kind == SHARE) or row.key.startswith("effect.")
        assert (row.value is None) == bool(row.reason)


def test_the_sheets_are_those_of_the_catalogue() -> None:
    assert PLACES.items() <= {sheet.book_field: f"{sheet.workbook}/{sheet.name}" for sheet in SHEETS}.items()


def test_what_nobody_reported_is_not_nought() -> None:  # G13
    for row in evaluation(nothing()).measures:
        assert row.value is None, (row.key, row.value)
        assert row.reason and shown(row) != "0"
    view = evaluation_view(evaluation(nothing()))
    assert all(row["value"] is None and row["missing"] for row in view["indicators"])


def test_the_figures_are_those_of_the_commands() -> None:  # G13
    facts, found = pages.facts(), of(pages.facts())
    result = quota(facts.book, facts.policy, facts.year, facts.on)
    assert (found["quota"].top, found["quota"].bottom) == (result.dispatched, result.quota)
    assert found["dispatch"].value == result.rate
    assert found["duty"].bottom == len(pages.facts().duty.persons) - pages.facts().duty.counts.get("excused", 0)  # type: ignore[union-attr]
    placed = len(pages.allocation()["assignments"])
    short = sum(row["short"] for row in pages.allocation()["unfilled"])
    assert (found["filled"].top, found["filled"].bottom) == (placed, placed + short)


def test_shares_by_hand() -> None:  # G13, H27, H30, K12, F05
    def spell(number: int, **more: object) -> Spell:
        told = {"status": "服务中", "specialty": "内科", "demand": "D1", **more}
        return Spell(
            code=f"F{number}", person=f"P{number}", sender="H1", receiver="T1", category="县聘乡用",
            start=date(2026, 1, 5), **told,  # type: ignore[arg-type]
        )  # fmt: skip

    demands = [
        Demand(code="D1", institution="T1", specialty="内科", count=3, rank=1),
        Demand(code="D2", institution="T1", specialty="外科", count=1, rank=2),
    ]
    spells = [
        spell(1),
        spell(2, demand="D2"),  # 内科 where 外科 was asked
        spell(3, status="期满", end=date(2026, 7, 4), stays=True),
        spell(4, status="期满", end=date(2026, 7, 4), stays=False),
        spell(5, status="期满", end=date(2026, 7, 4)),  # was not asked
        spell(6, status="拟派"),  # has not begun
    ]
    clinics = [VillageClinic(code=f"V{n}", name="", village="", parent="T1") for n in (1, 2, 3)]
    doctors = [
        VillageDoctor(
            code=f"D{clinic}", name="", id_number="", clinic=clinic, employer="T1", licence_kind=kind, route="编外"
        )
        for clinic, kind in (("V1", "执业助理医师"), ("V2", "乡村医生证"))
    ]
    people = [person(f"P{number}", specialty="外科" if number == 5 else "内科") for number in range(1, 7)]
    book = Book().with_rows("demands", demands).with_rows("spells", spells).with_rows("people", people)
    book = book.with_rows("village_clinics", clinics).with_rows("village_doctors", doctors)
    view = {
        "assignments": [{"demand": "D1"}, {"demand": "D1"}, {"demand": "D2"}],
        "unfilled": [{"demand": "D1", "short": 1}],
    }
    found = of(replace(nothing(), book=book, allocation=("allocate-2026-001", view)))
    assert found["effect.people_sent"].top == 5
    assert (found["fit"].top, found["fit"].bottom) == (3, 5)  # P2 and P5 are of another specialty than was asked
    assert (found["filled"].top, found["filled"].bottom) == (3, 4)
    assert (found["rank1"].top, found["rank1"].bottom) == (2, 3)
    assert found["stay"].value == Fraction(1, 2)
    assert found["village_coverage"].value == Fraction(1, 3)
    assert found["presence"].top is None and found["presence"].reason.startswith(NOT_REPORTED)


def test_presence_by_hand() -> None:  # H55
    def score(month: int, due: int | None, there: int | None, assessor: str = "T1", why: str = "") -> Score:
        return Score(
            person="P1", month=Month(2026, month), assessor=assessor, duty_days=due, attended_days=there,
            exempt_reason=why,
        )  # fmt: skip

    spell = Spell(
        code="F1", person="P1", sender="H1", receiver="T1", category="县聘乡用", status="服务中", specialty=""
    )
    scores = [
        score(1, 22, 20),
        score(2, 18, 18),
        score(3, 21, None),  # not reported, no nought
        score(4, None, None, why="产假"),
        score(5, 22, 1, assessor="H1"),  # the sender's book tells of no day at the receiver
        replace(score(1, 22, 22), month=Month(2025, 12)),
    ]
    book = Book().with_rows("spells", [spell]).with_rows("scores", scores)
    [row] = presence(book, Month(2026, 1), Month(2026, 12))
    assert (row.due, row.attended, row.months, row.not_reported) == (40, 38, 2, 1)
    assert row.rate == Fraction(38, 40)
    assert together(()).rate is None


def test_nothing_is_counted_from_a_workbook_with_errors() -> None:  # G13
    facts = replace(pages.facts(), faulty=frozenset({"服务台账", "成效台账"}))
    for row in evaluation(facts).measures:
        if "服务台账/" in row.source or "成效台账/" in row.source:
            assert row.value is None and row.top is None and "有错误" in row.reason, row.key
    assert of(facts)["pool_in"].value == of(pages.facts())["pool_in"].value


def test_ghosts_are_counted_where_attendance_is_told() -> None:  # H42, I19
    spell = Spell(
        code="F1", person="P1", sender="H1", receiver="T1", category="县聘乡用", status="服务中", specialty=""
    )
    score = Score(person="P1", month=Month(2026, 1), assessor="T1", duty_days=20, attended_days=0, score=Fraction(80))
    book = Book().with_rows("spells", [spell]).with_rows("scores", [score])
    found = run_rules(book, load("chongqing-2021-55"), pages.ON, ())
    assert "CH509" in {one.code for one in found}
    assert of(replace(nothing(), book=book, findings=found))["ghosts"].top == 1
    silent = book.with_rows("scores", [replace(score, duty_days=None, attended_days=None)])
    assert of(replace(nothing(), book=silent))["ghosts"].top is None  # nobody told: no nought


def test_each_mechanism_is_there_and_says_so_where_it_is_empty() -> None:  # A08, I03
    for facts, told in ((pages.facts(), True), (nothing(), False)):
        lines = mechanisms(facts)
        for clause, count in (("A08", 3), ("I03", 3)):
            names = {line.mechanism for line in lines if line.clause == clause}
            assert len(names) == count
        assert all(line.told for line in lines)
        assert all(bool(line.text) == told for line in lines)
        assert all(("没有填报" in line.told) != told for line in lines)


def test_the_page_of_the_year_has_both_sets_of_mechanisms() -> None:  # A08, I03
    text = pages.page().data.decode()
    for name in ("编制动态调整", "业务考核", "激励", "人才激励", "考核激励", "服务保障"):
        assert name in text


@pytest.mark.parametrize(("pack", "first"), [("chongqing-2021-55", 2022), ("dianjiang-2015", 2015)])
def test_every_year_since_the_baseline_has_its_row(pack: str, first: int) -> None:  # G08, I01
    facts = pages.facts()
    policy = load(pack)
    result = quota(facts.book, policy, facts.year, facts.on)
    rows = evaluation(replace(facts, policy=policy, quota=result)).tasks
    assert not isinstance(rows, str)
    assert [row.year for row in rows] == list(range(first, 2027))
    assert [row.year for row in rows if row.baseline] == [first]
    assert all(row.status for row in rows)


def test_the_senders_scorecard_by_hand() -> None:  # J21
    facts = pages.facts()
    rows = evaluation(facts).senders
    assert not isinstance(rows, str) and not isinstance(facts.quota, str)
    for row, hospital in zip(rows, facts.quota.hospitals, strict=True):
        assert (row.code, row.required, row.done) == (hospital.code, hospital.share, hospital.dispatched)
        assert row.rate == (Fraction(row.done, row.required) if row.required else None)
        assert row.verdict == (RUNNING if row.short else MET if row.required else NO_QUOTA)
    late = replace(rows[0], required=5, done=3, short=2, running=False)
    assert (late.verdict, late.rate) == (UNMET, Fraction(3, 5))
    assert replace(late, required=0, short=0).rate is None


def test_each_branch_has_one_lead() -> None:  # I14, I16
    def place(code: str, kind: str, **more: object) -> Institution:
        return Institution(code=code, name=f"名{code}", kind=kind, owner="区县属", **more)  # type: ignore[arg-type]

    rows = [
        place("H1", "综合医院"),
        place("H2", "中医医院", community_lead="H2"),
        place("T1", "中心卫生院", community_lead="H1"),
        place("T2", "乡镇卫生院", community_lead="H1", remote=True, parent="T1"),
        place("T3", "乡镇卫生院", community_lead="H2", remote=True, parent="H2"),
        place("T4", "乡镇卫生院"),
    ]
    spells = [
        Spell(
            code=f"F{n}", person=f"P{n}", sender=out, receiver=to, category="县聘乡用", status="服务中", specialty="",
            start=date(2026, 1, 1),
        )
        for n, (out, to) in enumerate((("H1", "T2"), ("H1", "T3"), ("H2", "T4")))
    ]  # fmt: skip
    book = Book().with_rows("institutions", rows).with_rows("spells", spells)
    result = evaluation(replace(nothing(), book=book))
    assert [(row.lead, row.branches, row.remote, row.sent, row.received) for row in result.communities] == [
        ("H1", 2, 1, 2, 1), ("H2", 1, 1, 1, 1), ("", 1, 0, 0, 1),
    ]  # fmt: skip
    assert sum(row.branches for row in result.communities) + 2 == len(rows)  # each once: branches and two leads
    assert [(row.code, row.partner) for row in result.partners] == [("T2", "T1"), ("T3", "")]


def test_the_order_of_rows_is_no_matter() -> None:
    facts = pages.facts()
    book = facts.book
    turned = replace(
        book,
        people=book.people[::-1],
        spells=book.spells[::-1],
        scores=book.scores[::-1],
        institutions=book.institutions[::-1],
        demands=book.demands[::-1],
    )
    assert evaluation(replace(facts, book=turned)) == evaluation(facts)


def test_the_workbook_is_whole_with_everything_and_with_nothing() -> None:  # G13
    for facts in (pages.facts(), nothing()):
        document = evaluation_document(evaluation(facts), facts, pages.letter())
        assert not document.unused and document.check
