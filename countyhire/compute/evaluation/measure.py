"""One indicator of the evaluation. What nobody reported is 未填报 and never nought (G13)."""

from dataclasses import dataclass
from fractions import Fraction

NOT_REPORTED, NOT_APPLICABLE, NOT_COMPUTED = "未填报", "不适用", "未计算"
COUNT, SHARE, MONEY, EXACT = "count", "share", "money", "exact"


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator: `top` alone (in fen where `kind` is MONEY), `top` ÷ `bottom` (SHARE), or a multiple or difference
    that was worked out elsewhere (EXACT, as `exact`).

    `missing` says why there is no value. `source` names workbook and sheet of each figure.
    """

    key: str
    group: str
    name: str
    clause: str
    source: str
    kind: str
    unit: str
    top_name: str
    top: int | None
    bottom_name: str = ""
    bottom: int | None = None
    missing: str = ""
    exact: Fraction | None = None

    @property
    def value(self) -> Fraction | None:
        """The figure itself; None where it is not reported, or where there is nothing to divide by."""
        if self.kind == EXACT:
            return self.exact
        if self.top is None:
            return None
        if self.kind != SHARE:
            return Fraction(self.top)
        return Fraction(self.top, self.bottom) if self.bottom else None

    @property
    def reason(self) -> str:
        """Why there is no value; empty where there is one."""
        if self.value is not None:
            return ""
        return self.missing or NOT_APPLICABLE
