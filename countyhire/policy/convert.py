"""A parameter's amount: from TOML, from a text typed on the command line, and as a clerk reads it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from countyhire.model.money import decimal_text, yuan_grouped
from countyhire.policy.kinds import Setting, Type

if TYPE_CHECKING:
    from countyhire.policy.parameter import Parameter

MONEY = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)\.\d\d")
EXACT = re.compile(r"-?\d+(/[1-9]\d*|\.\d+)?")
LISTED = re.compile(r"[、,，;；]")


def from_toml(parameter: "Parameter", raw: Any) -> Setting:
    """The amount as TOML gives it, checked against the declaration; `ValueError` says why not, in Chinese."""
    amount = _typed(parameter.type, raw)
    _check(parameter, amount)
    return amount


def from_text(parameter: "Parameter", text: str) -> Setting:
    """The amount as typed: `80%`, `是`, `编制内、总量备案`, `优秀=1.2、合格=1`; `ValueError` as above."""
    text = text.strip()
    raw: Any = text
    match parameter.type:
        case Type.FRACTION:
            raw = _number_text(text)
        case Type.WHOLE:
            raw = int(text) if re.fullmatch(r"-?\d+", text) else text
        case Type.FLAG:
            raw = {"是": True, "true": True, "否": False, "false": False}.get(text.lower(), text)
        case Type.TEXTS:
            raw = [part.strip() for part in LISTED.split(text)] if text else []
        case Type.MONEY:
            raw = text if "." in text else f"{text}.00"
        case Type.DAY:
            raw = _day(text)
        case Type.FRACTIONS:
            raw = _pairs(text)
        case Type.TEXT | Type.MONTH_DAY:
            pass
    return from_toml(parameter, raw)


def shown(parameter: "Parameter", amount: Setting) -> str:
    """The amount in Chinese, without its unit: a choice by its meaning, money grouped."""
    meanings = parameter.choices or {}
    if isinstance(amount, str):
        return meanings.get(amount, amount)
    if isinstance(amount, tuple):
        return "、".join(meanings.get(name, name) for name in amount) or "（无）"
    return written(parameter, amount)


def written(parameter: "Parameter", amount: Setting) -> str:
    """The amount as `from_text` reads it back."""
    if isinstance(amount, bool):
        return "是" if amount else "否"
    if parameter.type is Type.MONEY and isinstance(amount, int):
        return yuan_grouped(amount)
    if isinstance(amount, int | Fraction):
        return number(Fraction(amount))
    if isinstance(amount, date):
        return amount.isoformat()
    if isinstance(amount, Mapping):
        return "、".join(f"{name}={number(part)}" for name, part in amount.items())
    return amount if isinstance(amount, str) else "、".join(amount)


def number(value: Fraction) -> str:
    """A whole number or a finite decimal as such, any other fraction as `1/3`."""
    decimal = decimal_text(value, 6)
    return decimal if Fraction(decimal) == value else f"{value.numerator}/{value.denominator}"


def _typed(kind: Type, raw: Any) -> Setting:
    match kind:
        case Type.FRACTION:
            return exact(raw)
        case Type.WHOLE if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        case Type.FLAG if isinstance(raw, bool):
            return raw
        case Type.TEXT if isinstance(raw, str) and raw:
            return raw
        case Type.TEXTS if isinstance(raw, list) and all(isinstance(part, str) and part for part in raw):
            if twice := [part for index, part in enumerate(raw) if part in raw[:index]]:
                raise ValueError(f"名单中“{twice[0]}”重复")
            return tuple(raw)
        case Type.MONEY if isinstance(raw, str) and MONEY.fullmatch(raw):
            return int(raw.replace(",", "").replace(".", ""))
        case Type.DAY if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        case Type.MONTH_DAY if isinstance(raw, str) and re.fullmatch(r"\d\d-\d\d", raw):
            _day(f"2023-{raw}")
            return raw
        case Type.FRACTIONS if isinstance(raw, dict):
            return MappingProxyType({str(name): exact(part) for name, part in raw.items()})
    if isinstance(raw, float):
        raise ValueError(f'不接受浮点数 {raw}，请写成带引号的精确数，如 "4/5"、"1.2"')
    raise ValueError(f"应为{kind.label}，现为“{raw}”")


def exact(raw: Any) -> Fraction:
    """An exact number from a text or a bare whole number; a TOML float is refused."""
    if isinstance(raw, float):
        raise ValueError(f'不接受浮点数 {raw}，请写成带引号的精确数，如 "4/5"、"1.2"')
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Fraction(raw)
    if isinstance(raw, str) and EXACT.fullmatch(raw):
        return Fraction(raw)
    raise ValueError(f"应为{Type.FRACTION.label}，现为“{raw}”")


def _check(parameter: "Parameter", amount: Setting) -> None:
    names = _names(amount)
    if parameter.choices is not None:
        for name in names:
            if name not in parameter.choices:
                raise ValueError(f"“{name}”不在可选范围（{'、'.join(parameter.choices)}）")
    for value in _numbers(amount):
        if parameter.least is not None and value < parameter.least:
            raise ValueError(f"不得小于{_bound(parameter, parameter.least)}")
        if parameter.most is not None and value > parameter.most:
            raise ValueError(f"不得大于{_bound(parameter, parameter.most)}")
    if parameter.adds_to is not None and sum(_numbers(amount)) != parameter.adds_to:
        raise ValueError(f"各项合计应为{number(parameter.adds_to)}，现为{number(sum(_numbers(amount), Fraction(0)))}")


def _bound(parameter: "Parameter", bound: Fraction) -> str:
    return yuan_grouped(int(bound)) if parameter.type is Type.MONEY else number(bound)


def _names(amount: Setting) -> tuple[str, ...]:
    if isinstance(amount, str):
        return (amount,)
    if isinstance(amount, Mapping | tuple):
        return tuple(amount)
    return ()


def _numbers(amount: Setting) -> tuple[Fraction, ...]:
    if isinstance(amount, Mapping):
        return tuple(amount.values())
    if isinstance(amount, int | Fraction) and not isinstance(amount, bool):
        return (Fraction(amount),)
    return ()


def _number_text(text: str) -> str:
    if text.endswith("%") and EXACT.fullmatch(text[:-1]):
        return str(Fraction(text[:-1]) / 100)
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是有效日期") from None


def _pairs(text: str) -> dict[str, str]:
    found = {}
    for part in LISTED.split(text):
        name, mark, value = part.partition("=")
        if not mark:
            raise ValueError(f"“{part}”应写成 名称=数值")
        found[name.strip()] = _number_text(value.strip())
    return found
