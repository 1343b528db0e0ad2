"""What the year's quota has to say about who is counted (Q7)."""

from countyhire.model.finding import Fault, Severity

OTHER_READING = Fault(
    "CH950",
    "quota-other-employment",
    Severity.WARNING,
    "如计入编外等方式聘用的人员，应派人数不同",
    "文件只写明含总量备案制人员；返聘、柔性引进、合同制等不计入，是否计入由区县把握。",
    "核对这些人的编制情况；区县另有规定的，在 quota.types 写明依据。",
    "C09",
)
FAULTS = (OTHER_READING,)
