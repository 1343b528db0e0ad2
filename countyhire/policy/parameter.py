"""A policy pack's values: typed, unit-bearing, dated and cited, asked for by key and day.

Only start days are kept: the next start ends a value, so that no day has two. A day before the first
start has none, and asking for it is a refusal, never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import TypeVar

from countyhire.model.amount import Amount
from countyhire.policy import clauses
from countyhire.policy.convert import from_text, written
from countyhire.policy.kinds import Setting, Type

T = TypeVar("T")

WHAT_IF = "试算"
OPEN = "文件未明确，取默认口径"


class PolicyError(Exception):
    """A pack, or an override of one, that cannot be used: which file, which key, why (in Chinese)."""

    def __init__(self, file: str, key: str, message: str, line: int = 0) -> None:
        super().__init__(file, key, message, line)
        self.file = file
        self.key = key
        self.message = message
        self.line = line

    def __str__(self) -> str:
        place = f"{self.file} 第{self.line}行" if self.line else self.file
        return "：".join(part for part in (place, self.key, self.message) if part)


class NotInForce(PolicyError):
    """A day before the pack's document holds (A03): the year or the date was mistaken, not the pack."""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Value:
    """One amount from a day on. `clause` is an id of the clause data, `cite` a district's own document.

    `reading` says that the clause leaves the matter open and this is how it is read by default.
    `origin` is the name of the pack, or the file of the district that set it (G07).
    """

    since: date
    amount: Setting
    clause: str = ""
    cite: str = ""
    origin: str = ""
    reading: bool = False

    @property
    def basis(self) -> str:
        """The document and place as printed; of a reading, that it is one."""
        return self.cite or clauses.cite(self.clause) + (f"（{OPEN}）" if self.reading else "")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a key means, and its values in the order of their days.

    `choices` names the only texts (or the only names of a table), each with its meaning; `least` and
    `most` bound a number, a sum of money in fen; `adds_to` is what the numbers of a table must add up
    to. `question` is the open question that the value answers (Q1–Q30). `no_default` says why a pack
    may leave the key without a value; every other key must have one. `required_by` is the clause for
    which this pack wants the district to give the value that the document does not.
    """

    key: str
    label: str
    type: Type
    unit: str = ""
    question: str = ""
    choices: Mapping[str, str] | None = None
    least: Fraction | None = None
    most: Fraction | None = None
    adds_to: Fraction | None = None
    no_default: str = ""
    required_by: str = ""
    checked_on: date | None = None
    values: tuple[Value, ...] = ()

    def at(self, on: date) -> Value | None:
        """The value that holds on a day."""
        return next((value for value in reversed(self.values) if value.since <= on), None)

    def replaced_from(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """The values with these put in from their first day on: what held before still did."""
        first = values[0].since
        return (*(value for value in self.values if value.since < first), *values)


@dataclass(frozen=True, slots=True)
class Pack:
    """The header of a pack: which document it is, by whom, since when (A01, A02, A03, A04, A05, A07, I04).

    `parents` are the documents it rests on, `pool_aliases` the local names of the two pools,
    `special_districts` the addressees that are no county, with their reporting codes; `note` is said
    wherever the pack is described.
    """

    name: str
    title: str
    document: str
    issued_on: date
    in_force_from: date
    file: str
    issuers: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    inherits: str = ""
    pool_aliases: Mapping[str, str] = field(default_factory=dict)
    special_districts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The values of a pack with what it inherits and what the district overrode. Never changed in place.

    Getters take a key and a day and give the value of that day; an unknown key, or a day without a
    value, is a `PolicyError`. The `optional_` ones give None where the pack has no value on purpose; a
    value that the district must give and has not given is a `PolicyError` there too.
    A getter of another type than the key's is a mistake of ours: `TypeError`.
    """

    pack: Pack
    parameters: Mapping[str, Parameter]

    @property
    def name(self) -> str:
        return self.pack.name

    @property
    def title(self) -> str:
        return self.pack.title

    @property
    def document(self) -> str:
        return self.pack.document

    @property
    def issued_on(self) -> date:
        return self.pack.issued_on

    @property
    def in_force_from(self) -> date:
        return self.pack.in_force_from

    @property
    def digest(self) -> str:
        """SHA-256 of every value in force, by which a run says under what it was made."""
        lines = [f"{self.name}|{self.document}|{self.in_force_from}"]
        for key in sorted(self.parameters):
            parameter = self.parameters[key]
            for value in parameter.values:
                amount = written(parameter, value.amount)
                lines.append(f"{key}|{value.since}|{amount}|{value.clause}|{value.cite}|{value.origin}")
        return sha256("\n".join(lines).encode()).hexdigest()

    def parameter(self, key: str) -> Parameter:
        """The parameter of a key."""
        if key not in self.parameters:
            raise PolicyError(self.pack.file, key, "没有这个参数")
        return self.parameters[key]

    def value(self, key: str, on: date) -> Value:
        """The dated, cited value that holds on a day (A03: none before a document's first day)."""
        parameter = self.parameter(key)
        found = parameter.at(on)
        if found is not None:
            return found
        if on < self.in_force_from:
            told = f"{self.document}自{self.in_force_from}起执行，{on}还没有执行"
            remedy = "请核对年度和日期，或在 countyhire.toml 的 policy 写当时的政策包"
            raise NotInForce(self.pack.file, key, f"{told}；{remedy}")
        if parameter.values:
            first = parameter.values[0].since
            raise PolicyError(self.pack.file, key, f"{on}没有取值：“{parameter.label}”自{first}起才有")
        if parameter.required_by:
            raise PolicyError(
                self.pack.file,
                key,
                f"“{parameter.label}”须由区县给出：请在 countyhire.toml 的 [override] 中写明并注明依据",
            )
        raise PolicyError(self.pack.file, key, f"“{parameter.label}”没有取值：{parameter.no_default}")

    def fraction(self, key: str, on: date) -> Fraction:
        return _as(Fraction, self._typed(key, on, Type.FRACTION))

    def whole(self, key: str, on: date) -> int:
        return _as(int, self._typed(key, on, Type.WHOLE))

    def flag(self, key: str, on: date) -> bool:
        return _as(bool, self._typed(key, on, Type.FLAG))

    def text(self, key: str, on: date) -> str:
        return _as(str, self._typed(key, on, Type.TEXT, Type.MONTH_DAY))

    def texts(self, key: str, on: date) -> tuple[str, ...]:
        return _as(tuple, self._typed(key, on, Type.TEXTS))

    def money(self, key: str, on: date) -> int:
        """In fen."""
        return _as(int, self._typed(key, on, Type.MONEY))

    def day(self, key: str, on: date) -> date:
        return _as(date, self._typed(key, on, Type.DAY))

    def day_in(self, key: str, year: int, on: date) -> date:
        """A month-and-day value in a given year: `01-31` in 2026 is 2026-01-31."""
        return date.fromisoformat(f"{year:04d}-{_as(str, self._typed(key, on, Type.MONTH_DAY))}")

    def fractions(self, key: str, on: date) -> dict[str, Fraction]:
        """Names and numbers, in the order of the pack."""
        amount = self._typed(key, on, Type.FRACTIONS)
        assert isinstance(amount, Mapping)
        return dict(amount)

    def optional_fraction(self, key: str, on: date) -> Fraction | None:
        return self.fraction(key, on) if self.expects(key) else None

    def optional_whole(self, key: str, on: date) -> int | None:
        return self.whole(key, on) if self.expects(key) else None

    def optional_text(self, key: str, on: date) -> str | None:
        return self.text(key, on) if self.expects(key) else None

    def optional_texts(self, key: str, on: date) -> tuple[str, ...] | None:
        return self.texts(key, on) if self.expects(key) else None

    def optional_money(self, key: str, on: date) -> int | None:
        return self.money(key, on) if self.expects(key) else None

    def optional_fractions(self, key: str, on: date) -> dict[str, Fraction] | None:
        return self.fractions(key, on) if self.expects(key) else None

    def expects(self, key: str) -> bool:
        """Whether the pack has a value for a known key, or wants one of the district."""
        parameter = self.parameter(key)
        return bool(parameter.values or parameter.required_by)

    def amount(self, key: str, on: date) -> Amount:
        """A number of the pack as the input of a figure, with its clause or the district's document."""
        parameter, value = self.parameter(key), self.value(key, on)
        if isinstance(value.amount, bool) or not isinstance(value.amount, int | Fraction):
            raise TypeError(f"{key} is no number")
        unit = "元" if parameter.type is Type.MONEY else parameter.unit
        words = f"依据{value.cite}" if value.cite else OPEN if value.reading else ""
        return Amount(
            parameter.label, value.amount, unit, words=words, clause=value.clause, parameter=key, since=value.since
        )

    def pool(self, name: str) -> str:
        """The document's name of a pool that a district calls otherwise (I04)."""
        return self.pack.pool_aliases.get(name, name)

    def with_values(self, texts: Mapping[str, str]) -> "Policy":
        """This policy with values as typed for a what-if, on every day; the base stands unchanged."""
        changed = dict(self.parameters)
        for key, text in texts.items():
            parameter = self.parameter(key)
            try:
                amount = from_text(parameter, text)
            except ValueError as problem:
                raise PolicyError(WHAT_IF, key, str(problem)) from None
            since = parameter.values[0].since if parameter.values else self.in_force_from
            changed[key] = replace(parameter, values=(Value(since, amount, cite=WHAT_IF, origin=WHAT_IF),))
        return replace(self, parameters=changed)

    def _typed(self, key: str, on: date, *kinds: Type) -> Setting:
        parameter = self.parameter(key)
        if parameter.type not in kinds:
            raise TypeError(f"{key} is {parameter.type}, asked for as {kinds[0]}")
        return self.value(key, on).amount


def _as(kind: type[T], amount: Setting) -> T:
    assert isinstance(amount, kind)
    return amount
