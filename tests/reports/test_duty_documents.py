"""The sheets of the duty ledger beside the ledger itself: five years ahead, who is away, excused, overdue."""

import io
from datetime import date, datetime
from functools import lru_cache

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from countyhire.compute.duty import duty
from countyhire.policy.load import load
from countyhire.reports.duty import duty_documents
from countyhire.reports.letterhead import Letterhead
from countyhire.reports.machine import duty_view
from countyhire.zipped import parts
from tests.compute.dutybook import book_of, doctor, exemption, hospital, leave, served, township

ON = date(2026, 6, 1)
LETTER = Letterhead("示例区", "示例区卫生健康委员会", None, ON, load("chongqing-2021-55"))
ROWS = (
    hospital("H1", name="区人民医院"),
    township("T1", name="雪峰乡卫生院"),
    doctor("A", "2022-03-15", name="安一"),
    doctor("B", "2022-09-01", name="白二"),
    served("B", "2025-09-01", "2026-08-31", status="服务中", term_result=""),
    doctor("C", "2023-07-01", name="常三", status="规培"),
    leave("C", "规培", "2023-08-01", "2026-07-31"),
    doctor("D", "2024-07-01", name="丁四", status="进修"),
    doctor("E", "2022-05-01", name="鄂五"),
    exemption("CH921", "E", "2026-12-31"),
    doctor("F", name="方六", appointment="中级", senior_application_year=2026),
    doctor("G", name="高七", appointment="中级"),
    doctor("H", "2026-05-01", name="何八"),
    doctor("I", "2022-01-01", name="易九"),
    served("I", "2024-01-01", "2024-12-30", term_result="合格"),
)


@lru_cache(maxsize=1)
def data() -> bytes:
    book = book_of(*ROWS)
    (document,) = duty_documents(duty(book, LETTER.policy, ON), LETTER, book)
    assert not document.unused
    return document.data


def sheet(name: str) -> Worksheet:
    return load_workbook(io.BytesIO(data()), data_only=True)[name]


def rows_of(name: str) -> dict[str, list[object]]:
    """The rows of a sheet by 人员编号, dates as ISO."""
    found = {}
    for row in sheet(name).iter_rows(values_only=True):
        if isinstance(row[0], int):
            found[str(row[1])] = [value.date().isoformat() if isinstance(value, datetime) else value for value in row]
    return found


def test_five_years_ahead_add_up_to_what_is_open() -> None:  # B03, B08
    ahead = sheet("逐年到期")
    assert [[cell.value for cell in row] for row in ahead["A4:G8"]] == [
        [2026, 2, 1, 1, 3, 3, 0],
        [2027, 2, 2, 0, 1, 1, 0],
        [2028, 1, 1, 0, 1, 1, 0],
        [2029, 1, 1, 0, 0, 0, 0],
        [2030, 0, 0, 0, 1, 1, 0],
    ]
    assert ahead["A2"].value == (
        "未完成的义务8人次：2026年至2030年到期6人次，以前年度已到期0人次，2030年以后到期1人次，"
        "未填拟申报副高年度、没有期限1人次。"
    )


def test_the_chart_is_a_chart_over_the_years() -> None:  # B03
    (name,) = [part for part in parts(data()) if part.startswith("xl/charts/chart")]
    chart = parts(data())[name].decode()
    for column in ("A", "B", "E"):
        assert f"'逐年到期'!${column}$4:${column}$8" in chart
    (drawn,) = load_workbook(io.BytesIO(data()))["逐年到期"]._charts
    assert drawn.anchor._from.row == 9
    assert sheet("逐年到期").print_area.endswith("$G$30")


def test_who_must_be_sent_is_in_the_order_of_the_latest_start() -> None:  # B03, B08
    going = rows_of("五年内须派")
    assert [(code, row[5]) for code, row in going.items()] == [
        ("F", "2025-07-01"),
        ("A", "2026-03-15"),
        ("I", "2026-12-31"),
        ("C", "2027-07-01"),
        ("D", "2028-07-01"),
        ("H", "2030-05-01"),
    ]
    assert [row[9] for row in going.values()] == ["红", "红", "黄", "绿", "绿", "绿"]
    assert going["C"][10] == "规培"


def test_who_is_away_with_the_date_a_stopped_clock_would_give() -> None:  # B03
    away = rows_of("暂不能派出")
    assert away["C"][5:12] == ["规培", "2023-08-01", "2026-07-31", None, "2028-06-30", "2031-07-01", "未到时候"]
    assert away["D"][5:8] == ["进修", None, None]
    assert set(away) == {"C", "D"}
    assert "停止计时须由区县在政策设置中写明" in str(sheet("暂不能派出")["A2"].value)


def test_excused_with_the_approval_and_overdue_with_the_days() -> None:  # B14, Q29
    assert rows_of("经批准免除")["E"][5:] == ["2027-04-30", "援外", "局", "示例卫发〔2026〕9号", "2026-12-31"]
    assert set(rows_of("经批准免除")) == {"E"}
    assert rows_of("逾期") == {}
    late = book_of(*ROWS)
    (document,) = duty_documents(duty(late, LETTER.policy, date(2026, 7, 10)), LETTER, late)
    overdue = load_workbook(io.BytesIO(document.data), data_only=True)["逾期"]
    assert [cell.value for cell in overdue[3]][1:9:7] == ["F", 10]


def test_json_has_the_years_and_who_is_away() -> None:  # B03
    view = duty_view(duty(book_of(*ROWS), LETTER.policy, ON))
    assert view["outlook"][1] == {"year": 2027, "finish": ["A", "B"], "start": ["C"]}
    assert (view["counts"]["excused"], view["differing"]) == (1, ["I"])
    assert {row["person"]: row["away"] for row in view["persons"] if row["away"]} == {"C": "规培", "D": "进修"}
