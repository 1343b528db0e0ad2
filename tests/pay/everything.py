"""Every pay document of the sample district with the results it was made from, each computed once."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from countyhire.compute.assess import collect, forms, results
from countyhire.compute.compare import compare
from countyhire.compute.compare_sheet import Content, PaySheet, read_sheet
from countyhire.compute.funds import fund
from countyhire.compute.funds_cover import cover, postings
from countyhire.compute.funds_subsidy import subsidy
from countyhire.compute.pay.history import PaidRun
from countyhire.compute.pay.home import home_statement
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.pay.primary import primary
from countyhire.compute.pay.settlement import settle
from countyhire.compute.pay.terms import Terms
from countyhire.compute.payroll import payroll
from countyhire.model.amount import Amount, Op
from countyhire.model.book import Book
from countyhire.model.finding import Finding
from countyhire.model.money import half_up
from countyhire.model.period import Month, Period
from countyhire.pipeline.material import MORE, PAYROLL, Job, Material, gather
from countyhire.pipeline.new_district import SAMPLE, sample_data
from countyhire.pipeline.primary import BESIDE
from countyhire.pipeline.primary import PRIMARY as OWN
from countyhire.policy.load import load
from countyhire.reports.assess import collect_documents, forms_documents
from countyhire.reports.compare import compare_documents
from countyhire.reports.funds import fund_documents
from countyhire.reports.letterhead import Document
from countyhire.reports.pay_home import home_documents
from countyhire.reports.pay_month import month_documents
from countyhire.reports.pay_settlement import settlement_documents
from countyhire.reports.payroll import payroll_documents
from countyhire.reports.primary import primary_documents
from tests.pay.sample import DAY
from tests.reports.district import letter

YEAR = 2025
MARCH = Month(2026, 3)
Made = tuple[list[Document], tuple[object, ...]]


@lru_cache(maxsize=1)
def material() -> Material:
    fields = (*PAYROLL, "fund_entries")
    return gather(Job(sample_data() / SAMPLE, DAY), fields, (*MORE["payroll"], "budgets", *OWN, *BESIDE))


def book() -> Book:
    return material().book


def paid(first: Month, last: Month) -> list[PaidRun]:
    """The runs of some months, each seeing those before it; the first as if the rates had been half by mistake."""
    runs: list[PaidRun] = []
    while first <= last:
        runs.append(payroll_month(book(), letter().policy, first, DAY, runs).paid_run(str(first)))
        first = first.next
    return runs


@lru_cache(maxsize=1)
def made() -> dict[str, Made]:
    """The documents of each command with the results whose figures they show."""
    head, rows = letter(on=DAY, year=YEAR, pdf=False), book()
    policy = head.policy
    year = payroll(rows, policy, YEAR, DAY)
    history = [_with_a_mistake(paid(Month(2026, 1), Month(2026, 2)))]
    march = payroll_month(rows, policy, MARCH, DAY, [run for runs in history for run in runs])
    home = home_statement(rows, policy, MARCH.period, DAY)
    settled = settle(rows, policy, YEAR, DAY, paid(Month(YEAR, 1), Month(YEAR, 12)))
    whole = home_statement(rows, policy, Period(date(YEAR, 1, 1), date(YEAR, 12, 31)), DAY)
    pools = fund(rows, policy, YEAR, DAY)
    borne = cover(rows, pools, year)
    posted = postings(rows, pools, paid(Month(YEAR, 1), Month(YEAR, 12)))
    shares = {"value": {"派出机构": "3/5", "接收机构": "2/5"}, "cite": "示例卫发〔2026〕3号"}
    grant = subsidy(
        rows, load("dianjiang-2015", dict.fromkeys(("subsidy.split", "assess.dual_weights"), shares)), YEAR, DAY
    )
    strengthening = load("strengthening-2020")
    own = primary(rows, strengthening, YEAR, DAY)
    return {
        "year": (payroll_documents(year, head, rows), (year,)),
        "month": (month_documents(march, home, head, rows), (march, home)),
        "settle": (
            [*settlement_documents(settled, head, rows), *home_documents(whole, head, rows, f"{YEAR}年度")],
            (settled, whole),
        ),
        "primary": (primary_documents(own, replace(head, policy=strengthening), rows), (own,)),
        "fund": (fund_documents(pools, borne, posted, grant, head, rows), (pools, borne, posted, grant)),
    }


@lru_cache(maxsize=1)
def beside() -> dict[str, list[Document]]:
    """The documents of assessing and comparing: scores of a month in which one person's did not come; two sheets."""
    head, policy = letter(on=DAY, year=YEAR, pdf=False), letter().policy
    last = book().scores[-1]
    short = book().with_rows("scores", [row for row in book().scores if row.person != last.person])
    collected = collect(short, policy, MARCH, DAY, [])
    return {
        "assess": collect_documents(
            collected, results(short, policy, MARCH, DAY), Terms.read(policy, MARCH.last).shape, head, short
        )[1:],
        "forms": forms_documents(forms(book(), policy, MARCH), head),
        "compare": compare_documents(compare(*sheets()), head, "旧表.xlsx", "新表.xlsx"),
    }


def sheets() -> tuple[PaySheet, PaySheet]:
    """A hand-made sheet with a yuan too much and one person short, and ours."""
    heads: list[Content] = ["人员编号", "姓名", "基础绩效", "超额绩效", "合计"]
    ours: list[list[Content]] = [
        [f"P{n}", f"人员{n}", Fraction(30_000), Fraction(100 * n, 3), 30_000 + Fraction(100 * n, 3)] for n in range(5)
    ]
    theirs = [row[:] for row in ours[1:]]
    theirs[0][2], theirs[0][4] = Fraction(30_001), Fraction(30_001) + Fraction(100, 3)
    new = read_sheet("新", [heads, *ours], None)
    assert new
    old = read_sheet("旧", [heads, *theirs], new)
    assert old
    return old, new


def _with_a_mistake(runs: list[PaidRun]) -> list[PaidRun]:
    """The first person was paid a yuan too little in January, the second one too much."""
    first, second, *others = runs[0].rows
    rows = (replace(first, fen=first.fen - 100), replace(second, fen=second.fen + 100), *others)
    return [replace(runs[0], rows=rows), *runs[1:]]


def amounts(thing: object, person: str = "") -> Iterator[tuple[str, Amount]]:
    """Every figure inside a result, with the person in whose row it stands."""
    if isinstance(thing, Amount):
        yield person, thing
    elif isinstance(thing, Finding | Book):
        return
    elif is_dataclass(thing) and not isinstance(thing, type):
        told = (getattr(thing, name, "") for name in ("person", "subject", "institution"))
        person = next((one for one in told if isinstance(one, str) and one), "") or person
        for item in fields(thing):
            yield from amounts(getattr(thing, item.name), person)
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from amounts(value, person)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from amounts(value, person)


def steps(amount: Amount, seen: set[int]) -> Iterator[Amount]:
    """A figure and everything under it, each once; of a shared pool everybody's figures too."""
    if id(amount) not in seen:
        seen.add(id(amount))
        yield amount
        for part in amount.inputs:
            yield from steps(part, seen)


def own_steps(amount: Amount) -> Iterator[Amount]:
    """A figure and everything under it that is its owner's: of a shared pool the own weight."""
    yield amount
    for part in amount.inputs[1:2] if amount.op is Op.SHARE else amount.inputs:
        yield from own_steps(part)


def from_inputs(amount: Amount) -> Fraction:
    """The value worked out from the values of the inputs."""
    inputs = tuple(Amount(part.label, part.value) for part in amount.inputs)
    return Amount(amount.label, amount.value, op=amount.op, inputs=inputs).recomputed()


def fen(amount: Amount) -> int:
    """A figure in fen, as its inputs give it."""
    return half_up(from_inputs(amount))
