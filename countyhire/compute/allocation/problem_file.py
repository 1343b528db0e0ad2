"""A problem as a JSON object, as docs/allocation.md describes it: read strictly, so that nothing is passed over."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from countyhire.compute.allocation.lottery import NAME
from countyhire.compute.allocation.problem import Level, Limit, Pin, Problem, Tally

SCHEMA = "countyhire/allocation-problem/1"
LARGEST = 10**9  # a gain: sums of a hundred thousand of them are whole in the solver's floating-point numbers
KEYS = {
    "": "schema people posts places least pairs forbidden keep limits pins tallies levels seed",
    "limits": "name members most least",
    "pins": "name pairs",
    "tallies": "name side members most",
    "levels": "name label people posts pairs tallies base sign",
}
NEEDED = {"": "people posts pairs", "limits": "name members most", "pins": "name pairs", "levels": "name",
          "tallies": "name side members most"}  # fmt: skip


class Refused(Exception):
    """Something in the file is not of the format; `args[0]` says where and what."""


def unique(entries: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a file being read, none of whose keys stands twice: the first would be passed over."""
    found = dict(entries)
    if len(found) < len(entries):
        twice = next(key for at, (key, _) in enumerate(entries) if any(key == other for other, _ in entries[:at]))
        raise Refused(f"“{twice}”在同一个对象里写了两次")
    return found


def problem_of(given: Any) -> Problem:
    """The problem; raises `Refused` with a sentence.

    `forbidden` pairs are left out and positions of pairs counted anew; `keep` is a level before all others.
    """
    _object(given, "")
    if given.get("schema", SCHEMA) != SCHEMA:
        raise Refused(f"schema 应为“{SCHEMA}”")
    people, posts = _names(given["people"], "people"), _names(given["posts"], "posts")
    listed = [(_ends(one, f"pairs[{at}]", people, posts)) for at, one in enumerate(_list(given["pairs"], "pairs"))]
    _once(listed, "pairs")
    out = {_ends(one, "forbidden", people, posts) for one in _list(given.get("forbidden", []), "forbidden")}
    kept = {_ends(one, "keep", people, posts) for one in _list(given.get("keep", []), "keep")}
    left = [at for at, pair in enumerate(listed) if pair not in out]
    at_now = {at: now for now, at in enumerate(left)}
    sides = {"people": len(people), "posts": len(posts), "pairs": len(listed)}
    limits = _objects(given, "limits")
    pins = _objects(given, "pins")
    tallies = tuple(_tally(one, sides) for one in _objects(given, "tallies"))
    _once([tally.name for tally in tallies], "tallies 的 name")
    levels = [_level(one, sides, {tally.name for tally in tallies}, at_now) for one in _objects(given, "levels")]
    if kept:
        stays = {now: 1 for at, now in at_now.items() if listed[at] in kept}
        levels.insert(0, Level("kept", "原分配保持不动", pairs=stays))
    _once([level.name for level in levels], "levels 的 name")
    return Problem(
        people=people,
        posts=posts,
        places=_counts(given.get("places", [1] * len(posts)), "places", len(posts)),
        least=_counts(given.get("least", [0] * len(posts)), "least", len(posts)),
        pairs=tuple(listed[at] for at in left),
        limits=tuple(
            Limit(_text(one["name"], "limits 的 name"), _positions(one["members"], "limits 的 members", len(people)),
                  _count(one["most"], "limits 的 most"), _count(one.get("least", 0), "limits 的 least"))
            for one in limits
        ),
        pins=tuple(
            Pin(_text(one["name"], "pins 的 name"), tuple(
                at_now[at] for at in _positions(one["pairs"], "pins 的 pairs", len(listed)) if at in at_now))
            for one in pins
        ),
        tallies=tallies,
        levels=tuple(levels),
        seed=_text(given.get("seed", ""), "seed"),
    )  # fmt: skip


def _tally(one: Mapping[str, Any], sides: Mapping[str, int]) -> Tally:
    if one["side"] not in ("people", "posts"):
        raise Refused("tallies 的 side 应为 people 或 posts")
    members = _positions(one["members"], "tallies 的 members", sides[one["side"]])
    return Tally(_text(one["name"], "tallies 的 name"), one["side"], members, _count(one["most"], "tallies 的 most"))


def _level(one: Mapping[str, Any], sides: Mapping[str, int], known: set[str], at_now: Mapping[int, int]) -> Level:
    name = _text(one["name"], "levels 的 name")
    if name.startswith(NAME):
        raise Refused(f"levels 的 name 不能以“{NAME}”开头")
    gains = {side: _gains(one.get(side, []), f"“{name}”的 {side}", count) for side, count in sides.items()}
    counted = tuple(_text(text, f"“{name}”的 tallies") for text in _list(one.get("tallies", []), f"“{name}”的 tallies"))
    if unknown := sorted({*counted} - known):
        raise Refused(f"“{name}”的 tallies 里没有“{unknown[0]}”")
    base, sign = _whole(one.get("base", 0), f"“{name}”的 base"), one.get("sign", 1)
    if sign not in (1, -1) or isinstance(sign, bool):
        raise Refused(f"“{name}”的 sign 应为 1 或 -1")
    return Level(
        name,
        _text(one.get("label", name), f"“{name}”的 label"),
        people=gains["people"],
        posts=gains["posts"],
        pairs={at_now[at]: gain for at, gain in gains["pairs"].items() if at in at_now},
        tallies=counted,
        base=base,
        sign=sign,
    )


def _object(given: Any, where: str) -> None:
    """An object with the keys that it needs and no others."""
    words = where or "问题"
    if not isinstance(given, Mapping):
        raise Refused(f"{words}应为一个对象（{{…}}）")
    if unknown := [key for key in given if key not in KEYS[where].split()]:
        raise Refused(f"{words}里没有“{unknown[0]}”这个键，可用的是：{'、'.join(KEYS[where].split())}")
    if missing := [key for key in NEEDED[where].split() if key not in given]:
        raise Refused(f"{words}缺少“{missing[0]}”")


def _objects(given: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = _list(given.get(key, []), key)
    for one in found:
        _object(one, key)
    return found


def _list(given: Any, where: str) -> list[Any]:
    if not isinstance(given, list):
        raise Refused(f"{where}应为一个列表（[…]）")
    return given


def _text(given: Any, where: str) -> str:
    if not isinstance(given, str):
        raise Refused(f"{where}应为文字")
    return given


def _names(given: Any, where: str) -> tuple[str, ...]:
    found = tuple(_text(one, where) for one in _list(given, where))
    _once(found, where)
    return found


def _once(given: Sequence[Any], where: str) -> None:
    if len(set(given)) < len(given):
        raise Refused(f"{where}里有重复的")


def _whole(given: Any, where: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or abs(given) > LARGEST:
        raise Refused(f"{where}应为整数，绝对值不超过{LARGEST}")
    return given


def _count(given: Any, where: str) -> int:
    if _whole(given, where) < 0:
        raise Refused(f"{where}不能小于0")
    return int(given)


def _counts(given: Any, where: str, count: int) -> tuple[int, ...]:
    if len(_list(given, where)) != count:
        raise Refused(f"{where}应有{count}个数，与 posts 一一对应")
    return tuple(_count(one, where) for one in given)


def _position(given: Any, where: str, count: int) -> int:
    if _whole(given, where) not in range(count):
        raise Refused(f"{where}里的位置{given}不在0至{count - 1}之内")
    return int(given)


def _positions(given: Any, where: str, count: int) -> tuple[int, ...]:
    found = tuple(_position(one, where, count) for one in _list(given, where))
    _once(found, where)
    return found


def _ends(given: Any, where: str, people: Sequence[str], posts: Sequence[str]) -> tuple[int, int]:
    person, post = _two(given, where)
    return _position(person, where, len(people)), _position(post, where, len(posts))


def _gains(given: Any, where: str, count: int) -> dict[int, int]:
    listed = [_two(one, where) for one in _list(given, where)]
    found = {_position(at, where, count): _whole(gain, where) for at, gain in listed}
    if len(found) < len(listed):
        raise Refused(f"{where}里有重复的")
    return found


def _two(given: Any, where: str) -> Iterable[Any]:
    if not isinstance(given, list) or len(given) != 2:
        raise Refused(f"{where}应为一对数（[…, …]）")
    return given
