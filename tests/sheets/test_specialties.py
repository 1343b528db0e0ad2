"""The vocabulary: names of one specialty match, unknown ones name their neighbours."""

import random

import pytest

from countyhire.sheets.specialties import Specialties, _shipped, stem


@pytest.mark.parametrize(
    "spellings",
    [
        "麻醉 麻醉科 麻醉学 麻醉学专业 麻醉专业",
        "影像 医学影像 放射科 医学影像科 医学影像学",
        "检验 检验科 医学检验 医学检验科",
        "重症 ICU icu 重症医学 重症医学科",
        "急诊 急诊科 急诊医学科 急救医学",
        "全科 全科医学 全科医学专业 全科医疗科",
        "血液透析 血透 血液净化",
        "耳鼻喉科 耳鼻咽喉科 五官科",
        "皮肤科 皮肤病与性病专业",
        "精神科 精神卫生",
        "康复 康复科 康复医学科",
        "中医 中医科 中医学",
        "骨伤科 中医骨伤科",
        "口腔 口腔科 口腔医学",
        "公共卫生 公卫 公共卫生科",
        "药学 药剂科",
        "护理 护理学",
        "内科 内科专业 内科学",
    ],
)
def test_spellings_of_one_specialty(spellings):
    assert len({Specialties().find(spelling) for spelling in spellings.split()} - {None}) == 1
    assert all(Specialties().find(spelling) for spelling in spellings.split())


@pytest.mark.parametrize("pair", ["内科 外科", "中医科 中医内科", "妇科 产科", "内科 心血管内科", "儿科 儿童保健科"])
def test_specialties_that_are_not_one(pair):
    first, second = map(Specialties().find, pair.split())
    assert first != second


def test_no_spelling_belongs_to_two_specialties():
    owners: dict[str, set[str]] = {}
    for name, others in _shipped().items():
        for other in (name, *others):
            owners.setdefault(stem(other), set()).add(name)
    assert {spelling: names for spelling, names in owners.items() if len(names) > 1} == {}


def test_near_ones_are_named():
    assert Specialties().find("麻酔科") is None
    assert Specialties().nearest("麻酔科")[0] == "麻醉科"


COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成"
    "会可主发年动同工也能下过子说产种面方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开"
)
SPELLINGS = [(name, spelling) for name, others in _shipped().items() for spelling in dict.fromkeys((name, *others))]


def mistaken(text: str) -> list[tuple[str, str]]:
    return [(text[:i], text[i + 1 :]) for i in range(len(text))]


def left_out(text: str) -> list[tuple[str, str]]:
    return [(text[:i] + text[i + 1 :], "") for i in range(len(text)) if len(text) > 1]


def put_in(text: str) -> list[tuple[str, str]]:
    return [(text[:i], text[i:]) for i in range(len(text) + 1)]


def swapped(text: str) -> list[tuple[str, str]]:
    pairs = [(i, text[i : i + 2]) for i in range(len(text) - 1)]
    return [(text[:i] + pair[::-1] + text[i + 2 :], "") for i, pair in pairs if pair[0] != pair[1]]


@pytest.mark.parametrize("slip", [mistaken, left_out, put_in, swapped])
def test_the_first_name_is_right_for_nearly_every_single_slip(slip, sweep):  # U33
    """Every place of every spelling, wherever one specialty only may be meant: 神?科 may be two, ?外科 eight.

    Before and behind the place is what is left of a spelling; what is typed there by mistake is drawn.
    """
    chance, known = random.Random(7), Specialties()
    meant: dict[tuple[str, str], set[str]] = {}
    for name, spelling in SPELLINGS:
        for rest in slip(spelling):
            meant.setdefault(rest, set()).add(name)
    tried = right = 0
    places = list(meant.items())
    for rest, names in chance.sample(places, min(sweep(500, 5000), len(places))):
        wrong = chance.choice(COMMON) if slip in (mistaken, put_in) else ""
        text = rest[0] + wrong + rest[1]
        if len(names) == 1 and known.find(text) is None:
            tried += 1
            right += known.nearest(text)[0] in names
    assert tried > 300
    assert right / tried >= 0.98


def test_nothing_is_near_to_anything_else():
    assert Specialties().nearest("后勤食堂") == ()
    assert len(Specialties().nearest("科")) <= 3


def test_a_districts_own_table_goes_first():
    own = Specialties({"彩超室": ["超声"], "苗医": []})
    assert own.find("苗医") == "苗医"
    assert own.find("超声") == "彩超室"
    assert Specialties().find("苗医") is None


def test_a_district_may_add_spellings_to_a_shipped_name():
    assert Specialties({"麻醉科": ["无痛中心"]}).find("无痛中心") == "麻醉科"
