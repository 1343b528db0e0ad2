"""What a month's pay and a settlement have to say about their inputs."""

from countyhire.model.finding import Fault, Severity

YEAR_SETTLED = Fault(
    "CH673",
    "pay-year-already-settled",
    Severity.ERROR,
    "该年度已经结算，不能再按月发放",
    "结算以后的更正都以结算差额体现，再按月发放会重复。",
    "改用 payroll --settle 计算该年度的差额。",
    "E14",
)
YEAR_NOT_OVER = Fault(
    "CH674",
    "pay-year-not-over",
    Severity.ERROR,
    "年度未结束，不能结算",
    "服务月数和考核到年底才完整。",
    "年度结束后再结算；年度内按月发放。",
    "E14",
)
SETTLED_ON_EARLIER = Fault(
    "CH675",
    "pay-settled-on-earlier-average",
    Severity.ERROR,
    "结算须用当年的超额绩效平均水平",
    "以前年度的平均水平只能用于预核。",
    "在《绩效标准》的“区县级医疗机构”表补填当年数据后再结算。",
    "E12",
)
PAID_OVER_TOTAL = Fault(
    "CH676",
    "pay-advanced-over-total",
    Severity.WARNING,
    "按月发放的累计数超过核定总量",
    "发放不得超过核定总量，超出部分在结算时要扣回。",
    "核对核定数；必要时停止预发，到结算时多退少补。",
    "E13",
)
TAKES_BACK = Fault(
    "CH677",
    "pay-takes-back",
    Severity.WARNING,
    "更正后本次应扣回的大于应发的",
    "以前多发，本次合计为负数，不能直接交银行代发。",
    "与本人核对后扣回，或者结转到下一次发放抵扣。",
    "E14",
)
CLAWBACK = Fault(
    "CH678",
    "pay-term-not-fulfilled",
    Severity.NOTICE,
    "提前结束或者期满考核不合格，已列出涉及的绩效金额",
    "文件没有规定追回，是否追回由区县决定。",
    "决定追回的，在政策参数 payroll.clawback 写明依据。",
    "B11",
)
NOBODY_NOW = Fault(
    "CH679",
    "pay-paid-but-not-due",
    Severity.WARNING,
    "以前发过绩效的人员，现在没有该年度的服务记录",
    "台账更正后该人员不应发放，已发的全部列为扣回。",
    "核对服务台账；确属误发的扣回，误删的补登。",
    "D04",
)

MONTH_RUNNING = Fault(
    "CH680",
    "pay-month-running",
    Severity.WARNING,
    "当月未结束，只算到计算日期",
    "提前发放的月份以后的天数没有发，会在下一次发放时作为差额补发。",
    "月底以后再发放当月；确需提前的，下一次运行会补足。",
    "E14",
)
MONTH_NOT_BEGUN = Fault(
    "CH681",
    "pay-month-not-begun",
    Severity.ERROR,
    "要发放的月份还没有开始",
    "没有服务就没有绩效，先发放会把这个月记为已发。",
    "改为已经开始的月份，或核对 --as-of。",
    "E14",
)

RUN_FAULTS = (
    YEAR_SETTLED,
    YEAR_NOT_OVER,
    SETTLED_ON_EARLIER,
    PAID_OVER_TOTAL,
    TAKES_BACK,
    CLAWBACK,
    NOBODY_NOW,
    MONTH_RUNNING,
    MONTH_NOT_BEGUN,
)
