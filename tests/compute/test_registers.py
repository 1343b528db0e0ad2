"""What receivers can do and have, held against the demands, counted by hand (H28, I25)."""

import random
from dataclasses import replace
from datetime import date

import pytest

from countyhire.compute.abilities import abilities
from countyhire.compute.allocation import allocate
from countyhire.compute.equipment import is_kind, items, register
from countyhire.district import Pair
from countyhire.model.capability import Ability, Equipment
from countyhire.policy.load import load
from countyhire.reports.demand_book import demand_view
from tests.allocation import districts as d

POLICY = load("chongqing-2021-55")


def able(institution, ability="全麻手术", held=True, specialties=("麻醉科",)):
    return Ability(institution=institution, ability=ability, held=held, specialties=specialties)


def piece(institution, name, count=1, state="在用"):
    return Equipment(institution=institution, name=name, count=count, state=state)


def test_seven_of_twenty_can_give_a_full_anaesthetic():  # H28
    receivers = [d.clinic(f"R{n:02d}") for n in range(1, 21)]
    rows = [able(row.code, held=n < 7) for n, row in enumerate(receivers[:18])]
    (count,) = abilities(d.book(institutions=[d.hospital("H1"), *receivers], abilities=rows)).counts
    assert (count.receivers, count.held, count.lacking, count.unknown) == (20, 7, 11, 2)
    assert count.words == "20家中7家具备全麻手术能力，2家未登记"
    assert count.lacks == tuple(f"R{n:02d}" for n in range(8, 19))


def test_a_demand_needs_what_its_specialty_or_its_skills_name():  # H28
    book = d.book(
        institutions=[d.clinic("R1"), d.clinic("R2"), d.clinic("R3")],
        abilities=[
            able("R1"),
            able("R2", held=False),
            able("R1", "血液透析", held=False, specialties=()),
            able("R2", "血液透析", specialties=()),
        ],
        demands=[
            d.demand("D1", "R1", specialty="麻醉"),  # 麻醉 and 麻醉科 are one
            d.demand("D2", "R2"),
            d.demand("D3", "R3", rank=2),
            d.demand("D4", "R1", specialty="内科", skills="能独立管理血液透析患者"),
            d.demand("D5", "R2", specialty="内科"),
        ],
    )
    found = abilities(book)
    told = {code: [(row.ability, row.state) for row in rows] for code, rows in found.needed.items()}
    assert told == {
        "D1": [("全麻手术", "有")],
        "D2": [("全麻手术", "无")],
        "D3": [("全麻手术", "未登记")],
        "D4": [("血液透析", "无")],
        "D5": [],
    }
    assert [row.demand for row in found.gaps] == ["D2", "D3", "D4"]


def test_a_county_full_of_equipment_is_added_up_by_kind():  # I25: 369 pieces; CT at five centres, MR at one
    centres = [f"R{n}" for n in range(1, 6)]
    rows = [piece(code, "CT") for code in centres] + [piece("R1", "MR")]
    rows += [piece(code, "监护仪", 72) for code in centres] + [piece("R2", "监护仪", 3, "报废")]
    random.Random(7).shuffle(rows)
    found = register(d.book(equipment=rows))
    assert [(kind.name, kind.institutions, kind.pieces, kind.usable) for kind in found.kinds] == [
        ("CT", 5, 5, 5), ("MR", 1, 1, 1), ("监护仪", 5, 363, 360),
    ]  # fmt: skip
    assert found.pieces == 369


@pytest.mark.parametrize(
    ("registered", "asked", "same"),
    [
        ("CT", "CT", True), ("16排CT", "ct", True), ("CT", "CT机", True), ("SPECT", "CT", False), ("CTA", "CT", False),
        ("SPECT/CT", "CT", True), ("多参数监护仪", "监护仪", True), ("监护仪", "多参数监护仪", False),
        ("ＭＲ", "MR", True), ("血液透析机", "血液透析机", True),
    ],
)  # fmt: skip
def test_a_kind_of_the_register_is_the_kind_asked_for(registered, asked, same):  # I25
    assert is_kind(registered, asked) is same


def test_the_equipment_condition_is_read_as_names_and_numbers():  # I25
    assert items("血液透析机4台、监护仪，CT和DR1台；") == [
        ("血液透析机", 4), ("监护仪", 1), ("CT", 1), ("DR", 1),
    ]  # fmt: skip
    assert items("") == items("、，") == []


def equipped():
    return d.book(
        institutions=[d.hospital("H1"), d.clinic("R1", population=104000), d.clinic("R2"), d.clinic("R3")],
        people=[d.physician(f"P{n}") for n in range(1, 6)],
        demands=[
            d.demand("D1", "R1", equipment="麻醉机、监护仪2台", patients=100),
            d.demand("D2", "R2", equipment="麻醉机、监护仪2台"),
            d.demand("D3", "R3", equipment="麻醉机"),
            d.demand("D4", "R1", rank=2),
        ],
        equipment=[piece("R1", "麻醉机"), piece("R1", "监护仪"), piece("R1", "监护仪"), piece("R2", "监护仪", 9),
                   piece("R2", "麻醉机", 1, "维修")],
    )  # fmt: skip


def test_a_demand_is_flagged_and_still_filled():  # I25
    book = equipped()
    result = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签")
    assert not result.unfilled
    words = {row.demand: [str(reason) for reason in row.reasons if reason.code == "equipment"] for row in
             result.assignments}  # fmt: skip
    assert words == {
        "D1": ["设备条件：有"], "D2": ["设备条件：无（缺麻醉机）"], "D3": ["设备条件：未登记"], "D4": [],
    }  # fmt: skip


def test_a_pack_may_want_the_equipment_first():  # I25
    policy = POLICY.with_values({"allocation.equipment": "required"})
    pin = Pair(person="P1", demand="D2")
    result = allocate(equipped(), policy, d.YEAR, d.START, d.ON, seed="签")
    assert {row.demand: [str(reason) for reason in row.reasons] for row in result.unfilled} == {
        "D2": ["缺设备麻醉机，本方案规定设备到位后再派"]
    }
    refused = allocate(equipped(), policy, d.YEAR, d.START, d.ON, seed="签", pins=[pin])
    assert refused.status == "infeasible"
    assert any("缺设备麻醉机" in row.text for row in refused.conflicts)


def test_every_demand_shows_its_patients_and_the_people_served():  # H09, I31
    (first, *_, last) = demand_view(equipped())["demands"]
    assert (first["population"], first["patients"], first["equipment"]) == (
        104000, 100, {"state": "有", "missing": []},
    )  # fmt: skip
    assert (last["patients"], last["equipment"]) == (None, None)


def test_the_order_of_rows_changes_nothing():
    book = replace(equipped(), abilities=(able("R1"), able("R2", held=False), able("R1", "剖宫产", specialties=())))
    turned = replace(book, **{name: getattr(book, name)[::-1] for name in ("abilities", "equipment", "demands")})
    assert demand_view(book) == demand_view(turned)


def test_a_district_without_registers_is_told_nothing_of_them():
    bare = replace(equipped(), equipment=())
    result = allocate(bare, POLICY, d.YEAR, d.START, date(2026, 7, 15), seed="签")
    assert not any(reason.code in ("equipment", "ability") for row in result.assignments for reason in row.reasons)
