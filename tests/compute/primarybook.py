"""A primary institution of forty people whose pay is worked out by hand, and packs with and without its bands."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from countyhire.model.book import Book
from countyhire.model.institutions import Institution
from countyhire.model.people import Person
from countyhire.model.primary import PrimaryStaff, PrimaryTotal
from countyhire.policy.load import load
from countyhire.policy.parameter import Policy

YEAR = 2025
END = date(2026, 3, 1)
PLAIN = load("chongqing-2021-55")


def ruled(**more: str) -> Policy:
    """The pack of 强基工程; `more` overrides values, named with a double underscore for the dot."""
    values = {name.replace("__", "."): value for name, value in more.items()}
    return load(
        "strengthening-2020", {key: {"value": value, "cite": "示例〔2026〕1号"} for key, value in values.items()}
    )


RULED = ruled()
TOTAL = PrimaryTotal(
    institution="T1",
    year=YEAR,
    approved=594_000_000,  # 5,000,000 + 500,000 + 440,000 yuan
    paid=320_000_000,
    document="示例人社发〔2026〕22号",
    headcount=Fraction(40),
    local_baseline=10_000_000,
    own_baseline=11_000_000,
    overtime=50_000_000,
    practitioners=44_000_000,
    service_income=1_000_000_000,
    cost=700_000_000,
    reserves=20_000_000,
    grants=60_000_000,
    deputy_share=Fraction(4, 5),
    basic_share=Fraction(3, 5),
    incentive_share=Fraction(2, 5),
    row=3,
)


def member(code: str, fen: int, role: str = "", **more: object) -> PrimaryStaff:
    """A row of 基层机构人员绩效."""
    made = PrimaryStaff(institution="T1", year=YEAR, person=code, role=role, performance=fen, row=int(code[1:]) + 3)
    return replace(made, **more)  # type: ignore[arg-type]


HEAD = member("C1", 15_000_000, "主要负责人")
DEPUTY = member("C2", 12_000_000, "班子成员")  # four fifths of the head
STAFF = (
    HEAD,
    DEPUTY,
    member("C3", 8_000_000, practitioner=True, from_addition=30_000_00, coefficient=Fraction(3, 2), front_line=True),
    member("C4", 4_000_000, from_addition=10_000_00, coefficient=Fraction(1)),
    *(member(f"C{number}", 8_000_000) for number in range(5, 42)),
)  # forty within the total: 120,000 + 80,000 + 40,000 + 37 × 80,000 = 3,200,000 yuan


def book(total: PrimaryTotal = TOTAL, staff: tuple[PrimaryStaff, ...] = STAFF, **more: object) -> Book:
    """The institution with its row and its people."""
    places = (
        Institution(code="T1", name="望江镇中心卫生院", kind="中心卫生院", owner="区县属"),
        Institution(code="T2", name="雪峰乡卫生院", kind="乡镇卫生院", owner="区县属"),
        Institution(code="K1", name="城东社区卫生服务中心", kind="社区卫生服务中心", owner="区县属"),
    )
    people = tuple(
        Person(code=f"C{number}", name=f"职工{number}", institution="T1", profession="注册护士", establishment="编制内")
        for number in range(1, 46)
    )
    made = Book(institutions=places, people=people, primary_totals=(total,), primary_staff=staff)
    made = replace(made, read=frozenset({"institutions", "people", "primary_totals", "primary_staff"}))
    return replace(made, **more)  # type: ignore[arg-type]
