"""What collecting the month's score sheets has to say, beside the rules of CH500."""

from countyhire.model.finding import Fault, Severity

FORM_MISSING = Fault(
    "CH540",
    "score-form-missing",
    Severity.WARNING,
    "接收机构没有交回当月考核表。",
    "没有得分不能发当月超额绩效，年终也不能结算。",
    "催报；交回后放进“考核回收”文件夹重新运行 countyhire assess collect。",
    "H37",
)
ROW_MISSING = Fault(
    "CH541",
    "score-row-missing",
    Severity.WARNING,
    "交回的考核表里有人没有得分，也没有免考原因。",
    "缺得分不能按零分计算，也不能跳过。",
    "请接收机构补考核；因请假等原因不考核的，填写免考原因。",
    "E15",
)
OTHER_MONTH = Fault(
    "CH542",
    "score-of-another-month",
    Severity.ERROR,
    "交回的考核表里是别的月份。",
    "收的是一个月的考核，别的月份不能混入。",
    "核对月份；确是以前月份补报的，用该月份另行收集。",
    "H37",
)
REPLACES = Fault(
    "CH543",
    "score-replaces-another",
    Severity.WARNING,
    "交回的得分与月度考核表里已有的不同。",
    "改动已有的得分会改变绩效，应当有依据。",
    "核对两个得分；确需更正的，以交回的为准并说明理由。",
    "E15",
)

FAULTS = (FORM_MISSING, ROW_MISSING, OTHER_MONTH, REPLACES)
