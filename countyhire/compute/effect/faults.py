"""What the indicators have to say about their sources, beside the rules of CH750."""

from collections.abc import Sequence

from countyhire.model.finding import Fault, Finding, Severity
from countyhire.model.where import Cell

NOT_FILLED_IN = Fault(
    "CH760",
    "indicator-not-reported",
    Severity.NOTICE,
    "有成效指标没有数据来源，写“未填报”。",
    "没有统计的数不能当作零：零说的是确实没有，未填报说的是不知道。",
    "有统计的，填进所列的工作表；没有统计的不必处理，指标保留“未填报”。",
    "G13",
)
FAULTS = (NOT_FILLED_IN,)


def not_reported(sheet: str, names: Sequence[str], year: int) -> Finding:
    """The indicators that wait for a sheet (`成效台账/年度诊疗`), in their order."""
    workbook, _, name = sheet.partition("/")
    return NOT_FILLED_IN.at(Cell(f"{workbook}.xlsx", name), f"{year}年未填报：{'、'.join(names)}", sheet)
