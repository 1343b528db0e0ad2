"""What the pay may not fall under (H19, J15, O15, Q21)."""

from datetime import date

import pytest

from countyhire.compute.payroll import payroll
from countyhire.policy.load import load
from countyhire.reports.machine import payroll_view
from countyhire.reports.payroll import payroll_documents
from tests.compute import paybook as pb
from tests.pay.sample import sheet_of
from tests.reports.district import letter

POLICY = load("chongqing-2021-55")
ALL = POLICY.with_values({"payroll.floors": "county_average、home_department、county_peers"})
END = date(2025, 12, 31)


def district(*more, until="2025-12-31", heads=11, **unit):
    """One person of H1's 内科; average excess pay 40,000.00 for a full year."""
    month = until[:7]
    rows = [pb.person("E01", department="内科"), pb.spell("E01", "2025-01-01", until), pb.standard("专技十级", 30000)]
    rows += pb.scores("E01", "2025-01", month)
    return pb.book(*rows, pb.unit("H1", 2025, 400_000, heads, **unit), *more)


def said(book, policy=ALL):
    return [(f.code, f.message) for f in payroll(book, policy, 2025, END).findings if f.code in ("CH665", "CH668")]


def test_the_computed_total_always_reaches_the_average():  # H19
    for heads in (11, 13, 14, 18):  # averages of a fraction of a fen
        result = payroll(district(heads=heads), POLICY, 2025, END)
        assert [(floor.key, floor.met, floor.named) for floor in result.floors] == [("county_average", True, True)]
        assert result.floors[0].short.value == 0
        assert not result.findings


def test_an_approved_total_below_the_average():  # H19
    book = district(pb.approval(2025, None, "39999.99"))
    assert said(book, POLICY) == [("CH665", "虚拟机构超额绩效总量39,999.99，底线40,000.00，差0.01")]
    [floor] = payroll(book, POLICY, 2025, END).floors
    level, least = floor.per_head
    assert (level.shown, least.shown, floor.short.shown) == ("39,999.99", "40,000.00", "0.01")


def test_all_performance_pay_where_every_institution_gave_it():  # H19
    book = district(performance_total=pb.fen(800_000))
    whole, excess = payroll(book, POLICY, 2025, END).floors
    assert (whole.level.shown, whole.least.shown, whole.met) == ("70,000.00", "80,000.00", False)
    assert (excess.level.shown, excess.least.shown, excess.met) == ("40,000.00", "40,000.00", True)
    assert said(book, POLICY) == [("CH665", "虚拟机构绩效工资总量70,000.00，底线80,000.00，差10,000.00")]


@pytest.mark.parametrize(
    ("annual", "home", "above"), [("69999.99", True, True), ("70000", True, False), ("70000.01", False, False)]
)
def test_the_same_grade_at_home(annual, home, above):  # J15, O15
    book = district(pb.peers("H1", "内科", "专技十级", 2025, annual))
    floors = {floor.key: floor.met for floor in payroll(book, ALL, 2025, END).floors}
    assert (floors["home_department"], floors["county_peers"]) == (home, above)
    assert len(said(book)) == 2 - home - above


def test_a_part_of_a_year_is_held_to_its_part():  # J15
    book = district(pb.peers("H1", "内科", "专技十级", 2025, 72000), until="2025-06-30")
    floor = next(floor for floor in payroll(book, ALL, 2025, END).floors if floor.key == "home_department")
    assert (floor.least.shown, floor.subject, floor.per_head) == ("36,000.00", "E01", None)


def test_peers_of_several_institutions_are_averaged():  # O15
    rows = [pb.peers(code, "内科", "专技十级", 2025, yuan) for code, yuan in (("H1", 60000), ("H2", 70000))]
    floor = payroll(district(*rows), ALL, 2025, END).floors[-1]
    assert (floor.key, floor.least.shown, floor.met) == ("county_peers", "65,000.00", True)


def test_no_figures_of_peers():  # J15, O15
    message = "人员E01（E01）没有2025年内科专技十级的年人均"
    assert said(district()) == [("CH668", message), ("CH668", message)]
    assert said(district(pb.peers("H1", "内科", "专技十级", 2024, 1))) == [("CH668", message), ("CH668", message)]
    assert said(district(), POLICY) == []


def test_floors_that_the_pack_does_not_name_are_only_shown():  # Q21
    book = district(pb.peers("H1", "内科", "专技十级", 2025, 90000))
    assert said(book, POLICY) == []
    shown = [(floor.key, floor.named, floor.met) for floor in payroll(book, POLICY, 2025, END).floors]
    assert shown[1:] == [("home_department", False, False), ("county_peers", False, False)]


def test_nobody_has_no_floor():
    book = pb.book(pb.unit("H1", 2025, 400_000, 11), pb.spell("E01", "2024-01-01", "2024-12-31"))
    assert payroll(book, POLICY, 2025, END).floors == ()


def test_the_sheet_shows_every_floor_and_what_is_short():  # H19, J15, O15, Q21
    """40,000 + 30,000 for the year; the department's peers have 75,000: 5,000 short, shown though not asked."""
    book = district(pb.peers("H1", "内科", "专技十级", 2025, 75_000))
    result = payroll(book, POLICY, 2025, END)
    document = next(one for one in payroll_documents(result, letter(year=2025), book) if "分配表" in one.name)
    assert document.unused == ()
    rows = [row for row in sheet_of(document.data, "待遇底线").iter_rows(min_row=3, values_only=True) if row[6]]
    assert rows == [
        (None, "虚拟机构超额绩效总量", "不低于区县级医疗机构平均水平", 40000, 40000, 0, "达到", "是"),
        ("E01", "人员E01", "不低于原单位科室同级人员平均水平", 70000, 75000, 5000, "未达到", "仅供参考"),
        ("E01", "人员E01", "高于县级医疗机构同类人员", 70000, 75000, 5000, "未达到", "仅供参考"),
    ]
    told = payroll_view(result)["floors"][1]
    assert (told["person"], told["short"], told["met"], told["asked"]) == ("E01", "5000.00", False, False)
