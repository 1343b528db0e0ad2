"""A district's own template of 问题清单: what it makes no use of is said, nothing else is lost."""

import shutil
from datetime import date

import openpyxl

from countyhire.pipeline.material import Job
from countyhire.pipeline.yearly import check
from countyhire.reports.templates import OWN_FOLDER, shipped_folder
from tests.sheets.makebook import write_rows

ON = date(2026, 8, 15)


def test_values_that_the_template_leaves_out_are_named(tmp_path):
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": [["人员编号", "自愿", "服从调剂"], ["P1", "是", "也许"]]})
    own = tmp_path / OWN_FOLDER
    own.mkdir()
    book = openpyxl.load_workbook(shipped_folder() / "问题清单.xlsx")
    page = book.active
    place = next(cell for row in page.iter_rows() for cell in row if cell.value and "问题.依据" in str(cell.value))
    page[place.coordinate].value = "（略）"
    book.save(own / "问题清单.xlsx")
    said: list[str] = []
    outcome = check(Job(tmp_path, ON, say=said.append))
    assert any("问题清单.xlsx" in line and "依据" in line for line in said)
    rows = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(outcome.written.folder / "问题清单.xlsx").active
    ]
    assert any("CH061" in row and "（略）" in row for row in rows)
    shutil.rmtree(own)
    said.clear()
    check(Job(tmp_path, ON, say=said.append))
    assert not any("问题清单.xlsx" in line for line in said)
