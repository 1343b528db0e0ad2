"""Short ways to write a book of service in a test, and random histories."""

from datetime import date, timedelta
from random import Random
from typing import Any

from countyhire.model.book import Book
from countyhire.model.institutions import Institution
from countyhire.model.people import Leave, Person
from countyhire.model.service import Spell
from countyhire.model.village import Exemption, VillageDoctor
from tests.compute.paybook import day, placed

SENDERS = ("H1", "H2", "H3")
RECEIVERS = ("T1", "T2", "T3")
FIELDS = {
    Institution: "institutions",
    Person: "people",
    Spell: "spells",
    Leave: "leaves",
    Exemption: "exemptions",
    VillageDoctor: "village_doctors",
}


def hospital(code: str = "H1", **more: Any) -> Institution:
    return placed(Institution, 2, code=code, **{"name": f"医院{code}", "kind": "综合医院", "owner": "区县属", **more})


def township(code: str = "T1", **more: Any) -> Institution:
    return placed(
        Institution, 9, code=code, **{"name": f"卫生院{code}", "kind": "乡镇卫生院", "owner": "区县属", **more}
    )


def doctor(code: str, hired: str | date = "2015-07-01", **more: Any) -> Person:
    """An experienced doctor, established and licensed: no recruit of the programme's years."""
    values = {
        "name": f"人员{code}",
        "institution": "H1",
        "profession": "执业医师",
        "practice_licence": f"L{code}",
        "appointment": "师级",
        "establishment": "编制内",
        "entry_route": "公开招聘",
        "recruited_as": "执业医师类",
        "status": "在岗",
    }
    hired_on = day(hired) if isinstance(hired, str) else hired
    return placed(Person, 2, code=code, hired_on=hired_on, **{**values, **more})


def served(person: str, start: str | date, end: str | date | None, **more: Any) -> Spell:
    """县聘乡用, over and 合格 unless said otherwise."""
    values = {
        "code": f"S-{person}-{start}",
        "sender": "H1",
        "receiver": "T1",
        "category": "县聘乡用",
        "status": "期满",
        "term_result": "合格",
    }
    first = day(start) if isinstance(start, str) else start
    last = day(end) if isinstance(end, str) else end
    return placed(Spell, 2, person=person, start=first, end=last, **{**values, **more})


def leave(person: str, kind: str, start: str, end: str | None) -> Leave:
    return Leave(person=person, kind=kind, start=day(start), end=day(end) if end else None)


def exemption(fault: str, subject: str, until: str, document: str = "示例卫发〔2026〕9号") -> Exemption:
    return Exemption(
        fault=fault, subject=subject, document=document, valid_until=day(until), reason="援外", approver="局"
    )


def book_of(*rows: Any) -> Book:
    """A book of these rows, every sheet that has one marked as read."""
    book = Book()
    for kind, name in FIELDS.items():
        if kept := [row for row in rows if isinstance(row, kind)]:
            book = book.with_rows(name, kept)
    return book


# Random histories

FIRST, LAST = date(2021, 1, 1), date(2029, 12, 31)
EDGES = [date(y, m, d) for y in range(2021, 2029) for m, d in ((1, 31), (2, 28), (3, 1), (8, 31), (7, 31), (12, 31))]
EDGES += [date(2024, 2, 29), date(2028, 2, 29)]


def random_day(dice: Random, first: date = FIRST, last: date = LAST) -> date:
    edges = [edge for edge in EDGES if first <= edge <= last]
    if edges and dice.random() < 0.3:
        return dice.choice(edges)
    return first + timedelta(days=dice.randrange((last - first).days + 1))


def random_spells(dice: Random, person: str) -> list[Spell]:
    """A history with the joints that matter: the next day, a day's gap, an overlap, one day short of a year."""
    found: list[Spell] = []
    start = random_day(dice, last=date(2026, 12, 31))
    for number in range(dice.choice((0, 1, 1, 2, 3, 4))):
        days = dice.choice((0, 27, 29, 30, 58, 180, 333, 363, 364, 365, 366, 729, dice.randrange(800)))
        end: date | None = start + timedelta(days=days)
        status = dice.choice(("期满",) * 7 + ("提前结束", "服务中", "拟派"))
        if status == "服务中" and dice.random() < 0.4:
            end = None
        found.append(
            served(
                person,
                start,
                end,
                code=f"S-{person}-{number}",
                sender=dice.choice(SENDERS),
                receiver=dice.choice(("T1",) * 5 + ("T2", "T3", "V1", "C1", "外地卫生院")),
                category=dice.choice(("县聘乡用",) * 10 + ("对口支援", "多机构执业", "援外援藏", "基层工作")),
                status=status,
                term_result=dice.choice(("合格",) * 6 + ("优秀", "基本合格", "不合格", "")),
                evidence=dice.choice(("", "证明")),
            )
        )
        joint = dice.choice((1, 1, 1, 2, 0, -20, 31, dice.randrange(1, 400)))
        start = max(FIRST, (end or start) + timedelta(days=joint))
    return found


def random_leaves(dice: Random, person: str) -> list[Leave]:
    found = []
    for _ in range(dice.choice((0, 0, 1, 2))):
        start = random_day(dice, last=date(2027, 1, 1))
        end = None if dice.random() < 0.1 else start + timedelta(days=dice.choice((0, 5, 29, 30, 31, 90, 400)))
        found.append(Leave(person=person, kind=dice.choice(("病假", "产假", "规培", "进修")), start=start, end=end))
    return found


def random_doctor(dice: Random, code: str) -> Person:
    status = dice.choice(("在岗",) * 6 + ("规培", "离职", "退休"))
    return doctor(
        code,
        random_day(dice, last=date(2026, 12, 31)),
        institution=dice.choice((*SENDERS, *SENDERS, "C1", "T1")),
        profession=dice.choice(("执业医师", "执业医师", "见习医师", "注册护士")),
        practice_licence=dice.choice(("", "L")),
        appointment=dice.choice(("师级", "中级", "中级", "副高")),
        establishment=dice.choice(("编制内", "编制内", "总量备案", "合同制", "返聘")),
        entry_route=dice.choice(("公开招聘", "考核招聘", "引进", "调入", "")),
        recruited_as=dice.choice(("执业医师类",) * 4 + ("护理类", "")),
        status=status,
        left_on=random_day(dice) if status in ("离职", "退休") and dice.random() < 0.7 else None,
        senior_application_year=dice.choice((None, 2024, 2026, 2027, 2029)),
    )


def random_district(dice: Random, people: int) -> Book:
    """A small district: three hospitals (one by choice out of the scheme), a city hospital, receivers of all kinds."""
    rows: list[Any] = [
        hospital("H1"),
        hospital("H2", kind="中医医院"),
        hospital("H3", kind="妇幼保健院", in_scheme=dice.choice((None, None, True, False))),
        hospital("C1", owner="市属", in_scheme=dice.choice((None, None, True))),
        township("T1"),
        township("T2", kind="社区卫生服务中心", remote=True),
        township("T3", kind="中心卫生院", remote=True),
        township("V1", kind="村卫生室"),
    ]
    for number in range(people):
        code = f"P{number:03d}"
        rows += [random_doctor(dice, code), *random_spells(dice, code), *random_leaves(dice, code)]
    dice.shuffle(rows)
    return book_of(*rows)
