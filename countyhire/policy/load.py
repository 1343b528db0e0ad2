"""Packs from TOML: a shipped one by name, a district's own by path, with overrides; strict throughout.

Packs of different schemes stand side by side (J03), and a run names its own. What a key means is
declared once, in data/parameters.toml; a pack only gives values:

    [pack]
    name = "chongqing-2021-55"
    …
    [parameter."quota.rate"]
    checked_on = 2026-11-22
    value = [{ since = 2022-01-01, amount = "4/5", clause = "C07" }]

A pack that `inherits` gives only what differs, from its own days on (G07). A value cites a `clause` of
the clause data; or a `reading` of one that leaves the matter open; or, in a district's own pack, a
document in words (`cite`). In place of a value, `required_by = "J10"` says that the district must give
what the document leaves open. Whatever is not understood is refused with file, key and line: a key one
level too high must never be silently without effect.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeGuard

from countyhire.model.pay import POOLS
from countyhire.policy import clauses
from countyhire.policy.convert import exact, from_toml
from countyhire.policy.kinds import Type
from countyhire.policy.parameter import Pack, Parameter, Policy, PolicyError, Value

__all__ = ["Pack", "Parameter", "Policy", "PolicyError", "Value", "load"]

DATA = Path(__file__).parent / "data"
DECLARATIONS = DATA / "parameters.toml"
NO_PACKS = ("parameters", "clauses", "tested")  # the other files beside the packs
_DECLARATION_KEYS = {
    "label", "type", "unit", "question", "choices", "least", "most", "adds_to", "no_default",
}  # fmt: skip
_PACK_KEYS: Mapping[str, type] = {
    "name": str, "title": str, "document": str, "issued_on": date, "in_force_from": date, "inherits": str,
    "issuers": list, "parents": list, "pool_aliases": dict, "special_districts": dict, "note": str,
}  # fmt: skip
_PACK_REQUIRED = ("name", "title", "document", "issued_on", "in_force_from")


def load(
    name_or_path: str | Path, overrides: Mapping[str, Any] | None = None, origin: str = "countyhire.toml"
) -> Policy:
    """A pack with what it inherits, and over it the [override] of a district's countyhire.toml.

    `overrides` is a table of key to `{ value, cite, since }`; `since` is by default the first day of
    the pack's own value. Raises `PolicyError`.
    """
    policy = _load(_find(name_or_path, None), ())
    return _overridden(policy, overrides or {}, origin)


def shipped() -> tuple[str, ...]:
    """The names of the packs that ship."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml") if not path.stem.startswith(NO_PACKS)))


def _find(name: str | Path, asked_by: Path | None) -> Path:
    """The file of a pack: a shipped name, or a path (beside the file that asks for it)."""
    if isinstance(name, str) and not name.endswith(".toml"):
        path = DATA / f"{name}.toml"
    else:
        path = Path(name) if asked_by is None else asked_by.parent / name
    if not path.is_file():
        file, key = (asked_by.name, "pack.inherits") if asked_by else (str(name), "")
        raise PolicyError(
            file, key, f"没有政策包“{name}”；随软件的有：{'、'.join(shipped())}，自有的请写 .toml 文件路径"
        )
    return path


def _load(path: Path, heirs: tuple[Path, ...]) -> Policy:
    source = _Source(path)
    if path.resolve() in heirs:
        raise source.error("pack.inherits", "继承成环：" + "、".join(heir.name for heir in heirs))
    source.refuse_unknown("", source.data, {"pack", "parameter"})
    pack = _header(source)
    if pack.inherits:
        base = _load(_find(pack.inherits, path), (*heirs, path.resolve()))
        parameters = dict(base.parameters)
        pack = replace(
            pack,
            pool_aliases={**base.pack.pool_aliases, **pack.pool_aliases},
            special_districts={**base.pack.special_districts, **pack.special_districts},
        )
    else:
        parameters = dict(declarations())
    for key, raw in source.table("parameter").items():
        if key not in parameters:
            raise source.error(key, "没有这个参数")
        parameters[key] = _given(source, pack, parameters[key], raw)
    for parameter in parameters.values():
        if not parameter.values and not parameter.no_default:
            raise PolicyError(path.name, parameter.key, f"缺少参数“{parameter.label}”")
    return Policy(pack, MappingProxyType(parameters))


def _header(source: "_Source") -> Pack:
    raw = source.table("pack")
    source.refuse_unknown("pack", raw, set(_PACK_KEYS))
    for key in _PACK_REQUIRED:
        if key not in raw:
            raise source.error(f"pack.{key}", "缺少必填项")
    for key, value in raw.items():
        if not isinstance(value, _PACK_KEYS[key]):
            raise source.error(f"pack.{key}", f"类型不对：“{value}”")
    if raw["name"] in shipped() and source.path.resolve().parent != DATA.resolve():
        raise source.error("pack.name", f"“{raw['name']}”是随软件的政策包的名称，请另取名称")
    for key in ("issuers", "parents", "pool_aliases", "special_districts"):
        items = raw.get(key, [])
        if not all(isinstance(item, str) for item in (items.values() if isinstance(items, dict) else items)):
            raise source.error(f"pack.{key}", "各项应为文本")
    for local, pool in raw.get("pool_aliases", {}).items():
        if pool not in POOLS:
            raise source.error(f"pack.pool_aliases.{local}", f"没有名为“{pool}”的资金池（{'、'.join(POOLS)}）")
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Pack(**fields, file=source.path.name)


def _given(source: "_Source", pack: Pack, parameter: Parameter, raw: Any) -> Parameter:
    """The parameter with the values that this pack gives it."""
    key = parameter.key
    if not isinstance(raw, dict):
        raise source.error(key, '应写成 [parameter."…"] 表，含 checked_on 和 value')
    source.refuse_unknown(key, raw, {"checked_on", "value", "required_by"})
    checked_on = raw.get("checked_on")
    if not _is_day(checked_on):
        raise source.error(key, "缺少核对日期 checked_on")
    if "required_by" in raw:
        return _left_to_district(source, parameter, raw)
    listed = raw.get("value")
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise source.error(key, "value 应为 [{ since = …, amount = …, clause = … }] 的列表")
    values = tuple(_dated(source, pack, parameter, item) for item in listed)
    if not values:
        raise source.error(key, "没有取值")
    for earlier, later in pairwise(values):
        if earlier.since == later.since:
            raise source.error(key, f"两个取值的起始日相同：{later.since}")
        if earlier.since > later.since:
            raise source.error(key, f"取值未按起始日排列：{later.since} 在 {earlier.since} 之后")
    return replace(parameter, checked_on=checked_on, values=parameter.replaced_from(values), required_by="")


def _left_to_district(source: "_Source", parameter: Parameter, raw: dict[str, Any]) -> Parameter:
    """A value that the document wants and does not give: the district must."""
    key, clause = parameter.key, raw["required_by"]
    if "value" in raw or not parameter.no_default:
        raise source.error(key, "required_by 只用于文件没有给出的值，不能与 value 并用")
    if clause not in clauses.known():
        raise source.error(key, f"没有条款“{clause}”")
    return replace(parameter, checked_on=raw["checked_on"], values=(), required_by=clause)


def _dated(source: "_Source", pack: Pack, parameter: Parameter, raw: dict[str, Any]) -> Value:
    key = parameter.key
    source.refuse_unknown(key, raw, {"since", "amount", "clause", "reading", "cite"})
    since = raw.get("since")
    if not _is_day(since):
        raise source.error(key, "取值缺少起始日 since")
    if since < pack.in_force_from:
        raise source.error(key, f"取值早于本包施行日：{since} 早于 {pack.in_force_from}")
    if "amount" not in raw:
        raise source.error(key, f"{since} 起的取值没有 amount")
    bases = {name: raw[name] for name in ("clause", "reading", "cite") if name in raw}
    if len(bases) != 1:
        raise source.error(key, f"{since} 起的取值应有一个依据：clause、reading、cite 三者之一")
    name, basis = bases.popitem()
    if not isinstance(basis, str) or not basis:
        raise source.error(key, "依据应为文本")
    if name != "cite" and basis not in clauses.known():
        raise source.error(key, f"没有条款“{basis}”")
    try:
        amount = from_toml(parameter, raw["amount"])
    except ValueError as problem:
        raise source.error(key, str(problem)) from None
    if name == "cite":
        return Value(since, amount, cite=basis, origin=pack.name)
    return Value(since, amount, basis, origin=pack.name, reading=name == "reading")


def _overridden(policy: Policy, overrides: Mapping[str, Any], origin: str) -> Policy:
    """The policy with a district's values; each says its own basis (G07)."""
    parameters = dict(policy.parameters)
    for key, raw in overrides.items():
        if key not in parameters:
            raise PolicyError(origin, key, f"政策包 {policy.name} 没有这个参数")
        if not isinstance(raw, dict):
            raise PolicyError(origin, key, '应写成 { value = …, cite = "文号" }')
        if unknown := sorted(set(raw) - {"value", "cite", "since"}):
            raise PolicyError(origin, key, f"不认识的项“{unknown[0]}”，可用 value、cite、since")
        if "value" not in raw:
            raise PolicyError(origin, key, "没有 value")
        cite = raw.get("cite")
        if not isinstance(cite, str) or not cite.strip():
            raise PolicyError(origin, key, '没有依据：请写 cite = "文号"')
        base = parameters[key]
        since = raw.get("since", base.values[0].since if base.values else policy.in_force_from)
        if not _is_day(since):
            raise PolicyError(origin, key, f"since 应为日期，现为“{since}”")
        try:
            amount = from_toml(base, raw["value"])
        except ValueError as problem:
            raise PolicyError(origin, key, str(problem)) from None
        value = Value(since, amount, cite=cite.strip(), origin=origin)
        parameters[key] = replace(base, values=base.replaced_from((value,)))
    return replace(policy, parameters=MappingProxyType(parameters))


@lru_cache(maxsize=1)
def declarations() -> Mapping[str, Parameter]:
    """Every key that the program knows, without values."""
    return MappingProxyType(declared(DECLARATIONS))


def declared(path: Path) -> dict[str, Parameter]:
    """The declarations of a file. A mistake here is ours, and is refused as strictly as a pack's."""
    source = _Source(path)
    source.refuse_unknown("", source.data, {"parameter"})
    found = {}
    for key, raw in source.table("parameter").items():
        source.refuse_unknown(key, raw, _DECLARATION_KEYS)
        try:
            bounds = {name: exact(raw[name]) for name in ("least", "most", "adds_to") if name in raw}
            found[key] = Parameter(**{**raw, **bounds, "key": key, "type": Type(raw["type"])})
        except (KeyError, TypeError, ValueError) as problem:
            raise source.error(key, f"声明有误：{problem}") from None
    return found


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


class _Source:
    """A TOML file, and where in it a key stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise PolicyError(path.name, "", "不是 UTF-8 编码的文件") from None
        try:
            self.data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as problem:
            raise _bad_toml(path.name, str(problem)) from None

    def table(self, name: str) -> dict[str, Any]:
        found = self.data.get(name, {})
        if not isinstance(found, dict):
            raise self.error(name, "应为表")
        return found

    def refuse_unknown(self, key: str, raw: Mapping[str, Any], known: set[str]) -> None:
        for name in raw:
            if name not in known:
                where = f"{key}.{name}" if key else name
                raise self.error(where, f"不认识的项，可用：{'、'.join(sorted(known))}")

    def error(self, key: str, message: str) -> PolicyError:
        return PolicyError(self.path.name, key, message, self._line(key))

    def _line(self, key: str) -> int:
        """The line where a key, or the innermost part of it that is written, stands; 0 where none is."""
        parts = key.split(".")
        inner = [".".join(parts[begin:]) for begin in range(len(parts))]
        outer = [".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
        for name in (*inner, *outer):
            if found := re.search(rf'(?<![\w.])"?{re.escape(name)}"?(\s*[=\]]|\.")', self.text):
                return self.text.count("\n", 0, found.start()) + 1
        return 0


def _bad_toml(file: str, problem: str) -> PolicyError:
    """The parser's English complaint as a place and a Chinese sentence."""
    place = re.search(r"at line (\d+), column (\d+)", problem)
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    twice = re.search(r"overwrite|twice|duplicate", problem, re.IGNORECASE)
    what = "同一项写了两次" if twice else "不是有效的 TOML 写法"
    return PolicyError(file, "", f"{what}（第{column}列附近）" if column else f"{what}（文件末尾）", line)
