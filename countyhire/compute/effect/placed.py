"""Who was sent: batches, titles, backbone, key specialties, years on end (H01, H02, I21, I23, I24, K10)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from countyhire.compute.effect.indicator import (
    PEOPLE,
    TALENT,
    UNDEFINED,
    About,
    Indicator,
    Scope,
    count,
    counted,
    rows_of,
    share,
    unknown,
    unreported,
)
from countyhire.model.money import decimal_text
from countyhire.model.people import TITLE_RANK, Person
from countyhire.model.service import COMPLETED, PASSED, Spell

THEME = "派出人员"
KEY = "effect.key_specialties"
KEY_SHARE, KEY_TITLES = "effect.key_specialty_share", "effect.key_intermediate_share"
OTHER = "其他专业"
GROUPS = {  # the documents' short names, and the specialties of our vocabulary that they mean
    "内科": (
        "内科 呼吸内科 消化内科 神经内科 心血管内科 血液内科 肾病科 内分泌科 风湿免疫科 变态反应科 老年病科 血液透析"
    ),
    "外科": "外科 普通外科 神经外科 骨科 泌尿外科 胸外科 心脏大血管外科 血管外科 烧伤科 整形外科 肛肠科 乳腺外科",
    "妇产科": "妇产科 妇科 产科",
    "儿科": "儿科 新生儿科 小儿外科",
    "医学影像科": "医学影像科 超声医学科 核医学科 介入科",
}


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch: its people, those of them sent for the first time, and how many had been sent by then (H01)."""

    name: str
    start: date
    people: int
    first_time: int
    cumulative: int


@dataclass(frozen=True, slots=True)
class SpecialtyRow:
    """How many of those sent are of a specialty, each counted once, by the last post (I23)."""

    specialty: str
    key: bool
    people: int
    intermediate: int | None


@dataclass(frozen=True, slots=True)
class Stay:
    """An institution that has somebody in the year: since when without a year between, and how many people (K10)."""

    institution: str
    name: str
    since: int
    years: int
    people: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The indicators of those sent, and their tables."""

    indicators: tuple[Indicator, ...]
    batches: tuple[Batch, ...]
    specialties: tuple[SpecialtyRow, ...]
    stays: tuple[Stay, ...]


def placed(scope: Scope) -> Placed:
    """Everyone whose 县聘乡用 service (not 拟派) began by the last day counted, each once."""
    begun = [row for row in scope.book.spells if row.county_hired and row.person and row.start]
    begun = [row for row in begun if row.start and row.start <= scope.until]
    begun.sort(key=lambda row: (row.start or date.min, row.code, row.person, row.receiver))
    batches = _batches(begun)
    specialties = _specialties(scope, begun)
    stays = _stays(scope, begun)
    indicators = [
        *_people(scope, begun, batches),
        *_titles(scope, begun),
        *_key_specialties(scope, begun),
        *_terms(scope, begun),
        *_continuity(scope, begun, stays),
    ]
    if not scope.book.spells:
        indicators = [one if one.missing == UNDEFINED else unreported(one) for one in indicators]
    return Placed(tuple(indicators), batches, specialties, stays)


def batch_name(row: Spell) -> str:
    """The batch as entered; one without a year in its name (第一批 of every year) goes by that of its first day."""
    year = row.start.year if row.start else ""
    if re.search(r"(19|20)\d\d", row.batch):
        return row.batch
    return f"{row.batch or '未填批次'}（{year}年）"


def _source(rows: Sequence[Spell]) -> str:
    return rows_of("服务台账", "服务", rows)


def _batches(begun: Sequence[Spell]) -> tuple[Batch, ...]:
    members: dict[str, set[str]] = {}
    starts: dict[str, date] = {}
    for row in begun:
        members.setdefault(batch_name(row), set()).add(row.person)
        starts.setdefault(batch_name(row), row.start or date.min)
    found, seen = [], set[str]()
    for name in sorted(members, key=lambda name: (starts[name], name)):
        new = members[name] - seen
        seen |= new
        found.append(Batch(name, starts[name], len(members[name]), len(new), len(seen)))
    return tuple(found)


def _people(scope: Scope, begun: Sequence[Spell], batches: Sequence[Batch]) -> list[Indicator]:
    source = _source(begun)
    people = counted("累计派出人数", len({row.person for row in begun}), "人", "H01", "同一人只计一次")
    started = [row for row in begun if row.start and row.start >= scope.first]
    now = counted(f"{scope.year}年派出人数", len({row.person for row in started}), "人", "H01", "当年开始的")
    lots = counted("派出批次", len(batches), "批", "H01")
    figures = (
        (About("batches", THEME, "累计派出批次", "H01", source, PEOPLE), lots),
        (About("people_sent", THEME, "累计派出人数", "H01", source, PEOPLE, people=True), people),
        (About("people_sent_in_year", THEME, "当年派出人数", "H01", source, PEOPLE, people=True), now),
    )
    return [count(about, value) for about, value in figures]


def _known(scope: Scope, persons: Iterable[str]) -> tuple[list[Person], int]:
    """Those who stand on 花名册, by code, and how many do not."""
    codes = sorted(set(persons))
    found = [person for code in codes if (person := scope.book.person(code))]
    return found, len(codes) - len(found)


def is_intermediate(person: Person) -> bool:
    return person.title_rank >= TITLE_RANK["中级"]


def _not_known(number: int) -> str:
    return f"另有{number}人不在花名册，没有计入" if number else ""


def _titles(scope: Scope, begun: Sequence[Spell]) -> list[Indicator]:
    people, strangers = _known(scope, (row.person for row in begun))
    source = f"{_source(begun)}；人员花名册/花名册 专业技术职务、骨干"
    titled = About("intermediate_share", THEME, "派出人员中级以上占比", "H02", source, PEOPLE, people=True)
    backbone = About("backbone_sent", THEME, "累计派出骨干医师", "I21", source, PEOPLE, people=True)
    if not scope.book.people:
        return [share(titled, None, None), count(backbone, None)]
    top = counted("中级以上人数", sum(map(is_intermediate, people)), "人", "H02", "按现在的专业技术职务")
    bottom = counted("累计派出人数", len(people), "人", "H01", "在花名册里的")
    told = [person for person in people if person.backbone is not None]
    strong = [person for person in told if person.backbone]
    mid = sum(map(is_intermediate, strong))
    value = counted("骨干医师", len(strong), "人", "I21", "花名册“骨干”为是的") if told else None
    return [
        share(titled, top, bottom, _not_known(strangers)),
        count(backbone, value, f"其中中级以上{mid}人" if told else ""),
    ]


def _keys(scope: Scope) -> tuple[str, ...]:
    """The pack's key specialties; none where it names none, or before its first day."""
    return scope.policy.texts(KEY, scope.until) if scope.policy.parameter(KEY).at(scope.until) else ()


def key_group(specialty: str, keys: Sequence[str]) -> str:
    """Which of the key specialties a specialty belongs to; empty for none."""
    return next((key for key in keys if specialty == key or specialty in GROUPS.get(key, "").split()), "")


def _last_specialty(begun: Sequence[Spell]) -> dict[str, str]:
    return {row.person: row.specialty for row in begun}  # in the order of their days: the last one stays


def _specialties(scope: Scope, begun: Sequence[Spell]) -> tuple[SpecialtyRow, ...]:
    keys = _keys(scope)
    last = _last_specialty(begun)
    told = bool(scope.book.people)
    groups: dict[str, list[str]] = {key: [] for key in keys}
    for person, specialty in last.items():
        groups.setdefault(key_group(specialty, keys) or specialty or OTHER, []).append(person)
    order = {key: place for place, key in enumerate(keys)}
    found = []
    for name in sorted(groups, key=lambda name: (order.get(name, len(order)), -len(groups[name]), name)):
        people, _ = _known(scope, groups[name])
        mid = sum(map(is_intermediate, people)) if told else None
        found.append(SpecialtyRow(name, name in order, len(groups[name]), mid))
    return tuple(found)


def _key_specialties(scope: Scope, begun: Sequence[Spell]) -> list[Indicator]:
    source = f"{_source(begun)} 专业"
    part = About("key_specialty_share", THEME, "派出人员重点专业占比", "I23", source, PEOPLE, people=True)
    titles = f"{source}；人员花名册/花名册 专业技术职务"
    mid = About("key_intermediate_share", THEME, "重点专业人员中级以上占比", "I24", titles, PEOPLE, people=True)
    keys = _keys(scope)
    if not keys:
        words = "政策包没有列出重点专业，可在 countyhire.toml 写明 effect.key_specialties 和依据"
        return [unknown(part, "比例", words), unknown(mid, "比例", words)]
    last = _last_specialty(begun)
    inside = [person for person, specialty in last.items() if key_group(specialty, keys)]
    people, strangers = _known(scope, inside)
    top = counted("重点专业人数", len(inside), "人", "I23", "、".join(keys))
    bottom = counted("累计派出人数", len(last), "人", "H01", "同一人只计一次，按最近一次的专业")
    known = bool(scope.book.people)
    titled = counted("重点专业中级以上人数", sum(map(is_intermediate, people)), "人", "I24") if known else None
    of = counted("重点专业人数", len(people), "人", "I23", "在花名册里的") if known else None
    found = (share(part, top, bottom), share(mid, titled, of, _not_known(strangers) if known else ""))
    return [_beside(scope, one, key) for one, key in zip(found, (KEY_SHARE, KEY_TITLES), strict=True)]


def _beside(scope: Scope, found: Indicator, key: str) -> Indicator:
    """A share with what the report says of its own county, and whether it is reached."""
    if found.value is None or not scope.policy.parameter(key).at(scope.until):
        return found
    line = scope.policy.fraction(key, scope.until)
    words = f"参照值{decimal_text(line * 100)}%，{'已达到' if found.value.value >= line else '未达到'}"
    return replace(found, note="；".join(part for part in (words, found.note) if part))


def _terms(scope: Scope, begun: Sequence[Spell]) -> list[Indicator]:
    """What the term's end brought: the assessment that a title rests on, and posts held meanwhile."""
    done = [row for row in begun if row.status == COMPLETED and row.end and row.end <= scope.until]
    judged = [row for row in done if row.term_result]
    passed = counted("期满考核合格人数", len({row.person for row in judged if row.term_result in PASSED}), "人", "B11")
    bottom = counted("期满考核人数", len({row.person for row in judged}), "人", "B11", "已作期满考核的")
    posts = counted("挂职人数", len({row.person for row in begun if row.temporary_post}), "人", "H35")
    source = f"{_source(begun)} 期满考核结果、挂职"
    about = About("terms_passed", THEME, "期满考核合格率", "B11", source, PEOPLE, TALENT, people=True)
    held = About("temporary_posts", THEME, "派驻期间挂职人数", "H35", source, PEOPLE, TALENT, people=True)
    return [share(about, passed, bottom, _waiting(done, judged)), count(held, posts if begun else None)]


def _waiting(done: Sequence[Spell], judged: Sequence[Spell]) -> str:
    left = len({row.person for row in done} - {row.person for row in judged})
    return f"另有{left}人期满未填考核结果" if left else ""


def _stays(scope: Scope, begun: Sequence[Spell]) -> tuple[Stay, ...]:
    served: dict[str, dict[int, set[str]]] = {}
    for row in begun:
        period = row.period(scope.until)
        if period is None:
            continue
        for year in range(period.first.year, period.last.year + 1):
            served.setdefault(row.receiver, {}).setdefault(year, set()).add(row.person)
    found = []
    for code, years in served.items():
        since = scope.year
        while since in years:
            since -= 1
        if since < scope.year:
            people = set[str]().union(*(years[year] for year in range(since + 1, scope.year + 1)))
            name = scope.book.institution_name(code)
            found.append(Stay(code, name, since + 1, scope.year - since, len(people)))
    return tuple(sorted(found, key=lambda row: (-row.years, -row.people, row.institution)))


def _continuity(scope: Scope, begun: Sequence[Spell], stays: Sequence[Stay]) -> list[Indicator]:
    """The longest row of years, and how the receivers of the year before kept somebody."""
    source = f"{_source(begun)} 接收机构、起止日期"
    longest = About("longest_continuity", THEME, "连续派驻最长年数", "K10", source, PEOPLE)
    kept = About("continuity_share", THEME, "连续派驻的机构占比", "K10", source, PEOPLE)
    best = stays[0] if stays else None
    value = counted("连续派驻最长年数", best.years if best else 0, "年", "K10", "到当年为止，每年都有人")
    note = f"{best.name}{best.since}年至{scope.year}年每年有人，共{best.people}人" if best else ""
    before = {row.receiver for row in begun if _in_year(row, scope.year - 1, scope.until)}
    now = {row.institution for row in stays}
    top = counted("上年有人、当年也有人的机构", len(before & now), "个", "K10")
    bottom = counted("上年有人的机构", len(before), "个", "K10")
    ladder = Counter(row.years for row in stays)
    words = "，".join(f"连续{years}年{number}个" for years, number in sorted(ladder.items(), reverse=True))
    return [count(longest, value if begun else None, note), share(kept, top, bottom, words)]


def _in_year(row: Spell, year: int, until: date) -> bool:
    period = row.period(until)
    return period is not None and period.first.year <= year <= period.last.year
