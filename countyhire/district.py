"""countyhire.toml: what a district says of itself. Unknown keys are refused, with file and key."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from countyhire.policy.load import PolicyError, load
from countyhire.policy.parameter import Policy

FILE = "countyhire.toml"
DEFAULT_PACK = "chongqing-2021-55"
DEFAULT_ENGINE, FAST_ENGINE = "default", "fast"
_KINDS: dict[str, type] = {
    "district": str, "district_code": str, "bureau": str, "year": int, "policy": str, "lottery_seed": str,
    "engine": str, "override": dict, "files": dict, "specialties": dict, "pin": list, "forbid": list, "fonts": dict,
    "templates": dict, "publication": dict, "departments": dict,
}  # fmt: skip
DEPARTMENTS = ("posts", "pools", "pay", "operation")
_PAIR_KEYS = {"person", "institution", "demand", "reason"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and the institution (or one demand) that the district fixes or rules out, with its reason."""

    person: str
    institution: str = ""
    demand: str = ""
    reason: str = ""


@dataclass(frozen=True)
class District:
    """A district's folder: its name, its pack with its overrides, its files' names, its fixed pairs."""

    folder: Path
    name: str
    policy: Policy
    code: str = ""
    bureau: str = ""
    year: int | None = None
    lottery_seed: str = ""
    engine: str = DEFAULT_ENGINE
    files: Mapping[str, str] = field(default_factory=dict)
    specialties: Mapping[str, list[str]] = field(default_factory=dict)
    pins: tuple[Pair, ...] = ()
    forbidden: tuple[Pair, ...] = ()
    system_fonts: bool = False
    force_templates: bool = False
    publishable: tuple[str, ...] = ()
    departments: Mapping[str, str] = field(default_factory=dict)
    settings: Path | None = None

    @property
    def office(self) -> str:
        """Who signs its documents."""
        return self.bureau or f"{self.name}卫生健康委员会"


def load_district(folder: Path, changes: Mapping[str, str] | None = None) -> District:
    """Read the folder's countyhire.toml, or take the defaults where there is none.

    `changes` are pack values for a what-if (`--set key=value`). Raises PolicyError (exit 4).
    """
    path = folder / FILE
    data = _parse(path) if path.is_file() else {}
    policy = load(_pack(folder, data.get("policy", DEFAULT_PACK)), data.get("override", {}), FILE)
    if changes:
        policy = policy.with_values(changes)
    return District(
        folder=folder,
        name=data.get("district") or folder.resolve().name,
        policy=policy,
        code=data.get("district_code", ""),
        bureau=data.get("bureau", ""),
        year=data.get("year"),
        lottery_seed=data.get("lottery_seed", ""),
        engine=data.get("engine", DEFAULT_ENGINE),
        files=_texts(data, "files"),
        specialties=_lists(data, "specialties"),
        pins=_pairs(data, "pin"),
        forbidden=_pairs(data, "forbid"),
        system_fonts=_fonts(data),
        force_templates=_force(data),
        publishable=_publishable(data),
        departments=_departments(data),
        settings=path if path.is_file() else None,
    )


def _parse(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(FILE, "", f"文件格式不对：{error}") from error
    for key, value in data.items():
        kind = _KINDS.get(key)
        if kind is None:
            raise PolicyError(FILE, key, f"不认识的设置，可用的有：{'、'.join(_KINDS)}")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise PolicyError(FILE, key, "值的类型不对")
    if not 2000 <= data.get("year", 2000) <= 2100:
        raise PolicyError(FILE, "year", "应在 2000 到 2100 之间")
    if data.get("engine", DEFAULT_ENGINE) not in (DEFAULT_ENGINE, FAST_ENGINE):
        raise PolicyError(FILE, "engine", f"只能是 {DEFAULT_ENGINE}（默认求解）或 {FAST_ENGINE}（快速求解，须另装）")
    return data


def _pack(folder: Path, name: str) -> str | Path:
    return folder / name if name.endswith(".toml") else name


def _texts(data: dict[str, Any], key: str) -> dict[str, str]:
    table = data.get(key, {})
    for name, value in table.items():
        if not isinstance(value, str):
            raise PolicyError(FILE, f"{key}.{name}", "应为文本")
    return dict(table)


def _lists(data: dict[str, Any], key: str) -> dict[str, list[str]]:
    table = data.get(key, {})
    for name, value in table.items():
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise PolicyError(FILE, f"{key}.{name}", '应为文本的列表，例如 ["透析室"]')
    return dict(table)


def _pairs(data: dict[str, Any], key: str) -> tuple[Pair, ...]:
    found = []
    for number, row in enumerate(data.get(key, []), 1):
        place = f"{key} 第{number}条"
        if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
            raise PolicyError(FILE, place, "各项应为文本")
        if unknown := sorted(set(row) - _PAIR_KEYS):
            raise PolicyError(FILE, f"{place} {unknown[0]}", "不认识的设置")
        if not row.get("person") or not (row.get("institution") or row.get("demand")):
            raise PolicyError(FILE, place, "须写明人员编号 person，以及机构 institution 或需求 demand")
        found.append(Pair(**row))
    return tuple(found)


def _fonts(data: dict[str, Any]) -> bool:
    table = data.get("fonts", {})
    if unknown := sorted(set(table) - {"use"}):
        raise PolicyError(FILE, f"fonts.{unknown[0]}", "不认识的设置")
    use = table.get("use", "bundled")
    if use not in ("bundled", "system"):
        raise PolicyError(FILE, "fonts.use", "只能是 bundled（随软件的字体）或 system（本机字体）")
    return bool(use == "system")


def _force(data: dict[str, Any]) -> bool:
    """Whether templates are filled even where their filling damages something in them."""
    table = data.get("templates", {})
    if unknown := sorted(set(table) - {"force"}):
        raise PolicyError(FILE, f"templates.{unknown[0]}", "不认识的设置")
    force = table.get("force", False)
    if not isinstance(force, bool):
        raise PolicyError(FILE, "templates.force", "只能是 true 或 false")
    return force


def _publishable(data: dict[str, Any]) -> tuple[str, ...]:
    """The texts about health that may stand in published files, because they tell of nobody."""
    if unknown := sorted(set(data.get("publication", {})) - {"allow"}):
        raise PolicyError(FILE, f"publication.{unknown[0]}", "不认识的设置")
    return tuple(_lists(data, "publication").get("allow", ()))


def _departments(data: dict[str, Any]) -> dict[str, str]:
    """Who answers for what, where a district has it otherwise: a hospital centre may run the pools (H13)."""
    names = _texts(data, "departments")
    if unknown := sorted(set(names) - set(DEPARTMENTS)):
        raise PolicyError(FILE, f"departments.{unknown[0]}", f"不认识的设置，可用的有：{'、'.join(DEPARTMENTS)}")
    return names
