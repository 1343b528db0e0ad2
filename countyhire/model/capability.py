"""机构名录/服务能力, 机构名录/设备: what a receiver can do, and with what (H28, I25)."""

from dataclasses import dataclass
from datetime import date

from countyhire.model import column as col
from countyhire.model.column import Record

IN_USE = "在用"
STATES = (IN_USE, "维修", "停用", "报废")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability(Record):
    """A row of 服务能力: whether an institution has an ability, and which specialties' demands need it (H28)."""

    institution: str = col.code("机构编码", required=True)
    ability: str = col.text("能力", required=True)
    held: bool | None = col.yes_no("具备", required=True)
    specialties: tuple[str, ...] = col.several("相关专业", specialties=True)
    confirmed_on: date | None = col.day("核定日期")
    basis: str = col.text("核定依据")


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment(Record):
    """A row of 设备: so many of a kind at an institution; a blank state is 在用 (I25)."""

    institution: str = col.code("机构编码", required=True)
    name: str = col.text("设备名称", required=True)
    count: int | None = col.whole("台件数", required=True, least=0)
    state: str = col.choice("设备状态", STATES)

    @property
    def usable(self) -> int:
        return (self.count or 0) if self.state in ("", IN_USE) else 0
