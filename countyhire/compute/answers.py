"""The pack's answers to open questions that a result rests on, for the sheet that uses them (Q1–Q30)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from countyhire.policy.convert import shown
from countyhire.policy.parameter import Policy


@dataclass(frozen=True, slots=True)
class Answer:
    """One value as printed: `basis` is the district's own document, empty where the pack's clause holds."""

    key: str
    question: str
    label: str
    text: str
    clause: str
    basis: str
    since: date


def answers(policy: Policy, keys: Iterable[str], on: date) -> tuple[Answer, ...]:
    """The values of some keys on a day, in the order asked for."""
    found = []
    for key in keys:
        parameter, value = policy.parameter(key), policy.value(key, on)
        text = f"{shown(parameter, value.amount)}{parameter.unit if parameter.unit != '比例' else ''}"
        found.append(Answer(key, parameter.question, parameter.label, text, value.clause, value.cite, value.since))
    return tuple(found)
