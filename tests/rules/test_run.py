"""The run over a book: what is left out, what does not matter, how much work it is."""

import random
import sys
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from countyhire.model.book import Book
from countyhire.model.finding import Finding, Severity
from countyhire.model.institutions import Institution
from countyhire.model.people import Person
from countyhire.model.period import Month, term_end
from countyhire.model.service import Score, Spell
from countyhire.model.where import Table
from countyhire.policy.load import load
from countyhire.rules.registry import run, skipped
from countyhire.rules.rule import fault
from countyhire.sheets.catalogue import SHEETS
from countyhire.sheets.read import read_district
from tests.casefile import CASES, Case, base, key_headers, read_case, write

ON = date(2026, 6, 30)
POLICY = load("chongqing-2021-55")


def plain(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.cell), one.subject) for one in findings]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> Book:
    """The base district with the rows of many cases over it at once."""
    tables: dict[str, list[dict[str, str]]] = {}
    for path in [*sorted(CASES.glob("CH[1-8]*.md"))[::3], *sorted(CASES.glob("CH9*.md"))]:
        case = read_case(path)
        if case.pack == POLICY.name and case.on == ON:
            for name, rows in case.tables.items():
                tables.setdefault(name, []).extend(row for row in rows if "删" not in row)
    folder = tmp_path_factory.mktemp("faulty")
    write(Case("faulty", ON, POLICY.name, {}, tables), base(), folder)
    return read_district(folder).book


def test_order_of_rows_changes_only_the_cells(faulty):
    found = run(faulty, POLICY, ON)
    assert len({one.code for one in found}) > 40
    for seed in range(5):
        chance = random.Random(seed)
        shuffled = {
            item.name: tuple(chance.sample(getattr(faulty, item.name), len(getattr(faulty, item.name))))
            for item in fields(faulty)
            if item.name != "read"
        }
        assert plain(run(replace(faulty, **shuffled), POLICY, ON)) == plain(found)


def test_findings_are_ordered_gravest_first(faulty):
    found = run(faulty, POLICY, ON)
    assert [one.order for one in found] == sorted(one.order for one in found)
    assert found[0].severity is Severity.ERROR and found[-1].severity is Severity.NOTICE


def test_nothing_is_said_about_a_cell_that_could_not_be_read(faulty):
    found = run(faulty, POLICY, ON)
    spoiled = fault("CH050", "required-blank", Severity.ERROR, "空。\n为什么: 空。\n怎么改: 填。", "FORM")
    grave = spoiled.at(found[0].cell, "缺")
    slight = replace(grave, fault=replace(spoiled, severity=Severity.WARNING))
    left = run(faulty, POLICY, ON, [grave])
    assert {one.cell for one in found} - {one.cell for one in left} == {grave.cell}
    assert plain(run(faulty, POLICY, ON, [slight])) == plain(found)


def changed(folder, name: str, key: str, **values: str) -> tuple[list[str], list[str]]:
    """The codes of the reader, and of the rules' errors, with cells of one row of the base changed."""
    sheet = next(sheet for sheet in SHEETS if sheet.book_field == name)
    headers = key_headers(sheet)
    row = next(row for row in base()[name][1] if "/".join(row[header] for header in headers) == key)
    gone = {header: row[header] for header in headers} | {"删": "是"}
    write(Case("changed", ON, POLICY.name, {}, {name: [gone, row | values]}), base(), folder)
    reading = read_district(folder)
    errors = [one for one in run(reading.book, POLICY, ON, reading.findings) if one.severity is Severity.ERROR]
    return [one.code for one in reading.findings], [one.code for one in errors]


def test_one_mistake_is_not_reported_over_and_over(tmp_path):
    """Scores, charges and allowances that hang on a spoiled row are left in peace."""
    stopped = dict.fromkeys(("执业活动暂停日期", "处方权暂停日期", "医保医师转入日期"), "2025-08-01")
    assert changed(tmp_path, "spells", "S1", 起始日期="2025.1", **stopped) == (["CH054"], [])
    assert changed(tmp_path, "spells", "S1", 起始日期="2027-08-01") == ([], ["CH332"])
    assert changed(tmp_path, "spells", "S1", 派出机构编码="H8") == ([], ["CH150"])
    assert changed(tmp_path, "scores", "P01/2026-03/T1", 考核机构编码="T8") == ([], ["CH150"])
    assert changed(tmp_path, "scores", "P01/2026-03/T1", 月份="2026年13月") == (["CH056"], [])


def test_a_rule_waits_for_all_its_sheets():
    table = Table("人员花名册.xlsx", "花名册", 1, {"code": 1, "practice_licence": 2})
    person = Person(table=table, row=2, code="P01", name="张一", profession="执业医师")
    spell = Spell(code="S1", person="P01", category="县聘乡用", status="服务中", start=date(2026, 1, 1))
    alone = Book().with_rows("people", [person])
    assert "CH200" not in {one.code for one in run(alone, POLICY, ON)}
    assert "CH200" in {one.code for one in run(alone.with_rows("spells", [spell]), POLICY, ON)}


def test_one_notice_for_each_workbook_that_is_not_there():
    everything = [sheet.book_field for sheet in SHEETS]
    book = Book().with_rows("people", ()).with_rows("institutions", ())
    notices = skipped(book, everything)
    files = [one.cell.file for one in notices]
    assert len(files) == len(set(files))
    assert "机构名录.xlsx" not in files and "原单位工资表.xlsx" in files
    by_file = {one.cell.file: one.message for one in notices}
    assert by_file["人员花名册.xlsx"].startswith("“人员花名册”没有工作表请假与培训、岗位变动、培训登记、人才登记，跳过")
    assert by_file["原单位工资表.xlsx"].startswith("没有工作簿“原单位工资表”，跳过")
    assert all(one.severity is Severity.NOTICE for one in notices)
    assert skipped(book, ("people",)) == ()


def test_nobody_is_named_twice_where_only_one_licence_is_missing(faulty):
    """A person with three spells and no licence is one finding (B06)."""
    person = Person(code="P01", name="张一", profession="执业医师", registered_on=date(2012, 1, 1))
    spells = [
        Spell(
            code=f"S{year}", person="P01", category="县聘乡用", status="期满", start=date(year, 1, 1),
            end=date(year, 12, 31), term_result="合格",
        )
        for year in (2022, 2023, 2024)
    ]  # fmt: skip
    book = Book().with_rows("people", [person]).with_rows("spells", spells)
    assert [one.code for one in run(book, POLICY, ON) if one.subject == "P01"].count("CH200") == 1


def test_how_the_programme_stands_is_left_out_where_it_is_computed(faulty):
    full, part = run(faulty, POLICY, ON), run(faulty, POLICY, ON, standing=False)
    left_out = {one.code for one in full} - {one.code for one in part}
    assert left_out and all(code.startswith("CH9") for code in left_out)


def many(count: int) -> Book:
    """A district of `count` people, two thirds of them with a spell, a year of scores."""
    chance = random.Random(count)
    hospitals = [Institution(code=f"H{n}", name=f"医院{n}", kind="综合医院", owner="区县属") for n in range(20)]
    units = [
        Institution(code=f"T{n}", name=f"卫生院{n}", kind="乡镇卫生院", owner="区县属", allowance_eligible=False)
        for n in range(200)
    ]
    people, spells, scores = [], [], []
    for n in range(count):
        code, home = f"P{n:06d}", f"H{n % 20}"
        hired = date(2012, 1, 1) + timedelta(days=chance.randrange(5000))
        people.append(
            Person(
                row=n + 2, code=code, name=f"职工{n}", institution=home, department="内科", profession="执业医师",
                practice_licence=f"1105099{n:08d}", registered_on=date(2011, 1, 1), specialty="内科",
                appointment="中级", post_grade="专技十级", establishment="编制内", hired_on=hired,
                recruited_as="执业医师类", status="在岗",
            )
        )  # fmt: skip
        if n % 3:
            start = max(hired, date(2025, 7, 1))
            end = term_end(start, 12)
            spells.append(
                Spell(
                    row=n + 2, code=f"S{n}", person=code, sender=home, receiver=f"T{n % 200}", specialty="内科",
                    category="县聘乡用", start=start, end=end, status="服务中", practice_suspended_on=start,
                    prescribing_suspended_on=start, insurance_moved_on=start,
                )
            )  # fmt: skip
            scores.extend(
                Score(row=n * 6 + m, person=code, month=Month(2026, m), assessor=f"T{n % 200}", grade="合格")
                for m in range(1, 6)
            )
    book = Book().with_rows("institutions", [*hospitals, *units]).with_rows("people", people)
    return book.with_rows("spells", spells).with_rows("scores", scores)


def calls(count: int) -> int:
    """How many calls the rules make for so many people."""
    book, made = many(count), 0

    def counted(_: object, event: str, __: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        run(book, POLICY, ON)
    finally:
        sys.setprofile(None)
    return made


def test_the_work_grows_with_the_number_of_people(sweep):
    run(many(20), POLICY, ON)  # what is made once
    small, great = 500, sweep(2_000, 20_000)
    assert calls(great) < 1.1 * great / small * calls(small)
