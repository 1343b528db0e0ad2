"""The three mechanisms that each document asks for: what stands in the ledgers for each of them (A08, I03).

Nothing here counts people: the page of the year, which is published, shows it too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from countyhire.compute.evaluation.facts import Facts, source
from countyhire.model.money import Fen, half_up, yuan_grouped

POSTS, ASSESSMENT, INCENTIVE = "编制动态调整", "业务考核", "激励"
TALENT, SCORES, SUPPORT = "人才激励", "考核激励", "服务保障"
NOTHING = "没有填报"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a mechanism is seen by; without `text` nothing of it was reported."""

    clause: str
    mechanism: str
    what: str
    text: str
    source: str

    @property
    def told(self) -> str:
        return self.text or f"{NOTHING}（{self.source}）"


def mechanisms(facts: Facts) -> tuple[Line, ...]:
    """The lines of 55号's three mechanisms (A08), then of 巫山's (I03); each mechanism has at least one."""
    lines = [
        Line("A08", mechanism, what, _text(facts, reads, tell), source(*reads) if reads else "例外清单、政策包")
        for mechanism, what, reads, tell in _OF_55
    ]
    lines += [
        Line("I03", mechanism, what, _text(facts, reads, tell), source(*reads))
        for mechanism, what, reads, tell in _OF_WUSHAN
    ]
    return tuple(lines)


def _text(facts: Facts, reads: tuple[str, ...], tell: Callable[[Facts], str]) -> str:
    return "" if facts.absent(*reads) else tell(facts)


def _posts(facts: Facts) -> str:
    rows = facts.book.establishments
    approved = sum(row.approved or 0 for row in rows)
    adjusted = sum(1 for row in rows if row.adjusted_on and row.adjusted_on.year == facts.year)
    return f"{len({row.institution for row in rows})}个机构核定编制{approved}名，{facts.year}年调整{adjusted}个机构"


def _scores(facts: Facts) -> str:
    months = sorted({row.month for row in facts.book.scores if row.month and row.month.year == facts.year})
    return f"{facts.year}年已考核{len(months)}个月（{months[0]}至{months[-1]}）" if months else ""


def _scheme(facts: Facts) -> str:
    rows = facts.book.scheme_items
    return f"考核方案{len({row.specialty for row in rows})}套，考核项目{len({row.item for row in rows})}个"


def _pay(facts: Facts) -> str:
    if isinstance(facts.payroll, str):
        return ""
    return f"{facts.payroll.year}年度虚拟机构绩效工资分配{yuan_grouped(_fen(facts.payroll.sum.value))}元"


def _allowance(facts: Facts) -> str:
    rows = [row for row in facts.book.institutions if row.township_allowance]
    return f"{len(rows)}个接收机构定有乡镇工作补贴标准" if rows else ""


def _priority(facts: Facts) -> str:
    uses = facts.policy.texts("certify.priority_uses", facts.until)
    return f"同等条件下在{'、'.join(uses)}上优先" if uses else ""


def _came_in(facts: Facts) -> str:
    if isinstance(facts.fund, str):
        return ""
    return f"{facts.fund.year}年两个资金池收入{_sum(pool.income.value for pool in facts.fund.pools)}元"


def _spent(facts: Facts) -> str:
    if isinstance(facts.fund, str):
        return ""
    return f"{facts.fund.year}年两个资金池支出{_sum(pool.spending.value for pool in facts.fund.pools)}元"


def _sum(values: Iterable[Fraction | int]) -> str:
    return yuan_grouped(_fen(sum(values, Fraction())))


def _fen(value: Fraction | int) -> Fen:
    return half_up(Fraction(value))


Row = tuple[str, str, tuple[str, ...], Callable[[Facts], str]]
_OF_55: tuple[Row, ...] = (
    (POSTS, "核定和调整", ("establishments",), _posts),
    (ASSESSMENT, "考核办法", ("scheme_items",), _scheme),
    (ASSESSMENT, "月度考核", ("scores",), _scores),
    (INCENTIVE, "绩效工资", ("spells",), _pay),
    (INCENTIVE, "乡镇工作补贴", ("institutions",), _allowance),
)
_OF_WUSHAN: tuple[Row, ...] = (
    (TALENT, "职称和聘任", ("spells",), _priority),
    (SCORES, "考核结果与绩效挂钩", ("scores",), _pay),
    (SUPPORT, "资金筹集", ("fund_entries",), _came_in),
    (SUPPORT, "资金使用", ("fund_entries",), _spent),
)
