"""Who may go, where, and how many a department spares: one rule at a time, with its words."""

from datetime import date
from fractions import Fraction

import pytest

from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.eligibility import conditions
from countyhire.compute.allocation.levels import continued_lines
from countyhire.compute.allocation.setting import setting
from countyhire.model.institutions import DepartmentLimit, Institution
from countyhire.policy.load import load
from tests.allocation import districts as d

POLICY = load("chongqing-2021-55")
HOMES = [d.hospital("H1"), d.clinic("R1"), d.clinic("R2")]


def run(policy=POLICY, **sheets):
    return allocate(d.book(**({"institutions": HOMES, "demands": [d.demand("D1", count=9)]} | sheets)), policy,
                    d.YEAR, d.START, d.ON, seed="签")  # fmt: skip


def sent(result):
    return [row.person for row in result.assignments]


def why(result, person):
    return [str(reason) for row in result.not_sent if row.person == person for reason in row.reasons]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"profession": "执业助理医师"}, "从事专业类别为执业助理医师，不是执业医师"),  # B06
        ({"practice_licence": ""}, "未填医师执业证书编码"),  # B06
        ({"registered_on": date(2026, 8, 2)}, "执业注册日期2026-08-02晚于派出日期2026-08-01"),  # B06
        ({"status": "产假"}, "在岗状态为产假"),
        ({"hired_on": date(2026, 9, 1)}, "入职日期2026-09-01晚于派出日期2026-08-01"),
        ({"institution": "R1"}, "示例R1卫生院未纳入区县统筹"),  # B01
    ],
)
def test_who_may_not_go_at_all(facts, words):  # B01, B06
    wish = [d.preference("P1")]
    result = run(people=[d.physician("P1", **({"institution": "H1"} | facts))], preferences=wish)
    assert sent(result) == [] and why(result, "P1") == [words]
    assert not result.not_sent[0].eligible


@pytest.mark.parametrize(("in_scheme", "goes"), [(None, []), (False, []), (True, ["P1"])])
def test_a_city_hospital_sends_only_where_the_district_says_so(in_scheme, goes):  # A06, B01, F08
    homes = [*HOMES, Institution(code="X1", name="示例市医院", kind="综合医院", owner="市属", in_scheme=in_scheme)]
    result = run(institutions=homes, people=[d.physician("P1", "X1")], preferences=[d.preference("P1")])
    assert sent(result) == goes
    assert why(result, "P1") == ([] if goes else ["示例市医院未纳入区县统筹"])


def test_every_rule_that_speaks_against_somebody_is_listed():
    result = run(people=[d.physician("P1", profession="注册护士", practice_licence="", status="病假")],
                 preferences=[d.preference("P1", hold_reason="孕期")])  # fmt: skip
    assert [reason.code for reason in result.not_sent[0].reasons] == [
        "not-physician", "licence-missing", "not-on-duty", "on-hold",
    ]  # fmt: skip


@pytest.mark.parametrize("establishment", ["编制内", "总量备案", "合同制", "临聘", "返聘", "柔性引进"])
def test_every_kind_of_establishment_may_be_sent(establishment):
    assert sent(run(people=[d.physician("P1", establishment=establishment)])) == ["P1"]


@pytest.mark.parametrize(
    ("status", "start", "end", "goes"),
    [
        ("服务中", date(2025, 8, 1), date(2026, 7, 31), True),
        ("服务中", date(2025, 8, 1), date(2026, 8, 1), False),
        ("服务中", date(2025, 8, 1), None, False),
        ("拟派", date(2027, 7, 31), date(2028, 7, 30), False),
        ("拟派", date(2027, 8, 1), date(2028, 7, 31), True),
        ("期满", date(2025, 8, 1), date(2026, 8, 31), True),
    ],
)
def test_serving_elsewhere_in_the_term(status, start, end, goes):  # C06
    spells = [d.spell("S1", "P1", "R2", start=start, end=end, status=status)]
    assert sent(run(people=[d.physician("P1")], spells=spells)) == (["P1"] if goes else [])


def test_no_wish_form_keeps_nobody_and_an_unwilling_one_may_be_sent():  # H12
    people = [d.physician("P1"), d.physician("P2")]
    assert sent(run(people=people, preferences=[d.preference("P2", willing=False)])) == ["P1", "P2"]


def test_somebody_who_accepts_no_adjustment_goes_only_where_they_wished():  # H12
    homes = [*HOMES, d.clinic("R3")]
    asked = [d.demand("D1", "R1"), d.demand("D2", "R2", rank=3)]
    person = [d.physician("P1")]
    wish = d.preference("P1", accepts_adjustment=False, wish1="R3", wish2="R2")
    assert run(institutions=homes, people=person, demands=asked, preferences=[wish]).assignments[0].demand == "D2"
    nowhere = d.preference("P1", accepts_adjustment=False)
    result = run(institutions=homes, people=person, demands=asked, preferences=[nowhere])
    assert why(result, "P1") == ["麻醉专业的2项需求均不符合：不服从调剂且未填报2项"]


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ({"specialty": "儿科"}, False),
        ({"minimum_title": "副高"}, False),
        ({"minimum_title": "中级"}, True),
        ({"minimum_clinical_years": Fraction(5)}, False),
        ({"minimum_clinical_years": Fraction(3)}, True),
        ({"institution": "V1"}, False),
        ({"institution": "H1"}, False),
    ],
)
def test_what_a_demand_asks_for(asked, goes):  # B05, C06, H10, H25
    homes = [*HOMES, Institution(code="V1", name="示例村卫生室", kind="村卫生室", owner="其他")]
    post = d.demand("D1", **({"institution": "R1"} | asked))
    person = d.physician("P1", county_clinical_years=Fraction(3))
    assert bool(sent(run(institutions=homes, people=[person], demands=[post]))) == goes


def test_years_nobody_entered_keep_nobody_from_a_demand():  # H10
    post = d.demand("D1", minimum_clinical_years=Fraction(5))
    assert sent(run(people=[d.physician("P1")], demands=[post])) == ["P1"]


def test_a_title_counts_as_appointed_not_as_qualified():
    post = d.demand("D1", minimum_title="中级")
    assert sent(run(people=[d.physician("P1", appointment="待聘", qualification="主治医师")], demands=[post])) == []


def test_places_already_taken_by_the_demands_own_people():  # C06
    spells = [d.spell("S1", "P1", "R1", demand="D1", start=date(2026, 7, 1), end=date(2027, 6, 30))]
    people = [d.physician(f"P{n}") for n in (1, 2, 3)]
    result = run(people=people, demands=[d.demand("D1", count=2)], spells=spells)
    assert len(result.assignments) == 1 and not result.unfilled


@pytest.mark.parametrize(
    ("minimum", "maximum", "goes"),
    [(0, None, 4), (1, None, 3), (4, None, 0), (9, None, 0), (None, 2, 1), (None, 1, 0), (3, 9, 1), (None, None, 4)],
)
def test_what_a_department_spares(minimum, maximum, goes):  # H26
    """Four on duty, one away already, one on sick leave, one nurse: only the four can be kept or sent."""
    people = [d.physician(f"P{n}") for n in range(5)]
    people += [d.physician("P8", status="病假"), d.physician("P9", profession="注册护士")]
    limit = DepartmentLimit(institution="H1", department="一科", minimum_physicians=minimum, maximum_away=maximum)
    spells = [d.spell("S1", "P0", "R2", end=date(2026, 12, 31))]
    assert len(run(people=people, spells=spells, department_limits=[limit]).assignments) == goes


def test_of_two_rows_for_a_department_the_stricter_values_hold():
    rows = [DepartmentLimit(institution="H1", department="一科", minimum_physicians=m, maximum_away=a)
            for m, a in ((0, 2), (1, None), (None, 3))]  # fmt: skip
    case = setting(d.book(institutions=HOMES, people=[d.physician("P1")], department_limits=rows),
                   POLICY, d.YEAR, d.START, d.ON, "", (), (), {})  # fmt: skip
    department = case.departments["H1", "一科"]
    assert (department.minimum, department.maximum_away) == (1, 2)


def test_a_pack_adds_its_own_minimums():  # J06, J11, J12
    policy = POLICY.with_values(
        {
            "allocation.minimum_clinical_years": "5",
            "allocation.minimum_title": "中级",
            "allocation.specialties": "麻醉、外科",
        }
    )
    assert conditions(policy, d.START, {}).specialties == ("麻醉", "外科")
    people = [
        d.physician("P1", county_clinical_years=Fraction(5)),
        d.physician("P2", county_clinical_years=Fraction(49, 10)),
        d.physician("P3"),
        d.physician("P4", county_clinical_years=Fraction(9), appointment="师级"),
        d.physician("P5", county_clinical_years=Fraction(9), specialty="儿科"),
    ]
    result = run(policy, people=people)
    assert sent(result) == ["P1"]
    assert why(result, "P2") == ["县级医院临床年限4.9年，不满5年"]
    assert why(result, "P3") == ["未填县级医院临床年限（须满5年）"]
    assert why(result, "P4") == ["专业技术职务师级，低于中级"]
    assert why(result, "P5") == ["专业儿科不在麻醉、外科之内"]


@pytest.mark.parametrize(
    ("spells", "flag", "lines"),
    [
        ([(date(2025, 8, 1), date(2026, 7, 31))], None, 1),
        ([(date(2025, 8, 1), date(2026, 7, 30))], True, 0),  # a gap of a day, whatever the form says
        ([(date(2025, 9, 1), None), (date(2025, 8, 1), date(2026, 7, 31))], False, 2),
        ([(date(2025, 8, 1), date(2026, 12, 31))], None, 1),  # still there: no gap
        ([], True, 9),  # nothing known of this line: by the form
        ([], None, 0),
    ],
)
def test_lines_of_the_last_batch_without_a_gap(spells, flag, lines):  # H56, H57, H58
    rows = [d.spell(f"S{n}", f"P{n}", "R1", start=a, end=z) for n, (a, z) in enumerate(spells)]
    case = setting(d.book(institutions=HOMES, people=[d.physician("P1")], spells=rows,
                          demands=[d.demand("D1", count=9, continues_last=flag)]),
                   POLICY, d.YEAR, d.START, d.ON, "", (), (), {})  # fmt: skip
    assert continued_lines(case).get(("R1", "麻醉"), 0) == lines


def test_whoever_goes_on_without_a_break_is_not_sent_anew():  # C08, C10
    """Service that continues last year's stretch begins no new one, so it fills no quota of this year."""
    people = [d.physician("P1"), d.physician("P2", hired_on=date(2026, 3, 1), recruited_as="执业医师类",
                                             entry_route="公开招聘", practice_licence="")]  # fmt: skip
    values = {}
    for end in (date(2026, 7, 31), date(2026, 7, 30)):
        result = run(people=people, spells=[d.spell("S1", "P1", "R2", end=end)])
        assert sent(result) == ["P1"]
        values[end.day] = {row.name: row.value for row in result.objectives}["quota"]
    assert values == {31: 0, 30: 1}


def test_a_term_that_begins_in_another_year_fills_nothing_of_this_one():
    people = [d.physician("P1", hired_on=date(2026, 3, 1), recruited_as="执业医师类", entry_route="公开招聘")]
    book = d.book(institutions=HOMES, people=people, demands=[d.demand("D1")])
    result = allocate(book, POLICY, 2026, date(2027, 1, 1), d.ON)
    assert {row.name: row.value for row in result.objectives}["quota"] == 0 and result.target.quota == 1
