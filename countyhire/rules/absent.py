"""The one notice about a workbook that is not there, so that the checks that read it were skipped."""

from collections.abc import Iterable, Mapping, Sequence

from countyhire.model.book import Book
from countyhire.model.finding import Finding, Severity
from countyhire.model.where import Cell
from countyhire.rules.rule import Rule, fault

SHEET_NAMES = {
    "institutions": ("机构名录", "机构"),
    "abilities": ("机构名录", "服务能力"),
    "equipment": ("机构名录", "设备"),
    "people": ("人员花名册", "花名册"),
    "leaves": ("人员花名册", "请假与培训"),
    "post_changes": ("人员花名册", "岗位变动"),
    "courses": ("人员花名册", "培训登记"),
    "supports": ("人员花名册", "人才登记"),
    "demands": ("需求申报表", "需求"),
    "preferences": ("志愿申请表", "志愿"),
    "spells": ("服务台账", "服务"),
    "scores": ("月度考核表", "月度考核"),
    "scheme_items": ("月度考核表", "考核方案"),
    "basic_standards": ("绩效标准", "岗位基础绩效"),
    "county_units": ("绩效标准", "区县级医疗机构"),
    "post_coefficients": ("绩效标准", "岗位系数"),
    "peer_averages": ("绩效标准", "同类人员平均"),
    "approvals": ("绩效标准", "核定"),
    "primary_totals": ("绩效标准", "基层机构核定"),
    "primary_staff": ("绩效标准", "基层机构人员绩效"),
    "primary_overtime": ("绩效标准", "基层加班"),
    "home_pay": ("原单位工资表", "工资"),
    "regradings": ("原单位工资表", "转正定级"),
    "fund_entries": ("资金池台账", "收支"),
    "budgets": ("资金池台账", "预算"),
    "establishments": ("编制台账", "编制"),
    "establishment_changes": ("编制台账", "编制调整"),
    "department_limits": ("编制台账", "科室保障表"),
    "village_clinics": ("村卫生室", "村卫生室"),
    "village_doctors": ("村卫生室", "乡村医生"),
    "subsidy_rates": ("村卫生室", "定额补助标准"),
    "mentoring": ("带教台账", "结对"),
    "studies": ("带教台账", "跟班学习"),
    "activities": ("成效台账", "月度诊疗"),
    "techniques": ("成效台账", "新技术"),
    "feature_departments": ("成效台账", "特色科室"),
    "trainings": ("成效台账", "培训"),
    "yearly_visits": ("成效台账", "年度诊疗"),
    "comparisons": ("成效台账", "前后对比"),
    "ratings": ("成效台账", "等级评定"),
    "savings": ("成效台账", "就医节省"),
    "surveys": ("成效台账", "满意度"),
    "departures": ("成效台账", "离开人员"),
    "exemptions": ("例外清单", "例外"),
}

WORKBOOK_ABSENT = fault(
    "CH990",
    "workbook-absent",
    Severity.NOTICE,
    """没有这个工作簿或工作表，读取它的检查没有做。

    为什么: 不是每个区县都有全部台账；没有的不作猜测，只说明哪些检查没有做。
    怎么改: 需要这些检查的，用 countyhire init 取得空白表填写；不需要的不必处理。
    """,
    "FORM",
)

FAULTS = (WORKBOOK_ABSENT,)


def notices(
    book: Book, expected: Iterable[str], rules: Sequence[Rule], files: Mapping[str, str] = {}
) -> tuple[Finding, ...]:
    """One notice a workbook; it names the sheets where others of the same workbook were read.

    `files` are the names of the files that were read, by workbook: where a sheet is missing, the notice is about
    the file that lacks it, whatever it is called.
    """
    read = {name for one in rules for name in one.reads}
    missing = [name for name in SHEET_NAMES if name in set(expected) & read and not book.has(name)]
    found = []
    for workbook in dict.fromkeys(SHEET_NAMES[name][0] for name in missing):
        sheets = [SHEET_NAMES[name][1] for name in missing if SHEET_NAMES[name][0] == workbook]
        whole = not any(SHEET_NAMES[name][0] == workbook for name in book.read)
        words = f"没有工作簿“{workbook}”" if whole else f"“{workbook}”没有工作表{'、'.join(sheets)}"
        count = sum(1 for one in rules if set(one.reads) & set(missing) and _reads(one, workbook))
        name = files.get(workbook) or f"{workbook}.xlsx"
        found.append(WORKBOOK_ABSENT.at(Cell(name), f"{words}，跳过{count}项检查"))
    return tuple(found)


def _reads(one: Rule, workbook: str) -> bool:
    return any(SHEET_NAMES[name][0] == workbook for name in one.reads)
