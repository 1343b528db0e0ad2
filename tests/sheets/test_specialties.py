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


def slips(text: str, chance: random.Random) -> list[str]:
    """A character mistaken, left out, put in, swapped with its neighbour."""
    found = []
    for _ in range(3):
        i = chance.randrange(len(text))
        found += [text[:i] + chance.choice(COMMON) + text[i + 1 :], text[:i] + chance.choice(COMMON) + text[i:]]
        if len(text) > 2:
            found.append(text[:i] + text[i + 1 :])
        i = chance.randrange(len(text) - 1)
        found.append(text[:i] + text[i + 1] + text[i] + text[i + 2 :])
    return found


def test_the_first_name_is_right_for_nearly_every_single_slip():  # U33
    chance, known = random.Random(7), Specialties()
    right = total = 0
    for name, others in _shipped().items():
        for spelling in (name, *others):
            for text in slips(spelling, chance):
                if known.find(text) is None:
                    total += 1
                    right += known.nearest(text)[:1] == (name,)
    assert total > 3000
    assert right / total >= 0.95


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
