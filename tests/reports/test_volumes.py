"""What would be too large for one file becomes several: 计算过程 by rows, 工资条 by people."""

import io

import pytest
from openpyxl import load_workbook

from countyhire.model.amount import Amount, total
from countyhire.reports import pay_slips, working
from tests.pay.sample import DAY
from tests.reports.district import book, letter
from tests.reports.pdftext import text_of


def figures(count: int) -> list[Amount]:
    """Each makes three rows: the sum and its two parts."""
    return [
        total(f"合计{number}", tuple(Amount(f"部分{part}", part, words="手填") for part in range(2)), "元")
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "rows"), [(2, [6]), (3, [6, 3]), (5, [6, 6, 3])])
def test_a_figure_stands_whole_in_one_workbook(monkeypatch: pytest.MonkeyPatch, count: int, rows: list[int]) -> None:
    monkeypatch.setattr(working, "IN_A_FILE", 7)
    documents = working.working(letter(), "示例", figures(count), "E08")
    several = [f"计算过程-{number:02d}.xlsx" for number in range(1, len(rows) + 1)]
    assert [one.name for one in documents] == (several if len(rows) > 1 else ["计算过程.xlsx"])
    numbers, sheets = [], [load_workbook(io.BytesIO(one.data)).active for one in documents]
    for sheet in sheets:
        own = [row[0] for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
        numbers.append(own)
        assert sheet.cell(4, 2).value == 0  # begins with a figure, not within one
    assert [len(own) for own in numbers] == rows
    assert [number for own in numbers for number in own] == list(range(1, 3 * count + 1))


def test_nothing_to_work_out_is_an_empty_sheet() -> None:
    [document] = working.working(letter(), "示例", [], "E08")
    assert document.name == "计算过程.xlsx"


def test_many_payslips_make_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pay_slips, "IN_A_FILE", 2)
    slips = [pay_slips.Slip(f"P{number}", (), [("基础绩效", figures(1)[0])], figures(1)[0]) for number in range(5)]
    documents = pay_slips.payslips(letter(on=DAY), book(), "2025年度", slips)
    assert [one.name for one in documents] == ["工资条-01.pdf", "工资条-02.pdf", "工资条-03.pdf"]
    pages = [page for one in documents for page in text_of(one.data).split("\f") if page.strip()]
    assert [next(slip.person for slip in slips if f"（{slip.person}）" in page) for page in pages] == [
        "P0", "P1", "P2", "P3", "P4",
    ]  # fmt: skip
