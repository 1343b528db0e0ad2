"""Short ways to write a book of pay in a test: one function a sheet, yuan as numbers."""

from datetime import date
from fractions import Fraction
from typing import Any

from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.column import columns_of
from countyhire.model.institutions import Institution
from countyhire.model.money import half_up, yuan_grouped
from countyhire.model.pay import Approval, BasicStandard, CountyUnit, HomePay, PeerAverage, PostCoefficient
from countyhire.model.people import Leave, Person, PostChange
from countyhire.model.period import Month
from countyhire.model.service import Score, Spell
from countyhire.model.where import Table

SHEETS = {
    Institution: ("机构名录.xlsx", "机构"),
    Person: ("人员花名册.xlsx", "花名册"),
    Spell: ("服务台账.xlsx", "服务"),
    Score: ("月度考核表.xlsx", "月度考核"),
    BasicStandard: ("绩效标准.xlsx", "岗位基础绩效"),
    CountyUnit: ("绩效标准.xlsx", "区县级医疗机构"),
    PostCoefficient: ("绩效标准.xlsx", "岗位系数"),
    HomePay: ("原单位工资表.xlsx", "工资"),
    PeerAverage: ("绩效标准.xlsx", "同类人员平均"),
    Approval: ("绩效标准.xlsx", "核定"),
    PostChange: ("人员花名册.xlsx", "岗位变动"),
    Leave: ("人员花名册.xlsx", "请假与培训"),
}


def fen(yuan: str | int) -> int:
    """`33333.33` as 3333333."""
    value = Fraction(yuan) * 100
    assert value.denominator == 1
    return int(value)


def day(text: str) -> date:
    return date.fromisoformat(text)


def placed(kind: Any, row: int, /, **values: Any) -> Any:
    """A record that stands on its canonical sheet, columns in the order of the record."""
    columns = {column.field: index for index, column in enumerate(columns_of(kind), 1)}
    return kind(table=Table(*SHEETS[kind], 1, columns), row=row, **values)


def person(code: str, grade: str = "专技十级", **more: Any) -> Person:
    return placed(Person, 2, code=code, name=f"人员{code}", institution="H1", post_grade=grade, **more)


def spell(person: str, start: str, end: str | None, receiver: str = "T1", sender: str = "H1", **more: Any) -> Spell:
    values = {"category": "县聘乡用", "status": "期满", "code": f"S-{person}-{start}-{receiver}", "specialty": "内科"}
    last = day(end) if end else None
    return placed(
        Spell, 2, person=person, sender=sender, receiver=receiver, start=day(start), end=last, **{**values, **more}
    )


def months(first: str, last: str) -> list[Month]:
    """`2025-03` to `2025-05`, both included."""
    found, end = [Month(*map(int, first.split("-")))], Month(*map(int, last.split("-")))
    while found[-1] < end:
        found.append(found[-1].next)
    return found


def scores(person: str, first: str, last: str, score: str | int = 90, receiver: str = "T1", **more: Any) -> list[Score]:
    value = Fraction(score)
    return [
        placed(Score, index, person=person, month=month, assessor=receiver, score=value, **more)
        for index, month in enumerate(months(first, last), 2)
    ]


def standard(grade: str, yuan: str | int, since: str | None = None) -> BasicStandard:
    return placed(BasicStandard, 2, post_grade=grade, annual=fen(yuan), since=day(since) if since else None)


def unit(code: str, year: int, excess: str | int | None, heads: str | int | None, **more: Any) -> CountyUnit:
    money = None if excess is None else fen(excess)
    count = None if heads is None else Fraction(heads)
    return placed(CountyUnit, 2, institution=code, year=year, excess_total=money, average_headcount=count, **more)


def approval(year: int, basic: str | int | None, excess: str | int | None) -> Approval:
    parts = [None if value is None else fen(value) for value in (basic, excess)]
    return placed(Approval, 2, year=year, basic=parts[0], excess=parts[1], document="示例人社〔2026〕1号")


def coefficient(grade: str, value: str, since: str | None = None) -> PostCoefficient:
    return placed(
        PostCoefficient, 2, post_grade=grade, coefficient=Fraction(value), since=day(since) if since else None
    )


def post_change(person: str, grade: str, since: str) -> PostChange:
    return placed(PostChange, 2, person=person, post_grade=grade, since=day(since))


def leave(person: str, start: str, end: str | None, kind: str = "病假") -> Leave:
    return placed(Leave, 2, person=person, kind=kind, start=day(start), end=day(end) if end else None)


def institution(code: str, **more: Any) -> Institution:
    return placed(Institution, 2, code=code, name=f"机构{code}", **more)


def book(*rows: Any) -> Book:
    """A book of these rows, each on its own sheet; lists of rows are opened."""
    fields = {
        Institution: "institutions",
        Person: "people",
        Spell: "spells",
        Score: "scores",
        BasicStandard: "basic_standards",
        CountyUnit: "county_units",
        PostCoefficient: "post_coefficients",
        HomePay: "home_pay",
        PeerAverage: "peer_averages",
        Approval: "approvals",
        PostChange: "post_changes",
        Leave: "leaves",
    }
    sheets: dict[str, list[Any]] = {}
    for row in rows:
        for one in row if isinstance(row, list) else [row]:
            sheets.setdefault(fields[type(one)], []).append(one)
    return Book(**{name: tuple(found) for name, found in sheets.items()}, read=frozenset(sheets))


def half(amount: Amount) -> str:
    """A money figure as printed, rounded to the fen."""
    return yuan_grouped(half_up(amount.value))


def peers(institution: str, department: str, grade: str, year: int, yuan: str | int) -> PeerAverage:
    return placed(
        PeerAverage, 2, institution=institution, department=department, post_grade=grade, year=year, annual=fen(yuan)
    )


def home(person: str, month: str, **yuan: str | int) -> HomePay:
    """A row of 原单位工资表."""
    values = {name: fen(value) for name, value in yuan.items()}
    return placed(HomePay, 2, person=person, month=Month(*map(int, month.split("-"))), **values)
