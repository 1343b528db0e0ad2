"""Every document of every command, of a district small enough to be read whole; of any book of that shape."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

from countyhire.compute.active import active_on
from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.result import Allocation
from countyhire.compute.allocation.study import Study, study
from countyhire.compute.assess import collect, forms, results
from countyhire.compute.certify import certify
from countyhire.compute.compare import compare
from countyhire.compute.compare_sheet import Content, PaySheet, read_sheet
from countyhire.compute.duty import duty
from countyhire.compute.effect import effect
from countyhire.compute.evaluation import Facts, evaluation
from countyhire.compute.funds import fund
from countyhire.compute.funds_cover import cover, postings
from countyhire.compute.funds_subsidy import subsidy
from countyhire.compute.packets import packets
from countyhire.compute.pay.history import PaidRun
from countyhire.compute.pay.home import home_statement
from countyhire.compute.pay.month import payroll_month
from countyhire.compute.pay.primary import primary
from countyhire.compute.pay.settlement import settle
from countyhire.compute.pay.terms import Terms
from countyhire.compute.payroll import payroll
from countyhire.compute.posts import posts
from countyhire.compute.quota import quota
from countyhire.compute.rollup import Result, added_up
from countyhire.compute.simulate import simulate
from countyhire.compute.targets import targets
from countyhire.compute.todo import todo
from countyhire.compute.train import train
from countyhire.compute.village import village
from countyhire.model import village as village_rows
from countyhire.model.book import Book
from countyhire.model.pay import POOLS, Budget, FundEntry, HomePay
from countyhire.model.period import Month, Period
from countyhire.model.primary import Overtime, PrimaryTotal, Regrading
from countyhire.model.service import SchemeItem
from countyhire.policy.load import load
from countyhire.policy.parameter import Policy
from countyhire.reports.active import active_documents
from countyhire.reports.assess import collect_documents, forms_documents
from countyhire.reports.compare import compare_documents
from countyhire.reports.documents import (
    Document,
    Letterhead,
    batch_documents,
    certify_documents,
    check_documents,
    duty_documents,
    payroll_documents,
    quota_documents,
)
from countyhire.reports.effect import effect_documents
from countyhire.reports.evaluation import evaluation_document
from countyhire.reports.funds import fund_documents
from countyhire.reports.machine import allocation_view, duty_view, payroll_view, quota_view
from countyhire.reports.packets import packets_documents
from countyhire.reports.pay_home import home_documents
from countyhire.reports.pay_month import month_documents
from countyhire.reports.pay_settlement import settlement_documents
from countyhire.reports.posts import posts_documents
from countyhire.reports.primary import primary_documents
from countyhire.reports.rollup import rollup_documents
from countyhire.reports.simulate import plan_documents
from countyhire.reports.targets import targets_documents
from countyhire.reports.todo import todo_document
from countyhire.reports.train import train_documents
from countyhire.reports.village import village_documents
from countyhire.reports.year.page import year_page
from countyhire.reports.year.sections import sections_of
from countyhire.rules.registry import run as run_rules
from countyhire.sheets.transcript import transcribed
from tests.compute import postsbook, primarybook, villagebook
from tests.reports import district
from tests.reports.district import YEAR
from tests.reports.outcomes import with_outcomes

PRIMARY, COUNTY = POOLS
FIRST, LAST, MAY = Month(YEAR, 1), Month(YEAR, 12), Month(YEAR, 5)
ON = date(YEAR + 1, 1, 20)  # the year is over, its last scores are in
SPLIT = {"value": {"派出机构": "3/5", "接收机构": "2/5"}, "cite": "示例卫发〔2026〕3号"}
MONTHS = tuple(Month(YEAR, number) for number in range(1, 13))


@lru_cache(maxsize=1)
def book() -> Book:
    """The small district with accounts, pay at home, pools with a budget, and a scheme of points."""
    plain = district.book()
    people = [
        replace(person, bank_account=f"{6222020000000000 + number}", phone=f"139000000{number:02}")
        if person.code.startswith("P") and person.code != "P04"  # P04's account is not known
        else person
        for number, person in enumerate(plain.people)
    ]
    entries = [
        _entry("V1", 1, COUNTY, "收入", "上年结转", 5_000_000, "2025年12月31日余额"),
        _entry("V2", 2, COUNTY, "收入", "区县财政", 9_000_000, "", document="示例财社〔2026〕1号"),
        _entry("V3", 3, COUNTY, "收入", "区县级医疗机构", 3_000_000, "", institution="H1"),
        _entry("V4", 3, PRIMARY, "收入", "基层医疗卫生机构", 600_000, "", institution="T1"),
        _entry("V5", 5, PRIMARY, "支出", "派驻补助", 400_000, "", institution="T1"),
        _entry("V6", 6, PRIMARY, "支出", "医疗设备更新", 900_000, "巡诊车", institution="T2"),
        _entry("V7", 7, COUNTY, "支出", "派驻人员绩效", 7_000_000, "上半年", month=Month(YEAR, 6)),
    ]
    budgets = [
        Budget(year=YEAR, pool=COUNTY, direction="收入", category="区县财政", amount=9_600_000),
        Budget(year=YEAR, pool=COUNTY, direction="收入", category="区县级医疗机构", institution="H1", amount=3_000_000),
        Budget(year=YEAR, pool=PRIMARY, direction="支出", category="医疗设备更新", amount=500_000),
    ]
    pay = [
        HomePay(
            person=person, month=month, paid_in=month, post_salary=250_000, step_salary=100_000,
            national_allowance=50_000, township_allowance=30_000, social_insurance=90_000, housing_fund=60_000,
        )
        for person in ("P01", "P02")
        for month in MONTHS
        if (person, month) != ("P02", MAY)
    ]  # fmt: skip
    scheme = [
        SchemeItem(specialty="通用", item=item, maximum=Fraction(most), row=row)
        for row, (item, most) in enumerate((("诊疗患者", 60), ("带教培训", 40)), 2)
    ]
    found = plain.with_rows("people", people).with_rows("fund_entries", entries).with_rows("budgets", budgets)
    whole = with_outcomes(found.with_rows("home_pay", pay).with_rows("scheme_items", scheme), YEAR)
    return _with_own_pay(whole)


def _with_own_pay(rows: Book) -> Book:
    """The receivers' own pay: one as worked out in tests/compute/test_primary.py, one with nothing but its totals."""
    totals = [
        replace(primarybook.TOTAL, year=YEAR - 1, approved=580_000_000, document="=示例〔2025〕1号"),
        replace(primarybook.TOTAL, year=YEAR),
        PrimaryTotal(institution="T2", year=YEAR, approved=90_000_000, paid=89_000_000, document="示例〔2026〕1号"),
    ]
    codes = [person.code for person in rows.people]
    staff = [replace(one, person=code, year=YEAR) for one, code in zip(primarybook.STAFF, codes, strict=False)]
    staff[-2:] = [replace(staff[-2], agreed_pay=18_000_000), replace(staff[-1], contract_pay=600_000)]
    hours = [
        Overtime(institution="T1", person="P01", month=MAY, kind="夜班", hours=Fraction(24), given_back=Fraction(8))
    ]
    steps = [Regrading(person="P03", regraded_on=date(YEAR, 7, 1), ordinary=7, given=8, document="示例〔2026〕2号")]
    found = rows.with_rows("primary_totals", totals).with_rows("primary_staff", staff)
    return found.with_rows("primary_overtime", hours).with_rows("regradings", steps)


def letter(**more: object) -> Letterhead:
    return district.letter(**{"on": ON, "pdf": False, **more})


@cache
def plain(command: str) -> dict[str, Document]:
    """The documents of one command of the small district itself, made once."""
    return documents(book(), letter(), [command], Path())


def documents(rows: Book, head: Letterhead, commands: Sequence[str], place: Path) -> dict[str, Document]:
    """The documents of some commands by `command/name`; `place` is a folder for what `check` reads."""
    made = {command: MAKERS[command](rows, head, place) for command in commands}
    return {f"{command}/{document.name}": document for command, found in made.items() for document in found}


def _entry(
    voucher: str, number: int, pool: str, way: str, kind: str, fen: int, remark: str, **more: object
) -> FundEntry:
    return FundEntry(
        voucher=voucher, on=date(YEAR, number, 15), pool=pool, direction=way, category=kind, amount=fen, remark=remark,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _paid(rows: Book, head: Letterhead, last: Month) -> list[PaidRun]:
    """The runs up to a month; in the first somebody had been paid a yuan too little."""
    runs: list[PaidRun] = []
    month = FIRST
    while month <= last:
        runs.append(payroll_month(rows, head.policy, month, ON, runs).paid_run(str(month)))
        month = month.next
    first, *others = runs[0].rows
    return [replace(runs[0], rows=(replace(first, fen=first.fen - 100), *others)), *runs[1:]]


def _allocate(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    result = allocate(rows, head.policy, YEAR + 1, date(YEAR + 1, 2, 1), ON, seed="示例")
    return batch_documents(Study(result), replace(head, year=YEAR + 1), rows)


def _keep(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    """The comparison alone: an allocation of before is kept as far as each way asks."""
    start = date(YEAR + 1, 2, 1)

    def solve(policy: Policy, kept: Mapping[str, str], after: str) -> Allocation:
        return allocate(rows, policy, YEAR + 1, start, ON, seed="示例", keep=kept, keep_after=after)

    before = solve(head.policy, {}, "")
    kept = {row.person: row.demand for row in before.assignments}
    demands = {row.code: row.institution for row in rows.demands}
    moved = next(iter(kept))
    kept[moved] = next(code for code, place in demands.items() if place != demands[kept[moved]])
    studied = study(solve, head.policy, None, start, kept, 1, rows)
    made = batch_documents(studied, replace(head, year=YEAR + 1), rows)
    return [document for document in made if document.name == "调整对比.xlsx"]


def _rollup(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    """The city's table of two districts, one without its pay."""
    views = {
        "quota": quota_view(quota(rows, head.policy, YEAR, ON)),
        "duty": duty_view(duty(rows, head.policy, ON)),
        "allocate": allocation_view(allocate(rows, head.policy, YEAR + 1, date(YEAR + 1, 2, 1), ON, seed="示例")),
        "payroll": payroll_view(payroll(rows, head.policy, YEAR, ON)),
    }
    told = {"as_of": str(ON), "policy": {"name": head.policy.name}, "tool": {"version": "0.1.0"}}
    results = [
        Result(name, command, Path(f"{command}-{YEAR}-001"), told, view)
        for name in (head.district, "邻区")
        for command, view in views.items()
        if (name, command) != ("邻区", "payroll")
    ]
    return rollup_documents(added_up((head.district, "邻区"), results), head)


def _month(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    made = payroll_month(rows, head.policy, MAY, ON, _paid(rows, head, Month(YEAR, 4)))
    return month_documents(made, home_statement(rows, head.policy, MAY.period, ON), head, rows)


def _settle(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    whole = Period(FIRST.first, LAST.last)
    settled = settlement_documents(settle(rows, head.policy, YEAR, ON, _paid(rows, head, LAST)), head, rows)
    return [*settled, *home_documents(home_statement(rows, head.policy, whole, ON), head, rows, f"{YEAR}年度")]


def _fund(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    pools = fund(rows, head.policy, YEAR, ON)
    borne = cover(rows, pools, payroll(rows, head.policy, YEAR, ON))
    posted = postings(rows, pools, _paid(rows, head, Month(YEAR, 3)))
    values = {"subsidy.split": SPLIT, "assess.dual_weights": SPLIT}
    grant = subsidy(rows, load("dianjiang-2015", values), YEAR, ON)
    return fund_documents(pools, borne, posted, grant, head, rows)


def _primary(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    ruled = replace(head, policy=primarybook.RULED)
    return primary_documents(primary(rows, ruled.policy, YEAR, ON), ruled, rows)


def _village(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    """The rows of tests/compute/test_village.py, which are on no sheet of the small district itself."""
    told = rows.with_rows("village_clinics", villagebook.CLINICS).with_rows("village_doctors", villagebook.DOCTORS)
    told = told.with_rows("subsidy_rates", villagebook.RATES)
    head = replace(head, policy=primarybook.RULED, on=villagebook.ON)
    return village_documents(village(told, head.policy, [Month(YEAR, 8)], head.on), head, told)


def _posts(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    """The pool of one pack and the senior posts of the other in one workbook."""
    changes = (
        postsbook.change("T1", 2), postsbook.change("H1", -2), postsbook.change("T2", 1, state="草稿"),
        postsbook.change("T3", 1, state="已上报", document="", approved_on=None),
    )  # fmt: skip
    changes += (
        postsbook.change("T2", -1, counterpart="H1"), postsbook.change("H1", 1, counterpart="T2"),
        postsbook.change("T1", 3, added=True),
    )  # fmt: skip
    told = postsbook.book(establishment_changes=changes)
    people = (
        *told.people,
        postsbook.person("A8", establishment="总量备案", relation_holder="本单位", has_annuity=False),
    )
    told = told.with_rows("people", people)
    pooled = posts(told, load("dianjiang-2015"), YEAR, postsbook.ON)
    ranked = posts(told, load("strengthening-2020"), YEAR, postsbook.ON)
    return posts_documents(
        replace(pooled, seniors=ranked.seniors, due=ranked.due, relations=ranked.relations, with_relations=True), head
    )


def _train(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    """One learner at the hospital that sends two to the same receiver."""
    study = village_rows.Study(
        person="N01", institution="T1", hospital="H1", start=date(YEAR, 3, 1), end=date(YEAR, 5, 31)
    )
    head, told = replace(head, policy=load("dianjiang-2015")), rows.with_rows("studies", [study])
    return train_documents(train(told, head.policy, YEAR, date(YEAR, 12, 31), 6), head, told)


def _assess(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    sent = forms_documents(forms(rows, head.policy, MAY), head)
    short = rows.with_rows("scores", [row for row in rows.scores if row.person != "P02"])
    collected = collect(short, head.policy, MAY, ON, [])
    shape = Terms.read(head.policy, MAY.last).shape
    return [*sent, *collect_documents(collected, results(short, head.policy, MAY, ON), shape, head, short)]


def _check(rows: Book, head: Letterhead, place: Path) -> list[Document]:
    return check_documents(run_rules(rows, head.policy, ON, ()), (), head, transcribed)


def _compare(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    """A hand-made sheet with a yuan too much and one person short, and ours."""
    heads: list[Content] = ["人员编号", "姓名", "基础绩效", "超额绩效", "合计"]
    names = [person.name for person in rows.people[:5]]
    ours: list[list[Content]] = [
        [f"P{n}", name, Fraction(30_000), Fraction(100 * n), Fraction(30_000 + 100 * n)] for n, name in enumerate(names)
    ]
    theirs = [row[:] for row in ours[1:]]
    theirs[0][2], theirs[0][4] = Fraction(30_001), Fraction(30_101)
    new = _read("新", [heads, *ours], None)
    return compare_documents(compare(_read("旧", [heads, *theirs], new), new), head, "旧表.xlsx", "新表.xlsx")


def _read(name: str, cells: list[list[Content]], model: PaySheet | None) -> PaySheet:
    found = read_sheet(name, cells, model)
    assert found
    return found


def _packets(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    """May's packets; one score is not in yet, and one finding is open."""
    short = rows.with_rows("scores", [row for row in rows.scores if (row.person, row.month) != ("P02", MAY)])
    return packets_documents(packets(short, head.policy, MAY, run_rules(short, head.policy, ON, ())), head, short)


def _report(rows: Book, head: Letterhead, _: Path) -> list[Document]:
    result = allocate(rows, head.policy, YEAR + 1, date(YEAR + 1, 2, 1), ON, seed="示例")
    facts = Facts(
        book=rows,
        policy=head.policy,
        year=YEAR,
        on=head.on,
        quota=quota(rows, head.policy, YEAR, ON),
        duty=duty(rows, head.policy, ON),
        allocation=("allocate-2027-001", allocation_view(result)),
        payroll=payroll(rows, head.policy, YEAR, ON),
        fund=fund(rows, head.policy, YEAR, ON),
        findings=run_rules(rows, head.policy, ON, ()),
    )
    evaluated = evaluation(facts)
    sections = sections_of(facts, evaluated.mechanisms, 3)
    ended = certify(rows, head.policy, ON)
    items = todo(rows, ON, facts.findings, facts.quota, facts.duty, ended.not_released, ended.stays)
    return [
        year_page(sections, head, 3),
        evaluation_document(evaluated, facts, head),
        todo_document(items, {"pools": "示例区医院管理中心"}, head),
        *active_documents(active_on(rows, date(YEAR, 6, 30)), head, rows),
    ]


MAKERS = {
    "quota": lambda rows, head, _: quota_documents(quota(rows, head.policy, YEAR, ON), head, rows),
    "duty": lambda rows, head, _: duty_documents(duty(rows, head.policy, ON), head, rows),
    "allocate": _allocate,
    "keep": _keep,
    "payroll": lambda rows, head, _: payroll_documents(payroll(rows, head.policy, YEAR, ON), head, rows),
    "month": _month,
    "settle": _settle,
    "fund": _fund,
    "posts": _posts,
    "primary": _primary,
    "village": _village,
    "train": _train,
    "certify": lambda rows, head, _: certify_documents(certify(rows, head.policy, ON), head, rows),
    "targets": lambda rows, head, _: targets_documents(targets(rows, load("strengthening-2020"), YEAR, ON), head),
    "simulate": lambda rows, head, _: plan_documents(
        simulate(rows, head.policy, YEAR + 1, date(YEAR + 1, 1, 1), 2, ON, seed="示例"), head, rows
    ),
    "effect": lambda rows, head, _: effect_documents(effect(rows, head.policy, YEAR, ON), head, 3),
    "assess": _assess,
    "check": _check,
    "compare": _compare,
    "report": _report,
    "packets": _packets,
    "rollup": _rollup,
}
