"""The pack's answers that the year's pay depends on, read once."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from countyhire.compute.pay.scores import Shape
from countyhire.policy.parameter import Policy

# What a sheet of pay prints beside its figures.
PARAMETERS = (
    "payroll.month_rule",
    "payroll.fte",
    "payroll.avg_method",
    "payroll.headcount_basis",
    "payroll.average_year",
    "payroll.approved",
    "payroll.weight",
    "assess.missing",
    "assess.annual",
    "assess.dual_weights",
    "payroll.coefficient",
    "payroll.coefficient.grades",
    "payroll.coefficient.grade_bounds",
    "payroll.remainder",
    "payroll.leave_reduces",
    "payroll.floors",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """One field a parameter of `payroll.…`; `leave_kinds` is empty where leave changes no paid month.

    payroll.approved, payroll.weight, assess.missing and assess.annual have one answer each, which is the code.
    """

    month_rule: str
    fte: str
    avg_method: str
    headcount_basis: str
    average_year: str
    shape: Shape
    remainder: str
    leave_kinds: tuple[str, ...]
    floors: tuple[str, ...]

    @classmethod
    def read(cls, policy: Policy, on: date) -> "Terms":
        """The values that hold on a day, the last day that the figure counts."""
        grades: dict[str, Fraction] = policy.fractions("payroll.coefficient.grades", on)
        bounds = policy.fractions("payroll.coefficient.grade_bounds", on)
        return cls(
            policy.text("payroll.month_rule", on),
            policy.text("payroll.fte", on),
            policy.text("payroll.avg_method", on),
            policy.text("payroll.headcount_basis", on),
            policy.text("payroll.average_year", on),
            Shape(
                policy.text("payroll.coefficient", on),
                bounds,
                grades,
                policy.optional_fractions("assess.dual_weights", on),
            ),
            policy.text("payroll.remainder", on),
            policy.texts("duty.leave_kinds", on) if policy.flag("payroll.leave_reduces", on) else (),
            policy.texts("payroll.floors", on),
        )
