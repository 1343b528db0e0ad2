"""Packs as rows to be printed: which there are, what one says on a day, how two differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from countyhire.policy.clauses import cite
from countyhire.policy.convert import number, shown
from countyhire.policy.load import load, shipped
from countyhire.policy.parameter import WHAT_IF, Pack, Parameter, Policy, Value

UNSPOKEN_UNITS = ("比例", "系数")  # a bare number says it


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value as printed. `origin` says whether the pack or the district gave it (G07)."""

    key: str
    label: str
    value: str
    unit: str
    since: str
    citation: str
    origin: str
    question: str


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A key in two policies, each value with its unit, and where each stands."""

    key: str
    label: str
    first: str
    second: str
    first_citation: str
    second_citation: str

    @property
    def same(self) -> bool:
        return self.first == self.second


def list_packs() -> tuple[Pack, ...]:
    """The headers of the packs that ship."""
    return tuple(load(name).pack for name in shipped())


def describe(policy: Policy, on: date) -> tuple[ValueRow, ...]:
    """Every key and its value on a day, in the order of the declarations; `since` is empty where none is."""
    return tuple(_row(parameter, on) for parameter in policy.parameters.values())


def diff(first: Policy, second: Policy, on: date, same: bool = False) -> tuple[DiffRow, ...]:
    """The keys whose values differ on a day; with `same`, every key (H03)."""
    rows = []
    for left, right in zip(describe(first, on), describe(second, on), strict=True):
        row = DiffRow(
            left.key, left.label, left.value + left.unit, right.value + right.unit, left.citation, right.citation
        )
        if same or not row.same:
            rows.append(row)
    return tuple(rows)


def _row(parameter: Parameter, on: date) -> ValueRow:
    value = parameter.at(on)
    if value is None:
        return ValueRow(
            parameter.key, parameter.label, _missing(parameter, on), "", "", cite(parameter.required_by), "",
            parameter.question,
        )  # fmt: skip
    return ValueRow(
        parameter.key,
        parameter.label,
        _text(parameter, value),
        "" if isinstance(value.amount, Mapping) or parameter.unit in UNSPOKEN_UNITS else parameter.unit,
        value.since.isoformat(),
        value.basis,
        _origin(value),
        parameter.question,
    )


def _missing(parameter: Parameter, on: date) -> str:
    if parameter.values:
        return f"（{on}尚无取值）"
    return "（须由区县给出）" if parameter.required_by else f"（无：{parameter.no_default}）"


def _text(parameter: Parameter, value: Value) -> str:
    """A table carries its unit on each number, everything else beside it."""
    if isinstance(value.amount, Mapping) and parameter.unit not in UNSPOKEN_UNITS:
        return "、".join(f"{name}={number(part)}{parameter.unit}" for name, part in value.amount.items())
    return shown(parameter, value.amount)


def _origin(value: Value) -> str:
    if value.origin == WHAT_IF:
        return WHAT_IF
    return f"政策包 {value.origin}" if value.origin in shipped() else f"区县 {value.origin}"
