"""Pins: what they fix, and where they cannot all hold, a smallest set of rules in conflict.

Without pins nobody need be sent, so nothing else can make the mandatory rules contradict one another.
"""

from collections.abc import Iterator, Sequence

from countyhire.compute.allocation.eligibility import why_not_sent
from countyhire.compute.allocation.levels import Drawing
from countyhire.compute.allocation.problem import Pin
from countyhire.compute.allocation.result import Conflict
from countyhire.compute.allocation.setting import FixedPair, Setting
from countyhire.compute.demanded import demands_of

ONE_POST = Conflict("每人只派一个岗位", "同一派期每人只能派往一个岗位")


def pins_of(drawing: Drawing) -> tuple[Pin, ...]:
    """The pins over the pairs that are allowed, by position; one that allows none has no pairs."""
    of_person: dict[str, list[int]] = {}
    for pair, (person, _) in enumerate(drawing.pairs):
        of_person.setdefault(drawing.people[person].code, []).append(pair)
    return tuple(
        Pin(
            words_of(pin, drawing.setting),
            tuple(pair for pair in of_person.get(pin.person, ()) if _at(pin, drawing, pair)),
        )
        for pin in drawing.setting.pins
    )


def _at(pin: FixedPair, drawing: Drawing, pair: int) -> bool:
    demand = drawing.posts[drawing.pairs[pair][1]].demand
    return pin.demand in ("", demand.code) and pin.institution in ("", demand.institution)


def words_of(pin: FixedPair, setting: Setting) -> str:
    """`固定派出：张三（P001）→示例卫生院（D001）`."""
    where = setting.book.institution_name(pin.institution) if pin.institution else ""
    target = f"{where}（{pin.demand}）" if where and pin.demand else where or pin.demand
    return f"固定派出：{setting.book.person_name(pin.person)}（{pin.person}）→{target}"


def conflicts(drawing: Drawing, pins: Sequence[Pin]) -> tuple[tuple[Conflict, ...], int]:
    """A smallest set of rules that cannot all hold, and how many pins too many it has; empty where all can.

    A pin alone is out where its pair is unlawful. Pins of one person must share a pair. A department must
    be able to spare all who are pinned from it. Places must suffice for all who are pinned to them.
    """
    found = [
        *_unlawful(drawing, pins),
        *_twice(drawing, pins),
        *_departments(drawing, pins),
        *_places(drawing, pins),
    ]
    if not found:
        return (), 0
    smallest, short = min(found, key=lambda item: (len(item[0]), [conflict.text for conflict in item[0]]))
    return tuple(smallest), short


Found = tuple[list[Conflict], int]


def _pinned(pin: Pin, reason: str = "") -> Conflict:
    return Conflict("固定派出", f"{pin.name}{f'（{reason}）' if reason else ''}")


def _unlawful(drawing: Drawing, pins: Sequence[Pin]) -> Iterator[Found]:
    for given, pin in zip(drawing.setting.pins, pins, strict=True):
        if not pin.pairs:
            rule, text = _why_unlawful(drawing.setting, given)
            yield [_pinned(pin, given.reason), Conflict(rule, text)], 1


def _why_unlawful(setting: Setting, pin: FixedPair) -> tuple[str, str]:
    """The first rule that keeps a pinned person from where the pin says."""
    person = setting.book.person(pin.person)
    if person is None:
        return "人员须在花名册内", f"人员花名册中没有{pin.person}"
    if reason := next(why_not_sent(person, setting.book, setting.asked), None):
        return "派出人员条件", f"{person.name}（{person.code}）{reason.text}"
    demands = [
        demand
        for demand in demands_of(setting.book)
        if pin.demand in ("", demand.code) and pin.institution in ("", demand.institution)
    ]
    if not demands:
        return "须有申报的需求", "没有这项需求"
    for demand in demands:
        if reason := setting.why_no_post(demand):
            return "接收机构条件", reason.text
        post = setting.posts[setting.post_index[demand.code]]
        if reason := next(setting.why_not(person, post), None):
            return "岗位条件", f"{demand.code}：{reason.text}"
    return "需求人数", f"{demands[0].code}需求{demands[0].count or 0}人，已全部有人"


def _twice(drawing: Drawing, pins: Sequence[Pin]) -> Iterator[Found]:
    """Two pins of one person that share no pair."""
    for at, first in enumerate(pins):
        for other in range(at + 1, len(pins)):
            second = pins[other]
            same = drawing.setting.pins[at].person == drawing.setting.pins[other].person
            if same and first.pairs and second.pairs and not set(first.pairs) & set(second.pairs):
                yield [_pinned(first), _pinned(second), ONE_POST], 1


def _by_person(drawing: Drawing, pins: Sequence[Pin]) -> dict[int, tuple[Pin, set[int]]]:
    """For each person pinned, by position, the narrowest pin and the posts that all pins of theirs share."""
    found: dict[int, tuple[Pin, set[int]]] = {}
    for pin in sorted(pins, key=lambda pin: len(pin.pairs)):
        if pin.pairs:
            person = drawing.pairs[pin.pairs[0]][0]
            posts = {drawing.pairs[pair][1] for pair in pin.pairs}
            narrowest, shared = found.get(person, (pin, posts))
            found[person] = narrowest, shared & posts
    return {person: found[person] for person in sorted(found)}


def _departments(drawing: Drawing, pins: Sequence[Pin]) -> Iterator[Found]:
    """A department with more people pinned than it can spare."""
    groups: dict[tuple[str, str], list[Pin]] = {}
    for person, (pin, _) in _by_person(drawing, pins).items():
        home = drawing.people[person]
        groups.setdefault((home.institution, home.department), []).append(pin)
    for key, members in groups.items():
        department = drawing.setting.departments[key]
        if len(members) > department.spare:
            name = f"{drawing.setting.book.institution_name(key[0])}{department.name}"
            rule = Conflict("科室保障", f"{name}本派期还可派{department.spare}人")
            yield [*(_pinned(pin) for pin in members[: department.spare + 1]), rule], len(members) - department.spare


def _places(drawing: Drawing, pins: Sequence[Pin]) -> Iterator[Found]:
    """People pinned to places that do not suffice: who is in the way of one who finds none, made minimal."""
    pinned = {person: (pin, posts) for person, (pin, posts) in _by_person(drawing, pins).items() if posts}
    everyone = list(pinned)
    short = len(everyone) - _placed(drawing, pinned, everyone)
    if not short:
        return
    needed = everyone
    for person in everyone:
        without = [other for other in needed if other != person]
        if _placed(drawing, pinned, without) < len(without):
            needed = without
    posts = sorted(set().union(*(pinned[person][1] for person in needed)))
    rules = [
        Conflict("需求人数", f"{drawing.posts[post].demand.code}可派{drawing.posts[post].places}人") for post in posts
    ]
    yield [*(_pinned(pinned[person][0]) for person in needed), *rules], short


def _placed(drawing: Drawing, pinned: dict[int, tuple[Pin, set[int]]], people: Sequence[int]) -> int:
    """The most of these people who can be placed at once, by augmenting paths."""
    holders: dict[int, list[int]] = {}

    def place(person: int, tried: set[int]) -> bool:
        for post in sorted(pinned[person][1]):
            if post in tried:
                continue
            tried.add(post)
            held = holders.setdefault(post, [])
            if len(held) < drawing.posts[post].places:
                held.append(person)
                return True
            for at, other in enumerate(held):
                if place(other, tried):
                    held[at] = person
                    return True
        return False

    return sum(place(person, set()) for person in people)
