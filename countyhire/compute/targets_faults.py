"""What the targets have to say about the year's own figures."""

from countyhire.model.finding import Fault, Severity

HIRES_OUTSIDE = Fault(
    "CH960",
    "hires-outside-band",
    Severity.WARNING,
    "当年为基层招聘的人数不在方案规定的范围内。",
    "方案规定了每年招聘的最低和最高人数。",
    "核对入职日期、进入方式和机构；人数无误的，在说明里写明原因。",
    "L04",
)
NO_TARGETS = Fault(
    "CH961",
    "no-targets",
    Severity.NOTICE,
    "所用政策包没有基层队伍建设的目标。",
    "目标来自强基工程一类的方案，别的文件没有。",
    "要核对目标的，在 countyhire.toml 里改用有目标的政策包。",
    "L01",
)
OVER_BUDGET = Fault(
    "CH965",
    "training-subsidy-over-budget",
    Severity.WARNING,
    "全科医生培训补助超过年度预算。",
    "培训补助由财政在预算内给予，超过的没有资金来源。",
    "核对培训登记里的补助金额；确需增加的先调整预算，改 countyhire.toml 里的 training.subsidy_budget。",
    "N08",
)

FAULTS = (HIRES_OUTSIDE, NO_TARGETS, OVER_BUDGET)
