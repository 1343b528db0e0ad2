"""How a person's credited months were made: every stretch, the days left over, the month they make (B04)."""

from countyhire.compute.duty import PersonDuty
from countyhire.compute.service import Reckoning, Stretch
from countyhire.model.amount import Amount, Op, total
from countyhire.model.period import length


def credited_amount(row: PersonDuty, rule: Reckoning) -> Amount:
    """The whole months that 55号 counts, as a figure with its stretches and their cells.

    Where the pack asks for continuous service it is the longest stretch, else all of them and what the days
    left over by two or more of them make.
    """
    stretches = tuple(_stretch(run) for run in row.stretches if run.counted)
    label = "计入的服务月数"
    if rule.continuous and stretches:
        return Amount(label, row.credited.months, "个月", Op.GREATEST, stretches, "须连续的，取最长一段", "B04")
    over = [rest for run in row.stretches if run.counted and (rest := length(run.counted).days)]
    if len(over) < 2:
        words = f"另有{over[0]}天，单独一段的零头不折" if over else ""
        return total(label, stretches, "个月", "B04", words)
    days = Amount("各段零头天数", sum(over), "天", Op.COUNT, words="＋".join(str(part) for part in over), clause="B04")
    made = Amount(
        "零头折成的月数", sum(over) // rule.days_in_month, "个月", Op.COUNT, (days,),
        f"满{rule.days_in_month}天折一个月，余{row.credited.days}天", "B04",
    )  # fmt: skip
    return total(label, (*stretches, made), "个月", "B04")


def _stretch(run: Stretch) -> Amount:
    assert run.counted is not None
    whole = length(run.counted)
    words = [f"另{whole.days}天"] if whole.days else []
    if run.lost:
        words.append(f"扣除{run.lost}天")
    return Amount(
        str(run.period), whole.months, "个月", words="，".join(words), clause="B04", cell=run.spells[0].cell("start")
    )
