"""What the pools have to say about their own inputs, beside the rules of CH700."""

from countyhire.model.finding import Fault, Severity

OPENING_DIFFERS = Fault(
    "CH740",
    "pool-opening-differs",
    Severity.WARNING,
    "上年结转与台账里上年末的余额不一致。",
    "年初余额就是上年末余额，不一致的必有一处漏登或错登。",
    "核对上年台账和结转数，补登或改正。",
    "D01",
)
RUNS_OUT = Fault(
    "CH741",
    "pool-runs-out",
    Severity.WARNING,
    "按已有的支出进度，资金池年内用完。",
    "余额不能为负，用完以后的绩效和补助没有资金来源。",
    "催收未到位的筹资，或调整预算和支出。",
    "D03",
)
OVER_CHARGED = Fault(
    "CH742",
    "pay-charged-over-due",
    Severity.WARNING,
    "为一个人列支的派驻人员绩效超过其应发数。",
    "资金池只能列支应发的绩效，多列的不算覆盖。",
    "核对凭证和绩效工资分配表；多列的冲回。",
    "D05",
)
CHARGED_FOR_NOBODY = Fault(
    "CH743",
    "pay-charged-for-nobody-due",
    Severity.WARNING,
    "列支了派驻人员绩效，但该人当年没有应发绩效。",
    "没有应发的绩效就没有可列支的支出。",
    "核对人员编号、所属月份和服务台账；不应列支的冲回。",
    "D04",
)
CHARGED_AS_A_SUM = Fault(
    "CH744",
    "pay-charged-as-a-sum",
    Severity.WARNING,
    "派驻人员绩效的列支没有写明人员或所属月份。",
    "不写明就不能核对是谁、哪个月的绩效，只能按总数冲抵。",
    "按人、按月分行登记。",
    "D04",
)
COVER_UNKNOWN = Fault(
    "CH745",
    "pay-cover-unknown",
    Severity.NOTICE,
    "没有计算绩效工资，覆盖情况从略。",
    "覆盖情况要用当年绩效工资总额，缺工作簿或其中有错误时无法计算。",
    "先用 countyhire payroll 算出当年绩效，按提示补齐工作簿后重新运行。",
    "D05",
)

SUBSIDY_UNJUDGED = Fault(
    "CH746",
    "subsidy-without-assessment",
    Severity.WARNING,
    "没有考核结果，经费补助未与考核挂钩。",
    "方案规定补助与派出、接收双方的考核结果挂钩，没有考核就不能确认是否扣减。",
    "补齐并改正月度考核表后重新运行。",
    "J20",
)
SUBSIDY_TIED = Fault(
    "CH747",
    "subsidy-of-failed-assessment",
    Severity.WARNING,
    "考核不合格的人员，其经费补助与考核挂钩。",
    "方案只说挂钩，没有规定扣多少，由政策包的值 subsidy.failed 决定。",
    "决定是否扣减；不合格的月份不计补助的，在 countyhire.toml 写明 subsidy.failed 和依据。",
    "J20",
)

FAULTS = (
    OPENING_DIFFERS,
    RUNS_OUT,
    OVER_CHARGED,
    CHARGED_FOR_NOBODY,
    CHARGED_AS_A_SUM,
    COVER_UNKNOWN,
    SUBSIDY_UNJUDGED,
    SUBSIDY_TIED,
)
