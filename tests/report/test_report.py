"""`countyhire report`: what the page says, what it holds back, and when a section says why it is empty."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from countyhire.compute.funds import fund
from countyhire.compute.quota import quota
from countyhire.model.money import half_up, yuan_grouped
from countyhire.pipeline import reporting, verifying
from countyhire.pipeline.material import Job
from countyhire.pipeline.new_district import SAMPLE, sample_data
from countyhire.pipeline.outcome import RESULT
from countyhire.reports.charts import HELD
from countyhire.reports.privacy import NotForPublication
from countyhire.reports.year.page import PageTemplateProblem, year_page
from countyhire.run import open_run
from tests.report import pages


@pytest.fixture
def district(tmp_path: Path) -> Path:
    folder = tmp_path / "示例 区"
    shutil.copytree(sample_data() / SAMPLE, folder)
    return folder


def job(folder: Path, **more: object) -> Job:
    return replace(Job(folder, pages.ON), **more)  # type: ignore[arg-type]


def section(view: dict[str, object], name: str) -> dict[str, object]:
    return next(part for part in view["sections"] if part["id"] == name)  # type: ignore[attr-defined, no-any-return]


def test_the_figures_are_those_of_the_commands() -> None:
    policy = pages.letter().policy
    shown = section(pages.view(least=1), "quota")
    result = quota(pages.book(), policy, pages.YEAR, pages.ON)
    assert shown["figures"]["应派不少于"] == str(result.quota)  # type: ignore[index]
    rows = shown["tables"][0]["rows"]  # type: ignore[index]
    assert rows == [
        [
            row.name, str(row.new_hires), str(row.share), str(row.dispatched), str(row.shortfall),
            f"{half_up(Fraction(1000 * row.dispatched, row.share)) / 10}%" if row.share else "不适用",
        ]
        for row in result.hospitals
    ]  # fmt: skip


def test_the_balance_of_the_last_month_is_the_closing_one() -> None:
    result = fund(pages.book(), pages.letter().policy, pages.YEAR, pages.ON)
    rows = section(pages.view(), "fund")["tables"][2]["rows"]  # type: ignore[index]
    assert rows[-1][1:] == [yuan_grouped(half_up(pool.closing.value)) for pool in result.pools]
    assert [row[0] for row in rows] == [f"{month}月" for month in range(1, pages.ON.month + 1)]
    january = [
        half_up(pool.opening.value)
        + sum(
            (row.amount or 0) * (1 if row.direction in ("收入", "转入") else -1)
            for row in result.entries
            if row.pool == pool.pool and row.category != "上年结转" and row.on and row.on.month == 1
        )
        for pool in result.pools
    ]
    assert rows[0][1:] == [yuan_grouped(fen) for fen in january]


def test_no_count_of_one_or_two_people_is_shown() -> None:  # X9
    held = 0
    for part in pages.view()["sections"]:
        for table in part["tables"]:
            people = [
                index for index, head in enumerate(table["heads"]) if head in
                ("已派", "新招执业医师类", "满足", "派出", "人数", "合计", *("服务中", "应安排", "逾期", "最迟完成"))
            ]  # fmt: skip
            for row in (*table["rows"], table["total"]):
                held += HELD in row
                assert not {row[index] for index in people if row} & {"1", "2"}, (table["caption"], row)
    assert held > 10


def test_everything_is_shown_where_one_is_enough() -> None:
    assert HELD not in pages.page(least=1).data.decode()


def _below(sheet: Any, head: str) -> Any:
    """The cell under a column's head."""
    found = next(cell for row in sheet.iter_rows() for cell in row if cell.value == head)
    return sheet.cell(found.row + 1, found.column)


def test_sections_without_workbooks_say_so(district: Path) -> None:
    for name in ("月度考核表.xlsx", "资金池台账.xlsx"):
        (district / name).unlink()
    outcome = reporting.report(job(district), pages.YEAR)
    assert outcome.exit_code == 0
    assert "月度考核表" in section(dict(outcome.view), "payroll")["missing"]  # type: ignore[operator]
    assert "资金池台账" in section(dict(outcome.view), "fund")["missing"]  # type: ignore[operator]
    assert "countyhire allocate" in section(dict(outcome.view), "allocation")["missing"]  # type: ignore[operator]
    assert not section(dict(outcome.view), "quota")["missing"]
    assert outcome.written
    written = {path.name for path in outcome.written.files}
    workbooks = {"市级评估材料.xlsx", "部门待办清单.xlsx", "派驻人员名单.xlsx"}
    board = {"县聘乡用专家简介.pdf", "县聘乡用专家简介.docx"}
    assert written == {"年度一页.html", *workbooks, *board, RESULT, "manifest.json"}


def test_an_error_empties_only_the_sections_that_read_it(district: Path) -> None:
    from openpyxl import load_workbook

    path = district / "资金池台账.xlsx"
    book = load_workbook(path)
    sheet = book["收支"]
    _below(sheet, "金额").value = "一百"
    book.save(path)
    outcome = reporting.report(job(district), pages.YEAR)
    assert outcome.exit_code == 1
    assert "错误" in section(dict(outcome.view), "fund")["missing"]  # type: ignore[operator]
    assert not section(dict(outcome.view), "quota")["missing"]


def _allocation_run(folder: Path, year: int = pages.YEAR) -> None:
    data = json.dumps(pages.allocation(), ensure_ascii=False).encode()
    with open_run(folder / "输出", "allocate") as write:
        facts = {"arguments": {"year": year}, "inputs": [], "as_of": pages.ON.isoformat()}
        write("allocate", str(year), {RESULT: data}, facts)


def test_the_allocation_of_the_year_is_drawn(district: Path) -> None:
    _allocation_run(district, pages.YEAR - 1)
    assert section(dict(reporting.report(job(district), pages.YEAR).view), "allocation")["missing"]
    _allocation_run(district)
    first = reporting.report(job(district), pages.YEAR)
    assert not section(dict(first.view), "allocation")["missing"]
    manifest = json.loads((first.written.folder / "manifest.json").read_text())  # type: ignore[union-attr]
    assert "输出/allocate-2026-001/result.json" in [row["name"] for row in manifest["inputs"]]
    _allocation_run(district)  # a later one changes nothing in what was made before it
    outcome = verifying.verify(Job(Path(), pages.ON), first.written.folder)  # type: ignore[union-attr]
    assert outcome.exit_code == 0, outcome.view
    (district / "输出" / "allocate-2026-002" / RESULT).write_text("{}")
    with pytest.raises(reporting.Missing, match="被改动"):
        reporting.report(job(district), pages.YEAR)


def test_the_same_page_on_any_day_and_in_any_order() -> None:
    book = pages.book()
    turned = replace(book, people=book.people[::-1], spells=book.spells[::-1], demands=book.demands[::-1])
    policy = pages.letter().policy
    from countyhire.reports.year.quota import quota_section

    assert quota_section(quota(turned, policy, pages.YEAR, pages.ON), 3) == quota_section(
        quota(book, policy, pages.YEAR, pages.ON), 3
    )
    pages.page.cache_clear()
    pages.sections.cache_clear()
    first = pages.page().data
    pages.page.cache_clear()
    pages.sections.cache_clear()
    assert pages.page().data == first
    assert f"{date.today().year}-".encode() not in first or date.today().year == pages.YEAR


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "xlink:href")
        ]


def test_the_page_asks_for_nothing_from_outside() -> None:  # U29
    text = pages.page().data.decode()
    links = _Links()
    links.feed(text)
    assert links.found and all(link.startswith("#") for link in links.found)
    assert "url(" not in text and "@import" not in text
    assert text.count("<script>") == 1
    assert "default-src 'none'" in text
    assert len(pages.page().data) < 120_000


def test_a_name_cannot_become_markup() -> None:  # X6
    first = pages.sections()[0]
    evil = '<script>alert(1)</script>" onload="x'
    table = replace(first.tables[0], rows=((evil, *first.tables[0].rows[0][1:]),))
    text = year_page([replace(first, lead=evil, tables=(table,))], pages.letter(), 3).data.decode()
    assert "<script>alert" not in text
    assert 'onload="x' not in text


def test_a_chart_label_cannot_become_markup() -> None:  # X6
    from countyhire.reports import charts

    svg = charts.bars(['<b>&"'], {"<i>": [3]}, '"><script>')
    assert "<b>" not in svg and "<script" not in svg and "<i>" not in svg


@pytest.mark.parametrize(
    "template",
    ["{{ nothing }}", "{{ title.__class__.__mro__ }}", "{% for x in %}", "{{ ''|attr('__class__') }}"],
)
def test_a_template_of_the_district_cannot_reach_out(tmp_path: Path, template: str) -> None:  # X6
    (tmp_path / "模板").mkdir()
    (tmp_path / "模板" / "年度一页.html.j2").write_text(template, encoding="utf-8")
    with pytest.raises(PageTemplateProblem):
        year_page(pages.sections(), pages.letter(tmp_path), 3)


def test_a_number_in_the_name_of_a_place_stops_the_page(district: Path) -> None:  # X8
    from openpyxl import load_workbook

    path = district / "机构名录.xlsx"
    book = load_workbook(path)
    sheet = book["机构"]
    _below(sheet, "机构名称").value = "示例区人民医院 13800138000"
    book.save(path)
    with pytest.raises(NotForPublication, match="手机号码"):
        reporting.report(job(district), pages.YEAR)
    assert not list((district / "输出").glob("report-*"))


def test_bands_of_pay_hold_everybody() -> None:
    table = section(pages.view(least=1), "payroll")["tables"][0]  # type: ignore[index]
    assert sum(int(row[1]) for row in table["rows"]) == int(table["total"][1])
    assert all(re.fullmatch(r"[\d.]+万–[\d.]+万元", row[0]) for row in table["rows"])


def test_the_first_year_of_the_pack_has_its_page(district: Path) -> None:  # A03
    """No pay can be computed of the year before it, which the page of a running year falls back to."""
    outcome = reporting.report(job(district, dry_run=True), 2022)
    assert outcome.exit_code == 0
    assert "没有可以计算的绩效工资" in section(dict(outcome.view), "payroll")["missing"]  # type: ignore[operator]
