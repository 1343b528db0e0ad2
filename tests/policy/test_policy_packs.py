"""The packs that ship: complete, cited, exact; what districts put over them, and by day."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from countyhire.model.institutions import Institution
from countyhire.model.pay import POOLS
from countyhire.model.people import EMPLOYMENT, ENTRY_ROUTES, LEAVE_KINDS, RECRUIT_CLASSES
from countyhire.model.service import CATEGORIES, RESULTS
from countyhire.policy import clauses
from countyhire.policy.convert import from_text, shown, written
from countyhire.policy.kinds import Type
from countyhire.policy.listing import describe, diff, list_packs
from countyhire.policy.load import DATA, PolicyError, declarations, declared, load, shipped
from countyhire.policy.parameter import Policy

TODAY = date(2026, 11, 22)
CHONGQING, DIANJIANG, STRENGTHENING = "chongqing-2021-55", "dianjiang-2015", "strengthening-2020"
GIVEN = {"派出机构": "0.4", "接收机构": "0.6"}


@pytest.fixture(scope="module")
def chongqing() -> Policy:
    return load(CHONGQING)


def test_what_the_document_says_is_exact(chongqing: Policy) -> None:  # C07, B03, B04, F02, C09
    assert chongqing.fraction("quota.rate", TODAY) == Fraction(4, 5)
    assert isinstance(chongqing.fraction("quota.rate", TODAY), Fraction)
    assert chongqing.whole("duty.years", TODAY) == 5
    assert chongqing.whole("duty.months", TODAY) == 12
    assert chongqing.whole("certify.remote_months", TODAY) == 36
    assert chongqing.texts("quota.types", TODAY) == ("编制内", "总量备案")
    assert chongqing.day("duty.first_day", TODAY) == date(2022, 1, 1)
    assert chongqing.day_in("demand.deadline", 2027, TODAY) == date(2027, 1, 31)  # C03
    assert chongqing.fractions("payroll.coefficient.grades", TODAY)["优秀"] == Fraction(6, 5)


def test_the_header_says_which_document(chongqing: Policy) -> None:  # A01, A02, A03, A04, A05, A07
    assert chongqing.document == "渝卫发〔2021〕55号"
    assert (chongqing.issued_on, chongqing.in_force_from) == (date(2021, 12, 16), date(2022, 1, 1))
    assert len(chongqing.pack.issuers) == 4
    assert len(chongqing.pack.parents) == 3
    assert len(chongqing.pack.special_districts) == 3


def test_local_names_of_the_pools(chongqing: Policy) -> None:  # I04
    assert chongqing.pool("技术协作") == "区县级技术服务协作"
    assert chongqing.pool("事业发展") == "基层医疗卫生发展"
    assert {chongqing.pool(name) for name in POOLS} == set(POOLS)


def test_every_open_question_is_a_named_value() -> None:
    asked = [parameter.question for parameter in declarations().values() if parameter.question]
    assert set(asked) == {f"Q{number}" for number in range(1, 31)}


def test_every_open_question_has_a_default_in_chongqing(chongqing: Policy) -> None:
    answered = {p.question for p in chongqing.parameters.values() if p.question and p.values}
    assert {f"Q{number}" for number in range(1, 31)} - answered == {
        "Q24"
    }  # the sources give no split: none is invented


@pytest.mark.parametrize("name", shipped())
def test_every_value_is_cited_checked_and_within_the_documents_time(name: str) -> None:
    policy = load(name)
    for parameter in policy.parameters.values():
        assert parameter.label
        for value in parameter.values:
            assert parameter.checked_on is not None
            assert clauses.clause(value.clause).citation in value.basis
            assert value.since >= policy.in_force_from
            assert value.origin == name
        assert parameter.values or parameter.no_default


@pytest.mark.parametrize("name", shipped())
def test_a_pack_is_named_as_its_file(name: str) -> None:
    assert load(name).name == name
    assert load(DATA / f"{name}.toml").digest == load(name).digest


def test_packs_are_listed() -> None:
    packs = [(pack.name, pack.in_force_from.year) for pack in list_packs()]
    assert packs == [(CHONGQING, 2022), (DIANJIANG, 2015), (STRENGTHENING, 2020)]


def test_a_reading_is_told_from_what_a_clause_says(chongqing: Policy) -> None:
    assert chongqing.value("quota.rate", TODAY).basis == "渝卫发〔2021〕55号三（二）"
    assert chongqing.value("payroll.coefficient", TODAY).basis == "渝卫发〔2021〕55号三（四）（文件未明确，取默认口径）"
    assert chongqing.amount("quota.rate", TODAY).words == ""
    assert chongqing.amount("payroll.advance_share", TODAY).words == "文件未明确，取默认口径"


def test_a_number_of_the_pack_as_input_of_a_figure(chongqing: Policy) -> None:
    rate = chongqing.amount("quota.rate", TODAY)
    assert (rate.value, rate.unit, rate.clause, rate.parameter) == (Fraction(4, 5), "比例", "C07", "quota.rate")
    assert rate.since == date(2022, 1, 1)
    subsidy = load(DIANJIANG).amount("subsidy.annual", TODAY)
    assert (subsidy.value, subsidy.unit, subsidy.shown) == (8_000_000, "元", "80,000.00")  # J09


def test_choices_are_the_words_of_the_workbooks() -> None:
    """An override that names a kind no workbook can hold would never match."""
    words = {
        "quota.types": EMPLOYMENT,
        "quota.classes": RECRUIT_CLASSES,
        "quota.excluded_routes": ENTRY_ROUTES,
        "duty.leave_kinds": LEAVE_KINDS,
        "duty.clock_stops": LEAVE_KINDS,
        "experience.kinds": CATEGORIES,
        "experience.credited": CATEGORIES,
        "assess.pass": RESULTS,
        "payroll.coefficient.grades": RESULTS,
    }
    for key, allowed in words.items():
        assert set(declarations()[key].choices or ()) == set(allowed), key


def test_dianjiang_is_another_scheme() -> None:  # J03, J06, J09, J11, J12, J13, J15, J26, J30
    policy = load(DIANJIANG)
    assert policy.pack.inherits == ""
    assert policy.fraction("quota.rate", TODAY) == 0
    assert policy.texts("quota.classes", TODAY) == ()
    assert policy.fraction("allocation.minimum_clinical_years", TODAY) == 5
    assert policy.text("allocation.minimum_title", TODAY) == "中级"
    assert policy.texts("allocation.specialties", TODAY) == ("内科", "儿科", "外科", "妇产科", "中医科")
    assert policy.money("subsidy.annual", TODAY) == 80_000_00
    assert policy.whole("allocation.term_months", TODAY) == 12
    assert policy.texts("payroll.floors", TODAY) == ("home_department",)
    assert policy.fractions("return.right_months", TODAY) == {"最短": 36, "最长": 60}


@pytest.mark.parametrize("key", ["subsidy.split", "assess.dual_weights"])
def test_what_the_document_leaves_to_the_district_must_be_given(key: str) -> None:  # J10, J19, Q24
    with pytest.raises(PolicyError, match="须由区县给出"):
        load(DIANJIANG).optional_fractions(key, TODAY)
    given = load(DIANJIANG, {key: {"value": GIVEN, "cite": "示例卫发〔2026〕5号"}})
    assert given.fractions(key, TODAY) == {"派出机构": Fraction(2, 5), "接收机构": Fraction(3, 5)}
    assert load(CHONGQING).optional_fractions(key, TODAY) is None


def test_an_override_shows_the_district_and_leaves_the_base_alone(chongqing: Policy) -> None:  # G07
    before = chongqing.digest
    override = {"quota.rate": {"value": "9/10", "cite": "示例卫发〔2026〕3号"}}
    policy = load(CHONGQING, override)
    value = policy.value("quota.rate", TODAY)
    assert (value.amount, value.cite, value.origin) == (Fraction(9, 10), "示例卫发〔2026〕3号", "countyhire.toml")
    assert policy.amount("quota.rate", TODAY).words == "依据示例卫发〔2026〕3号"
    rows = {row.key: row for row in describe(policy, TODAY)}
    assert (rows["quota.rate"].origin, rows["quota.rate"].citation) == ("区县 countyhire.toml", "示例卫发〔2026〕3号")
    assert {row.origin for key, row in rows.items() if key != "quota.rate"} == {f"政策包 {CHONGQING}", ""}
    assert chongqing.digest == load(CHONGQING).digest == before != policy.digest
    with pytest.raises(TypeError):
        policy.parameters["quota.rate"] = chongqing.parameters["quota.rate"]  # type: ignore[index]


def test_an_override_holds_from_its_day() -> None:
    override = {"quota.rate": {"value": "9/10", "cite": "示例卫发〔2026〕3号", "since": date(2026, 7, 1)}}
    policy = load(CHONGQING, override)
    assert policy.fraction("quota.rate", date(2026, 6, 30)) == Fraction(4, 5)
    assert policy.fraction("quota.rate", date(2026, 7, 1)) == Fraction(9, 10)


STEPS = [
    ("2021-12-31", None),
    ("2022-01-01", "4/5"),
    ("2024-12-31", "4/5"),
    ("2025-01-01", "9/10"),
    ("2026-06-30", "9/10"),
    ("2026-07-01", "1"),
    ("2099-12-31", "1"),
]
DISTRICT = """
[pack]
name = "district"
title = "示例区办法"
document = "示例卫发〔2025〕1号"
issued_on = 2024-12-01
in_force_from = 2025-01-01
inherits = "chongqing-2021-55"
pool_aliases = { "协作金" = "区县级技术服务协作" }

[parameter."quota.rate"]
checked_on = 2026-11-22
value = [
  { since = 2025-01-01, amount = "9/10", cite = "示例卫发〔2025〕1号" },
  { since = 2026-07-01, amount = "1", cite = "示例卫发〔2026〕7号" },
]
"""


@pytest.mark.parametrize(("day", "expected"), STEPS)
def test_the_value_of_a_day(day: str, expected: str | None, tmp_path: Path) -> None:  # A03, G07
    (tmp_path / "district.toml").write_text(DISTRICT, encoding="utf-8")
    policy = load(tmp_path / "district.toml")
    on = date.fromisoformat(day)
    if expected is None:
        with pytest.raises(PolicyError):
            policy.fraction("quota.rate", on)
    else:
        assert policy.fraction("quota.rate", on) == Fraction(expected)


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("year", range(2014, 2031, 2))
def test_every_key_has_one_value_or_a_refusal_on_any_day(name: str, year: int) -> None:  # A03 R6
    policy = load(name)
    for on in (date(year, 1, 1), date(year, 12, 31)):
        for key, parameter in policy.parameters.items():
            ends = [later.since for later in parameter.values[1:]] + [date.max]
            held = [v for v, end in zip(parameter.values, ends, strict=False) if v.since <= on < end]
            if held:
                assert policy.value(key, on) is held[0]
                assert len(held) == 1
            else:
                with pytest.raises(PolicyError):
                    policy.value(key, on)


def test_a_districts_own_pack_gives_only_what_differs(tmp_path: Path) -> None:  # G07
    (tmp_path / "district.toml").write_text(DISTRICT, encoding="utf-8")
    policy = load(str(tmp_path / "district.toml"))
    assert policy.value("duty.years", TODAY).origin == CHONGQING
    assert policy.value("quota.rate", TODAY).origin == "district"
    assert [row.key for row in diff(load(CHONGQING), policy, TODAY)] == ["quota.rate"]
    assert (policy.pool("技术协作"), policy.pool("协作金")) == ("区县级技术服务协作", "区县级技术服务协作")
    rows = {row.key: row.origin for row in describe(policy, TODAY)}
    assert (rows["quota.rate"], rows["duty.years"]) == ("区县 district", f"政策包 {CHONGQING}")


def test_diff_covers_every_key(chongqing: Policy) -> None:  # H03
    other = load(DIANJIANG)
    rows = diff(chongqing, other, TODAY, same=True)
    assert [row.key for row in rows] == list(declarations())
    differing = diff(chongqing, other, TODAY)
    assert differing == tuple(row for row in rows if row.first != row.second)
    assert {"quota.rate", "allocation.minimum_title", "subsidy.annual"} <= {row.key for row in differing}
    assert diff(chongqing, load(CHONGQING), TODAY) == ()
    rate = next(row for row in differing if row.key == "quota.rate")
    assert (rate.first, rate.second) == ("0.8", "0")


def test_what_if_changes_every_day_and_nothing_else(chongqing: Policy) -> None:
    changed = chongqing.with_values({"quota.rate": "100%", "duty.leave_extends": "是"})
    assert changed.fraction("quota.rate", date(2022, 1, 1)) == 1
    assert changed.flag("duty.leave_extends", TODAY)
    assert [row.key for row in diff(chongqing, changed, TODAY)] == ["quota.rate", "duty.leave_extends"]
    assert {row.origin for row in describe(changed, TODAY) if row.key == "quota.rate"} == {"试算"}
    assert chongqing.fraction("quota.rate", TODAY) == Fraction(4, 5)
    with pytest.raises(PolicyError) as refused:
        chongqing.with_values({"quota.rate": "八成"})
    assert (refused.value.file, refused.value.key) == ("试算", "quota.rate")


@pytest.mark.parametrize(
    ("key", "text", "amount"),
    [
        ("quota.rate", "75%", Fraction(3, 4)),
        ("quota.rate", "0.8", Fraction(4, 5)),
        ("quota.rate", " 2/3 ", Fraction(2, 3)),
        ("duty.years", "4", 4),
        ("duty.leave_extends", "否", False),
        ("quota.scope", "hospital", "hospital"),
        ("quota.types", "编制内、总量备案，合同制", ("编制内", "总量备案", "合同制")),
        ("duty.clock_stops", "", ()),
        ("subsidy.annual", "80,000.00", 80_000_00),
        ("subsidy.annual", "80000", 80_000_00),
        ("duty.first_day", "2020-01-01", date(2020, 1, 1)),
        ("demand.deadline", "02-15", "02-15"),
        ("subsidy.split", "派出机构=40%、接收机构=3/5", {"派出机构": Fraction(2, 5), "接收机构": Fraction(3, 5)}),
    ],
)
def test_values_as_typed(key: str, text: str, amount: object) -> None:
    assert from_text(declarations()[key], text) == amount


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("quota.rate", "八成"),
        ("quota.rate", "120%"),
        ("duty.years", "4.5"),
        ("duty.leave_extends", "1"),
        ("duty.first_day", "2026-02-30"),
        ("subsidy.annual", "8万"),
        ("subsidy.annual", "1,00.00"),
        ("subsidy.split", "派出机构0.4"),
        ("demand.deadline", "1-31"),
    ],
)
def test_values_that_cannot_be_typed(key: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        from_text(declarations()[key], text)


@pytest.mark.parametrize("name", shipped())
def test_a_value_written_out_reads_back(name: str) -> None:
    for parameter in load(name).parameters.values():
        for value in parameter.values:
            assert from_text(parameter, written(parameter, value.amount)) == value.amount, parameter.key


def test_values_are_shown_in_chinese() -> None:
    known = declarations()
    assert shown(known["quota.scope"], "hospital") == "各派出机构分别核算"
    assert shown(known["quota.rate"], Fraction(1, 3)) == "1/3"
    assert shown(known["quota.drop_leavers"], False) == "否"
    assert shown(known["duty.clock_stops"], ()) == "（无）"
    assert shown(known["subsidy.annual"], 80_000_00) == "80,000.00"


def test_declarations_are_strict(tmp_path: Path) -> None:
    path = tmp_path / "parameters.toml"
    path.write_text('[parameter."a.b"]\nlabel = "甲"\ntype = "number"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="声明有误"):
        declared(path)
    path.write_text('[parameter."a.b"]\nlabel = "甲"\ntype = "whole"\nlable = "乙"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="不认识的项"):
        declared(path)


def test_declarations_say_what_they_need() -> None:
    for parameter in declarations().values():
        if parameter.type is Type.TEXT:
            assert parameter.choices, f"{parameter.key}: any text would do"
        if parameter.type in (Type.FRACTION, Type.WHOLE, Type.MONEY, Type.FRACTIONS):
            assert parameter.unit and parameter.least is not None, parameter.key


def test_city_owned_senders_are_outside_unless_entered() -> None:  # A06, F08
    assert not Institution(code="1", name="甲", kind="综合医院", owner="市属").sends
    assert Institution(code="2", name="乙", kind="综合医院", owner="区县属").sends
