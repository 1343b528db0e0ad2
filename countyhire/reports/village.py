"""乡聘村用台账: the pay of village doctors by payer, and the lists of the day (55号 三（七）; 良方二; 强基工程 13)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from countyhire.compute.village import ITEMS
from countyhire.compute.village_lists import TARGETED
from countyhire.model.amount import Amount
from countyhire.model.book import Book
from countyhire.model.money import yuan, yuan_grouped
from countyhire.model.village import VillageDoctor
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.payroll import money
from countyhire.reports.values import Value, Yuan, official_day
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.village import Paid, Payer, Village

TABLE = "乡聘村用台账"
NAMES = tuple(name for name, _ in ITEMS.values())
WHO = ("序号", "编号", "姓名", "机构", "卫生室")
PAY_CLAUSES = ("G05", "K07", "K08", "P02", "P03")
NAMED = 5  # of a list within a sentence
STATES = {"已到期": "expired", "30天内到期": "within_30", "60天内到期": "within_60"}


def village_documents(result: "Village", letter: Letterhead, book: Book) -> list[Document]:
    """The workbook and its working."""
    letter = replace(letter, year=result.months[0].year)
    title = f"{letter.district}{period_words(result)}“乡聘村用”人员待遇计算过程"
    return [_workbook(result, letter, book), *working(letter, title, (row.whole for row in result.rows), "K08")]


def period_words(result: "Village") -> str:
    """2026年8月, or 2026年度."""
    first = result.months[0]
    return f"{first.year}年{first.number}月" if len(result.months) == 1 else f"{first.year}年度"


def _workbook(result: "Village", letter: Letterhead, book: Book) -> Document:
    clinics = {row.code: row.name for row in reversed(book.village_clinics)}
    covered = result.coverage

    def who(one: VillageDoctor) -> tuple[Value, ...]:
        return one.code, one.name, book.institution_name(one.employer), clinics.get(one.clinic, one.clinic)

    people = Rows(
        ("机构", "编号", "姓名", "卫生室", "方式", "月数", *NAMES, "合计", "备注"),
        [_paid_row(row, payer, clinics, len(result.months)) for payer in result.payers for row in payer.rows],
    )
    units = Rows(("编码", "机构", "人数", *NAMES, "合计"), [_payer_row(payer) for payer in result.payers])
    sums = {field: sum(int(payer.sums[field].value) for payer in result.payers) for field in ITEMS}
    whole = int(result.whole.value)
    by_items = sum(sums.values())
    totals = {name: Yuan(sums[field]) for field, (name, _) in ITEMS.items()}
    count = len(result.rows)
    values: dict[str, Value] = {
        "期间": period_words(result),
        "截止": official_day(result.on),
        "总述": _summary(result),
        "说明": _remarks(result),
        "依据": source(*PAY_CLAUSES),
        "发放依据": source(*PAY_CLAUSES),
        "在编依据": source("G01", "K02", "K04"),
        "临聘依据": source("G02", "K04", "K05"),
        "续签依据": source("K03"),
        "保险依据": source("K06", "P04"),
        "覆盖依据": source("K12"),
        "村数": covered.villages,
        "室数": covered.clinics,
        "村医数": covered.doctors,
        "合格数": covered.qualified,
        "未覆盖数": len(covered.uncovered),
        "定向说明": _targeted_words(result, letter),
        "核对机构": agreed(whole == sum(int(row.whole.value) for row in result.rows)),
        "核对项目": agreed(by_items == whole),
        "核对覆盖": agreed(len(covered.uncovered) <= covered.clinics),
        **{f"{place}.{name}": value for place in ("机构合计", "人合计") for name, value in totals.items()},
        "机构合计.人数": count,
        "人合计.人数": count,
        "机构合计.合计": Yuan(whole),
        "人合计.合计": Yuan(whole),
        "核对数": check_figure(people, f"合计{yuan_grouped(whole)}元"),
    }
    lists = {
        "机构": units,
        "人": people,
        "在编": Rows(
            (*WHO, "资格", "编制", "合同", "起始", "终止"),
            numbered(
                (*who(one), one.licence_kind, one.post, one.contract_kind, one.contract_start, one.contract_end)
                for one in result.established
            ),
        ),
        "临聘": Rows(
            (*WHO, "资格", "合同", "起始", "终止"),
            numbered(
                (*who(one), one.licence_kind, one.contract_kind, one.contract_start, one.contract_end)
                for one in result.temporary
            ),
        ),
        "续签": Rows(
            (*WHO, "合同", "终止", "天数", "提醒"),
            numbered(
                (*who(one.doctor), one.doctor.contract_kind, one.doctor.contract_end, one.left, one.state)
                for one in result.renewals
            ),
        ),
        "保险": Rows(
            (*WHO, "五险", "两险", "未列"),
            numbered(
                (*who(one.doctor), "、".join(one.five), "、".join(one.two), "、".join(one.unknown))
                for one in result.uninsured
            ),
        ),
        "未覆盖": Rows(
            ("序号", "编码", "卫生室", "村", "机构"),
            numbered((row.code, row.name, row.village, book.institution_name(row.parent)) for row in covered.uncovered),
        ),
        "定向": Rows(
            (*WHO, "资格", "证书", "年限"),
            numbered((*who(one), one.licence_kind, one.licence, one.years) for one in result.targeted or ()),
        ),
        "未发": Rows(
            (*WHO, "方式", "起始", "终止"),
            numbered((*who(one), one.route, one.contract_start, one.contract_end) for one in result.unpaid),
        ),
    }
    return excel(letter, TABLE, values, lists)


def _paid_row(row: "Paid", payer: "Payer", clinics: dict[str, str], months: int) -> tuple[Value, ...]:
    doctor = row.doctor
    told = [f"未填{'、'.join(row.missing)}"] if row.missing else []
    if len(row.months) < months:
        told.append(f"合同期内{len(row.months)}个月")
    told += [
        f"合同{official_day(day)}{'起' if day == doctor.contract_start else '止'}，当月未折算" for day in row.broken
    ]
    return (
        payer.name, row.person, doctor.name, clinics.get(doctor.clinic, doctor.clinic), doctor.route, len(row.months),
        *_items(row.items), money(row.whole), "；".join(told),
    )  # fmt: skip


def _payer_row(payer: "Payer") -> tuple[Value, ...]:
    return payer.institution, payer.name, len(payer.rows), *_items(payer.sums), money(payer.whole)


def _items(items: dict[str, Amount]) -> Iterable[Value]:
    return (money(items.get(field)) for field in ITEMS)


def _summary(result: "Village") -> str:
    own = sum(int(row.own.value) for row in result.rows)
    running = int(result.whole.value) - own
    covered = result.coverage
    return (
        f"{period_words(result)}由{len(result.payers)}个基层机构发放{len(result.rows)}人，"
        f"合计{yuan_grouped(int(result.whole.value))}元，其中个人待遇{yuan_grouped(own)}元、"
        f"村卫生室运行经费{yuan_grouped(running)}元。用余编聘用{len(result.established)}人，"
        f"编外聘用{len(result.temporary)}人；待续签{len(result.renewals)}人；"
        f"村卫生室{covered.clinics}个，没有合格村医的{len(covered.uncovered)}个。" + lapsed_words(result)
    )


def lapsed_words(result: "Village") -> str:
    """Who covers no clinic, the first by name: before the contracts of a year are renewed it is nearly everybody."""
    told = [f"{row.name}（{row.clinic}，{row.lapsed(result.on)}）" for row in result.coverage.lapsed]
    if not told:
        return ""
    more = "等，其余见问题清单和“合同续签”表" if len(told) > NAMED else ""
    return f"证书或合同不在有效期内、不算合格的{len(told)}人：{'、'.join(told[:NAMED])}{more}。"


def _remarks(result: "Village") -> str:
    rate = result.rate
    if rate is None:
        told = f"没有{result.months[0].year}年的定额补助标准，定额补助按各人登记的数"
    else:
        paper = f"，{rate.document}" if rate.document else ""
        told = f"定额补助按{rate.year}年标准每人每月{yuan_grouped(rate.rate or 0)}元（{rate.cell('rate')}{paper}）"
    return (
        f"{told}。其他各项按乡村医生表每月的数；合同期内有一天的月份按整月计，不按天折算；"
        "运行经费归村卫生室使用，不是个人收入。"
    )


def _targeted_words(result: "Village", letter: Letterhead) -> str:
    if result.targeted is None:
        return "所用政策包没有定向招聘村医的规定，没有列出。"
    years = letter.policy.whole(TARGETED, letter.on)
    return f"在村卫生室工作满{years}年的执业医师、执业助理医师。依据：{source('M06')}"


def village_view(result: "Village") -> dict[str, Any]:
    """As plain data for `--json`; an item that nobody told is null, `targeted` is null without such a rule."""
    rate, covered = result.rate, result.coverage
    return {
        "months": [str(month) for month in result.months],
        "rate": None if rate is None else {"monthly": yuan(rate.rate or 0), "document": rate.document},
        "payers": [
            {
                "code": payer.institution,
                "persons": len(payer.rows),
                **{field: _text(payer.sums[field]) for field in ITEMS},
                "sum": _text(payer.whole),
            }
            for payer in result.payers
        ],
        "persons": [
            {
                "person": row.person,
                "payer": row.doctor.employer,
                "clinic": row.doctor.clinic,
                "months": len(row.months),
                **{field: _text(row.items.get(field)) for field in ITEMS},
                "own": _text(row.own),
                "sum": _text(row.whole),
            }
            for row in result.rows
        ],
        "sum": _text(result.whole),
        "unpaid": _codes(result.unpaid),
        "established": [{"person": one.code, "post": one.post or None} for one in result.established],
        "temporary": _codes(result.temporary),
        "renewals": [
            {
                "person": one.doctor.code,
                "contract_end": one.doctor.contract_end.isoformat() if one.doctor.contract_end else None,
                "days_left": one.left,
                "state": STATES[one.state],
            }
            for one in result.renewals
        ],
        "uninsured": [
            {"person": one.doctor.code, "five": list(one.five), "two": list(one.two), "unknown": list(one.unknown)}
            for one in result.uninsured
        ],
        "coverage": {
            "villages": covered.villages,
            "clinics": covered.clinics,
            "doctors": covered.doctors,
            "qualified": covered.qualified,
            "uncovered": [row.code for row in covered.uncovered],
            "lapsed": [{"person": row.code, "reason": row.lapsed(result.on)} for row in covered.lapsed],
        },
        "targeted": None if result.targeted is None else _codes(result.targeted),
    }


def _codes(doctors: Sequence[VillageDoctor]) -> list[str]:
    return [one.code for one in doctors]


def _text(amount: Amount | None) -> str | None:
    return None if amount is None else yuan(int(amount.value))
