"""The institutions of 示例区: eight county hospitals in the scheme, two beside it, townships, village clinics.

Distances, populations and allowance rates are invented inputs, not anybody's standard.
"""

from dataclasses import dataclass
from fractions import Fraction

from countyhire.model.institutions import Institution
from countyhire.model.village import VillageClinic

from .names import generator

GENERAL = (
    ("心血管内科", 4), ("呼吸与消化内科", 5), ("神经内科", 3), ("肾病内科", 2), ("普通外科", 5), ("骨科", 4),
    ("泌尿外科", 2), ("妇产科", 5), ("儿科", 4), ("麻醉科", 3), ("放射科", 4), ("重症医学科", 3), ("急诊医学科", 3),
    ("口腔科", 2), ("眼科", 2), ("耳鼻咽喉科", 2), ("康复医学科", 2), ("中医科", 2), ("皮肤科", 1),
)  # fmt: skip
SMALL = (
    ("内科", 6), ("外科", 4), ("妇产科", 4), ("儿科", 3), ("麻醉科", 2), ("放射科", 2), ("急诊医学科", 2),
    ("中医科", 2), ("康复医学科", 2), ("口腔科", 2),
)  # fmt: skip
CHINESE = (
    ("中医内科", 8), ("针灸推拿科", 4), ("中医骨伤科", 4), ("内科", 4), ("外科", 3), ("妇产科", 2), ("儿科", 2),
    ("麻醉科", 2), ("放射科", 2), ("康复医学科", 3),
)  # fmt: skip
MOTHERS = (("产科", 7), ("妇科", 5), ("儿科", 7), ("麻醉科", 3), ("放射科", 2), ("口腔科", 1), ("儿童保健科", 2))
MINDS = (("精神科一病区", 5), ("精神科二病区", 4), ("内科", 2), ("康复医学科", 2))
TEETH = (("口腔内科", 5), ("口腔颌面外科", 3), ("放射科", 1), ("麻醉科", 1))

# department: (specialty as used in demand, category of practice, scope of practice)
DEPARTMENTS = {
    "内科": ("内科", "临床", "内科"),
    "心血管内科": ("内科", "临床", "内科"),
    "呼吸与消化内科": ("内科", "临床", "内科"),
    "神经内科": ("内科", "临床", "内科"),
    "肾病内科": ("内科", "临床", "内科"),
    "外科": ("外科", "临床", "外科"),
    "普通外科": ("外科", "临床", "外科"),
    "骨科": ("外科", "临床", "外科"),
    "泌尿外科": ("外科", "临床", "外科"),
    "妇产科": ("妇产科", "临床", "妇产科"),
    "产科": ("妇产科", "临床", "妇产科"),
    "妇科": ("妇产科", "临床", "妇产科"),
    "儿科": ("儿科", "临床", "儿科"),
    "儿童保健科": ("儿科", "临床", "儿科"),
    "麻醉科": ("麻醉科", "临床", "麻醉学"),
    "放射科": ("医学影像科", "临床", "医学影像和放射治疗"),
    "重症医学科": ("重症医学科", "临床", "重症医学"),
    "急诊医学科": ("急诊医学科", "临床", "急救医学"),
    "口腔科": ("口腔科", "口腔", "口腔"),
    "口腔内科": ("口腔科", "口腔", "口腔"),
    "口腔颌面外科": ("口腔科", "口腔", "口腔"),
    "眼科": ("眼科", "临床", "眼耳鼻咽喉科"),
    "耳鼻咽喉科": ("耳鼻咽喉科", "临床", "眼耳鼻咽喉科"),
    "康复医学科": ("康复医学科", "临床", "康复医学"),
    "中医科": ("中医科", "中医", "中医"),
    "中医内科": ("中医科", "中医", "中医"),
    "针灸推拿科": ("中医科", "中医", "中医"),
    "中医骨伤科": ("中医科", "中医", "中医"),
    "皮肤科": ("皮肤科", "临床", "皮肤病与性病"),
    "精神科一病区": ("精神科", "临床", "精神卫生"),
    "精神科二病区": ("精神科", "临床", "精神卫生"),
    "全科医疗科": ("全科医疗科", "临床", "全科医学"),
}


@dataclass(frozen=True)
class Hospital:
    """A county hospital as the district is drawn up: headcount and recruits are those of 1,212 staff."""

    code: str
    name: str
    kind: str
    owner: str
    staff: int
    recruits: int
    departments: tuple[tuple[str, int], ...]
    former: tuple[str, ...] = ()

    @property
    def in_scheme(self) -> bool:
        return self.owner == "区县属"


HOSPITALS = (
    Hospital("H01", "示例区人民医院", "综合医院", "区县属", 250, 19, GENERAL, ("示例县人民医院", "县人民医院总院")),
    Hospital("H02", "示例区中医院", "中医医院", "区县属", 150, 11, CHINESE, ("示例县中医院",)),
    Hospital("H03", "示例区妇幼保健院", "妇幼保健院", "区县属", 110, 8, MOTHERS, ("示例县妇幼保健院",)),
    Hospital("H04", "示例区第二人民医院", "综合医院", "区县属", 110, 8, SMALL),
    Hospital("H05", "示例区精神卫生中心", "专科医院", "区县属", 60, 4, MINDS),
    Hospital("H06", "示例区第三人民医院", "综合医院", "区县属", 80, 5, SMALL),
    Hospital("H07", "示例区中西医结合医院", "中西医结合医院", "区县属", 70, 3, CHINESE),
    Hospital("H08", "示例区口腔医院", "专科医院", "区县属", 40, 2, TEETH),
    Hospital("H09", "示例市第九人民医院示例院区", "综合医院", "市属", 18, 3, SMALL),
    Hospital("H10", "示例康宁医院", "综合医院", "民营", 12, 2, SMALL),
)
SCHEME = tuple(hospital for hospital in HOSPITALS if hospital.in_scheme)

TOWNS = (
    "青石", "白沙", "云溪", "龙泉", "柏林", "石桥", "金竹", "麻柳", "双河", "高峰", "大田", "桃花", "清水",
    "凤鸣", "永兴", "新场", "黄桷", "观音", "铁山", "望江", "梨坪", "箭竹", "雪峰", "岩口", "天池", "鹿鸣",
)  # fmt: skip
STREETS = 5  # the first towns are streets, with a community centre each
CENTRES = 6  # then the central health centres
REMOTE = 8  # the last of every 26 are remote


def institutions(size: int) -> list[Institution]:
    """Hospitals and `26 × size` township and community institutions."""
    return [*_hospitals(), *_townships(size)]


def _hospitals() -> list[Institution]:
    return [
        Institution(
            code=hospital.code,
            name=hospital.name,
            kind=hospital.kind,
            owner=hospital.owner,
            former_names=hospital.former,
            township="城中街道",
            remote=False,
            in_scheme=hospital.in_scheme,
            allowance_eligible=False,
        )
        for hospital in HOSPITALS
    ]


def _townships(size: int) -> list[Institution]:
    rng = generator("townships")
    found = []
    for number in range(26 * size):
        block, place = divmod(number, len(TOWNS))
        town = TOWNS[place] + (f"{block + 1}" if block else "")
        street = place < STREETS
        centre = not street and place < STREETS + CENTRES
        remote = place >= len(TOWNS) - REMOTE
        kind = "社区卫生服务中心" if street else "中心卫生院" if centre else "乡镇卫生院"
        far = rng.randrange(410, 880) if remote else rng.randrange(20, 60) if street else rng.randrange(90, 380)
        people = rng.randrange(4_200, 9_800) if remote else rng.randrange(14_000, 46_000)
        rate = (
            0 if street else (60_000 + 5_000 * rng.randrange(0, 5) if remote else 25_000 + 5_000 * rng.randrange(0, 5))
        )
        found.append(
            Institution(
                code=f"T{number + 1:02d}" if size == 1 else f"T{number + 1:04d}",
                name=f"{town}街道社区卫生服务中心"
                if street
                else f"{town}镇中心卫生院"
                if centre
                else f"{town}{'乡' if remote else '镇'}卫生院",
                kind=kind,
                owner="区县属",
                former_names=(f"县人民医院{town}分院",) if centre and place % 2 else (),
                township=f"{town}{'街道' if street else '乡' if remote else '镇'}",
                remote=remote,
                distance_km=Fraction(far, 10),
                population=people // 100 * 100,
                community_lead="H01" if place % 3 else "H02",
                in_scheme=False,
                allowance_eligible=not street,
                township_allowance=None if street else rate,
            )
        )
    return found


def clinics(townships: list[Institution]) -> list[VillageClinic]:
    """Three or four village clinics for each township institution: 90 for 26."""
    found = []
    for place, town in enumerate(townships):
        for number in range(4 if place % 26 < 12 else 3):
            village = (
                f"{town.township.removesuffix('街道').removesuffix('镇').removesuffix('乡')}{'一二三四'[number]}村"
            )
            found.append(
                VillageClinic(
                    code=f"V{len(found) + 1:03d}" if len(townships) == 26 else f"V{len(found) + 1:05d}",
                    name=f"{village}卫生室",
                    village=village,
                    parent=town.code,
                )
            )
    return found


def as_institutions(rooms: list[VillageClinic], townships: list[Institution]) -> list[Institution]:
    """The village clinics as rows of 机构名录."""
    by_code = {town.code: town for town in townships}
    return [
        Institution(
            code=room.code,
            name=room.name,
            kind="村卫生室",
            owner="其他",
            township=by_code[room.parent].township,
            remote=by_code[room.parent].remote,
            parent=room.parent,
            in_scheme=False,
        )
        for room in rooms
    ]
