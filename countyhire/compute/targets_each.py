"""One target of the strengthening programme after another: what is asked, what the workbooks say (L01–L08, P25)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute import targets_people as who
from countyhire.model.amount import Amount, Op, ceiling, given, product, quotient, total
from countyhire.model.book import Book
from countyhire.model.institutions import PRIMARY_KINDS
from countyhire.model.outcomes import COMMUNITY_HOSPITAL, REGIONAL_CENTRE, TRAINING_BASE
from countyhire.model.people import Person
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

ROSTER = Cell("人员花名册.xlsx", "花名册")
NOT_REPORTED = "未填报"
MET, MISSED, BELOW, ABOVE, UNKNOWN = "达到", "未达到", "低于", "高于", NOT_REPORTED
TELEMEDICINE = "远程医疗"
TEN_THOUSAND = Amount("一万", 10_000, "人")


@dataclass(frozen=True, slots=True)
class Target:
    """One target: `goal` is the least, `most` where there is an upper bound too. `item` is the number of its task.

    `missing` says why `actual` or `goal` is None. `source` names workbook and sheet.
    """

    key: str
    name: str
    clause: str
    item: int
    source: str
    goal: Amount | None
    actual: Amount | None
    most: Amount | None = None
    missing: str = ""
    note: str = ""

    @property
    def verdict(self) -> str:
        """达到, 未达到 or, of a band, 低于 or 高于; 未填报 where a figure is missing."""
        if self.goal is None or self.actual is None:
            return UNKNOWN
        if self.actual.value < self.goal.value:
            return BELOW if self.most else MISSED
        return ABOVE if self.most and self.actual.value > self.most.value else MET

    @property
    def gap(self) -> Fraction | None:
        """What is missing to the goal, nought where it is reached; None where a figure is not known."""
        if self.goal is None or self.actual is None:
            return None
        return max(Fraction(0), Fraction(self.goal.value) - self.actual.value)


def _counted(name: str, people: Sequence[object], clause: str, words: str) -> Amount:
    return Amount(name, len(people), "人", Op.COUNT, words=words, clause=clause, cell=ROSTER)


def staff(book: Book, policy: Policy, people: Sequence[Person], day: date) -> Target:
    """Staff for each ten thousand of the population served: 400,000 people need 1,400 (L01)."""
    own = who.on_strength(people, day)
    doctors = who.village_doctors(book, own)
    actual = total(
        "基层卫生人员",
        (
            _counted("基层机构在册人员", own, "L01", f"截至{day}在册，不含柔性引进和返聘"),
            Amount("村卫生室的乡村医生", len(doctors), "人", Op.COUNT, words="不在花名册上的", clause="L01"),
        ),
        "人",
        "L01",
    )
    goal, missing = None, ""
    served = [row for row in book.institutions if row.kind in PRIMARY_KINDS]
    without = [row.name for row in served if row.population is None]
    if served and not without:
        population = total(
            "服务人口",
            tuple(given(row.name, row.population or 0, "人", row.cell("population"), "L01") for row in served),
            "人",
            "L01",
        )
        needed = product(
            "应配备人数",
            (
                quotient("服务人口万数", population, TEN_THOUSAND, "万"),
                _value(policy, "targets.staff_per_ten_thousand", day),
            ),
            "人",
            "L01",
        )
        goal = ceiling("应配备人数", needed, "L01")
    else:
        missing = f"{NOT_REPORTED}：机构名录的服务人口" + (
            f"（{'、'.join(without[:3])}等{len(without)}家）" if without else ""
        )
    return Target(
        "staff", "每万服务人口基层卫生人员", "L01", 1, "机构名录/机构、人员花名册/花名册", goal, actual, missing=missing
    )


def growth(policy: Policy, people: Sequence[Person], day: date) -> Target:
    """This year's growth of the technical staff over the end of last year (L03)."""
    before = who.technical(who.on_strength(people, date(day.year - 1, 12, 31)))
    now = who.technical(who.on_strength(people, day))
    goal = _value(policy, "targets.growth", day)
    if not before:
        missing = f"{NOT_REPORTED}：人员花名册没有上年末在册的基层医务人员"
        return Target("growth", "基层医务人员年增长", "L03", 1, "人员花名册/花名册", goal, None, missing=missing)
    last = _counted("上年末基层医务人员", before, "L03", f"截至{day.year - 1}-12-31在册的卫生技术人员")
    this = _counted("本期基层医务人员", now, "L03", f"截至{day}在册的卫生技术人员")
    more = Amount("比上年末增加", len(now) - len(before), "人", Op.DIFFERENCE, (this, last), clause="L03")
    actual = quotient("增长率", more, last, "比例", "L03")
    return Target("growth", "基层医务人员年增长", "L03", 1, "人员花名册/花名册", goal, actual)


def hired(policy: Policy, people: Sequence[Person], year: int, on: date, excluded: tuple[str, ...]) -> Target:
    """The year's hires in their band: 29 are below 30 to 50, 51 above (L04)."""
    day = min(on, date(year, 12, 31))
    actual = _counted(
        "当年招聘", who.hired_in(people, year, on, excluded), "L04", f"{year}年入职，不含{'、'.join(excluded)}"
    )
    return Target(
        "hires", "当年为基层招聘", "L04", 3, "人员花名册/花名册", _value(policy, "targets.hires_low", day), actual,
        _value(policy, "targets.hires_high", day),
    )  # fmt: skip


def hired_so_far(policy: Policy, hires: Sequence[tuple[int, int]], first: int, day: date) -> Target:
    """All hires since the first year, each year's beside its year, up to the year that the document names (L05)."""
    until = policy.whole("targets.hires_total_by", day)
    parts = tuple(
        Amount(f"{year}年招聘", count, "人", Op.COUNT, clause="L04", cell=ROSTER)
        for year, count in hires
        if year <= until
    )
    return Target(
        "hires_total", f"{first}年至{until}年累计招聘", "L05", 3, "人员花名册/花名册",
        _value(policy, "targets.hires_total", day), total("累计招聘", parts, "人", "L05") if parts else None,
        missing="" if parts else "工程尚未开始",
    )  # fmt: skip


def practitioners(policy: Policy, people: Sequence[Person], year: int, on: date) -> Target:
    """General practitioners trained in the year (L06)."""
    told = any(row.practitioner_on for row in people)
    trained = who.practitioners_trained(people, year, on)
    actual = _counted("当年培训合格的全科医生", trained, "L06", f"全科培训合格日期在{year}年")
    return Target(
        "practitioners", "当年新增全科医生", "L06", 5, "人员花名册/花名册",
        _value(policy, "targets.general_practitioners", min(on, date(year, 12, 31))), actual if told else None,
        missing="" if told else f"{NOT_REPORTED}：人员花名册的全科培训合格日期",
    )  # fmt: skip


def backbones(policy: Policy, people: Sequence[Person], day: date) -> Target:
    """Backbones among the technical staff: 500 need 50 (L07)."""
    staff = who.technical(who.on_strength(people, day))
    needed = product(
        "应有骨干人数",
        (_counted("基层卫技人员", staff, "L07", f"截至{day}在册"), _value(policy, "targets.backbone_share", day)),
        "人",
        "L07",
    )
    goal = ceiling("应有骨干人数", needed, "L07")
    told = any(row.backbone is not None or row.backbone_level for row in people)
    actual = _counted("基层骨干人才", who.backbones(staff), "L07", "骨干为“是”或填了骨干层级的")
    return Target(
        "backbones", "基层骨干人才", "L07", 17, "人员花名册/花名册", goal, actual if told else None,
        missing="" if told else f"{NOT_REPORTED}：人员花名册的骨干",
    )  # fmt: skip


def provincial(policy: Policy, people: Sequence[Person], day: date) -> Target:
    """Backbones of the province (L08)."""
    staff = who.technical(who.on_strength(people, day))
    told = any(row.backbone_level for row in people)
    actual = _counted("省级基层卫生骨干人才", who.provincial(staff), "L08", "骨干层级为省级的")
    return Target(
        "provincial", "省级基层卫生骨干人才", "L08", 17, "人员花名册/花名册",
        _value(policy, "targets.provincial_backbones", day), actual if told else None,
        missing="" if told else f"{NOT_REPORTED}：人员花名册的骨干层级",
    )  # fmt: skip


def insured(book: Book, policy: Policy, year: int, day: date) -> Target:
    """Insured people's visits at primary institutions, of all their visits (P25)."""
    goal = _value(policy, "targets.insured_share", day)
    rows = [row for row in book.yearly_visits if row.year == year]
    row = rows[0] if rows else None
    name, source = "参保居民在基层就诊比例", "成效台账/年度诊疗"
    if row is None or row.insured_at_primary is None or not row.insured_visits:
        missing = f"{NOT_REPORTED}：成效台账{year}年的参保居民就诊人次"
        return Target("insured", name, "P25", 23, source, goal, None, missing=missing)
    actual = quotient(
        name,
        given("参保居民基层就诊人次", row.insured_at_primary, "人次", row.cell("insured_at_primary"), "P25"),
        given("参保居民就诊人次", row.insured_visits, "人次", row.cell("insured_visits"), "P25"),
        "比例",
        "P25",
    )
    return Target("insured", name, "P25", 23, source, goal, actual)


def built(book: Book, policy: Policy, day: date) -> Iterator[Target]:
    """Institutions that were given a rank which the programme counts: each institution once (P05, P06, N06)."""
    for key, name, rating, clause, item, unit in (
        ("regional_centres", "区域性医疗卫生中心", REGIONAL_CENTRE, "P05", 14, "个"),
        ("community_hospitals", "社区医院", COMMUNITY_HOSPITAL, "P06", 14, "家"),
        ("training_bases", "基层卫生人员实训基地", TRAINING_BASE, "N06", 6, "个"),
    ):
        given_to = {row.institution for row in book.ratings if row.rating == rating and row.on and row.on <= day}
        actual = Amount(name, len(given_to), unit, Op.COUNT, words=f"截至{day}评定的", clause=clause)
        told = bool(book.ratings)
        yield Target(
            key, name, clause, item, "成效台账/等级评定", _value(policy, f"targets.{key}", day),
            actual if told else None, missing="" if told else f"{NOT_REPORTED}：成效台账的等级评定",
        )  # fmt: skip


def remote(book: Book, policy: Policy, day: date) -> Target:
    """Primary institutions with telemedicine, of all; an institution is its alliance's member (N12)."""
    name, source = "远程医疗覆盖的基层机构", "机构名录/服务能力"
    goal = _value(policy, "targets.remote_share", day)
    places = {row.code for row in book.institutions if row.kind in PRIMARY_KINDS}
    told = [row for row in book.abilities if row.ability == TELEMEDICINE and row.institution in places]
    if not told:
        missing = f"{NOT_REPORTED}：机构名录服务能力里的{TELEMEDICINE}"
        return Target("remote", name, "N12", 8, source, goal, None, missing=missing)
    covered = {row.institution for row in told if row.held}
    actual = quotient(
        "覆盖率",
        Amount("已覆盖的基层机构", len(covered), "家", Op.COUNT, words=f"{TELEMEDICINE}具备为“是”的", clause="N12"),
        Amount("基层机构", len(places), "家", Op.COUNT, words="机构名录里的卫生院和社区卫生服务中心", clause="N12"),
        "比例",
        "N12",
    )
    return Target("remote", name, "N12", 8, source, goal, actual)


def scarce(policy: Policy, people: Sequence[Person], year: int, on: date, excluded: tuple[str, ...]) -> Target:
    """The year's hires into posts, in shortage majors or of high title: more than the pack's share of them (M05).

    Of 10 hires half are 5, and 6 are more than half. A year without such hires has no verdict.
    """
    day = min(on, date(year, 12, 31))
    name, source = "空编用于紧缺专业和高层次人才", "人员花名册/花名册"
    share = _value(policy, "targets.scarce_share", day)
    majors, titles = policy.texts("hiring.direct_majors", day), policy.texts("hiring.high_titles", day)
    hires = [row for row in who.hired_in(people, year, on, excluded) if row.establishment == "编制内"]
    if not hires:
        missing = f"{NOT_REPORTED}：{year}年没有招聘编制内人员"
        return Target("scarce_hires", name, "M05", 1, source, None, None, missing=missing)
    found = [row for row in hires if row.specialty in majors or row.appointment in titles]
    all_of_them = _counted("当年招聘的编制内人员", hires, "M05", f"{year}年入职，不含{'、'.join(excluded)}")
    over = product("应超过的人数", (all_of_them, share), "人", "M05")
    least = over.value.numerator // over.value.denominator + 1
    # More than the share is at least the next whole person.
    more = Amount("一人", 1, "人", Op.GIVEN)
    whole = Amount("应超过的人数（舍去小数）", least - 1, "人", Op.COUNT, (over,), "超过就是至少多一人", "M05")
    goal = total("至少应有人数", (whole, more), "人", "M05")
    actual = _counted("其中紧缺专业或高层次", found, "M05", f"{'、'.join(majors)}，或{'、'.join(titles)}")
    return Target("scarce_hires", name, "M05", 1, source, goal, actual)


def _value(policy: Policy, key: str, day: date) -> Amount:
    return policy.amount(key, day)
