"""待遇底线: what the pay may not fall under, person by person and for the whole unit, with what is short (H19, J15)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countyhire.compute.pay.floors import COUNTY_AVERAGE, COUNTY_PEERS, HOME_DEPARTMENT
from countyhire.model.amount import Amount
from countyhire.model.money import half_up, yuan
from countyhire.reports.fill import Rows
from countyhire.reports.values import Value, Yuan

if TYPE_CHECKING:
    from countyhire.compute.pay.floors import Floor

FIELDS = ("编号", "对象", "底线", "水平", "数", "应补", "结果", "要求")
NAMES = {
    COUNTY_AVERAGE: "不低于区县级医疗机构平均水平",
    HOME_DEPARTMENT: "不低于原单位科室同级人员平均水平",
    COUNTY_PEERS: "高于县级医疗机构同类人员",
}


def floor_rows(floors: "Sequence[Floor]") -> Rows:
    """Every floor that has figures."""
    return Rows(
        FIELDS,
        [
            (
                one.subject,
                one.name,
                NAMES[one.key],
                _yuan(one.level),
                _yuan(one.least),
                _yuan(one.short),
                "达到" if one.met else "未达到",
                "是" if one.named else "仅供参考",
            )
            for one in floors
        ],
    )


def floors_view(floors: "Sequence[Floor]") -> list[dict[str, Any]]:
    """The same as plain data; `person` is null for the whole virtual unit."""
    return [
        {
            "floor": one.key,
            "person": one.subject or None,
            "level": yuan(_fen(one.level)),
            "least": yuan(_fen(one.least)),
            "short": yuan(_fen(one.short)),
            "met": one.met,
            "asked": one.named,
        }
        for one in floors
    ]


def _yuan(amount: Amount) -> Value:
    return Yuan(_fen(amount))


def _fen(amount: Amount) -> int:
    return half_up(Fraction(amount.value))
