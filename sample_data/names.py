"""Invented people: names, identity numbers with area code 509901 (no place has it), certificates, telephones.

Every choice comes from a seeded generator, one for each part of the district, so that a change in one
part leaves the others as they were.
"""

from datetime import date
from random import Random

AREA = "509901"
SEED = 20260815

SURNAMES = (
    "陈李王张刘杨周吴黄徐何罗邓谢冉向田谭唐蒋冯彭曾肖袁邱蒲秦潘廖付余汪龚易范石夏姚钟熊魏任赖代卢贺文牟"
    "郑梁宋韩曹许沈吕苏丁叶程崔蔡薛陆贾江阎孟邹方雷段郝孔邵毛常万顾武戴严莫洪尹覃殷柳舒庞游霍"
)
GIVEN_MALE = "伟强勇军磊涛鹏杰峰斌浩波辉刚亮健飞鑫凯俊航毅翔博宇恒锋坤晖焱骏钧岳川松柏朗"
GIVEN_FEMALE = "芳娜敏静丽艳娟霞燕玲婷雪梅倩颖莉蓉琴慧洁萍薇瑶妍琳茜蕾莹璐岚黛苒沁芮"
GIVEN_EITHER = "明华文思晓子安宁远欣然嘉云清雨林若溪书言一诺永泽知行景初怀瑾"
RARE_NAMES = (("䶮", "男"), ("𬭎", "男"), ("婧䶮", "女"))
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def generator(part: str) -> Random:
    """The random numbers of one part of the district: the same on every machine."""
    return Random(f"{SEED}:{part}")


def name(rng: Random, sex: str) -> str:
    """A name of two or three characters."""
    own = GIVEN_MALE if sex == "男" else GIVEN_FEMALE
    given = rng.choice(own) if rng.random() < 0.25 else rng.choice(GIVEN_EITHER) + rng.choice(own + GIVEN_EITHER)
    return rng.choice(SURNAMES) + given


def check_digit(first17: str) -> str:
    """The last digit of an identity number (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


class Numbers:
    """Numbers that no two people share: identity numbers, telephones, licences."""

    def __init__(self) -> None:
        self._born: dict[tuple[date, str], int] = {}
        self._issued = 0

    def identity(self, born: date, sex: str) -> str:
        """The next identity number of that day: an odd sequence for men, an even one for women."""
        taken = self._born.get((born, sex), 0)
        self._born[born, sex] = taken + 1
        sequence = 2 * taken + (1 if sex == "男" else 2)
        first17 = f"{AREA}{born:%Y%m%d}{sequence:03d}"
        return first17 + check_digit(first17)

    def next(self) -> int:
        """A number never given before."""
        self._issued += 1
        return self._issued

    def phone(self) -> str:
        """A number of a range that is given to nobody."""
        return f"199{self.next():08d}"


def qualification_certificate(year: int, assistant: bool, category: str, identity: str) -> str:
    """27 characters: year, province, level, category, identity number."""
    return f"{year}50{2 if assistant else 1}{CATEGORY_CODES[category]}{identity}"


def practice_licence(assistant: bool, category: str, serial: int) -> str:
    """15 digits: level, category, area, serial."""
    return f"{2 if assistant else 1}{CATEGORY_CODES[category]}{AREA}{serial:06d}"


CATEGORY_CODES = {"临床": "10", "口腔": "20", "公共卫生": "30", "中医": "41"}
