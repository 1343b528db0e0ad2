"""Short ways to write what came of a programme: a district of counts, for tests by hand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from countyhire.compute.effect import Effect, effect
from countyhire.model.book import Book
from countyhire.model.column import Record
from countyhire.model.institutions import Institution
from countyhire.model.outcomes import Activity
from countyhire.model.people import Person
from countyhire.model.period import Month
from countyhire.model.service import Spell
from countyhire.model.where import Table
from countyhire.policy.load import load
from countyhire.sheets.catalogue import SHEETS

SHEET_OF = {sheet.record: sheet for sheet in SHEETS}
YEAR = 2023
ON = date(2024, 1, 10)
VISITS = {
    "total_visits": 1000, "primary_visits": 563, "village_visits": 113, "rural_first_visits": 500,
    "rural_first_at_primary": 399, "insured_visits": 900, "insured_at_primary": 540, "insured_inpatients": 80,
    "insured_inpatients_in_county": 72,
}  # fmt: skip


def row(kind: type[Any], /, number: int = 2, **values: Any) -> Any:
    """A row that stands somewhere on its sheet."""
    sheet = SHEET_OF[kind]
    columns = {column.field: index for index, column in enumerate(sheet.columns, 1)}
    return kind(table=Table(f"{sheet.workbook}.xlsx", sheet.name, 1, columns), row=number, **values)


def sent(person: str, start: date = date(2022, 8, 1), end: date = date(2023, 7, 31), **more: Any) -> Spell:
    given = {
        "code": f"S{person}", "sender": "H1", "receiver": "T1", "specialty": "内科", "category": "县聘乡用",
        "status": "期满", "batch": "第一批",
    }  # fmt: skip
    return row(Spell, person=person, start=start, end=end, **{**given, **more})  # type: ignore[no-any-return]


def person(code: str, **more: Any) -> Person:
    given = {
        "name": f"人员{code}", "institution": "H1", "profession": "执业医师", "appointment": "中级",
        "establishment": "编制内", "status": "在岗", "hired_on": date(2010, 7, 1),
    }  # fmt: skip
    return row(Person, code=code, **{**given, **more})  # type: ignore[no-any-return]


def town(code: str = "T1", kind: str = "乡镇卫生院") -> Institution:
    return row(Institution, code=code, name=f"卫生院{code}", kind=kind, owner="区县属")  # type: ignore[no-any-return]


def month(text: str) -> Month:
    return Month.of(date.fromisoformat(f"{text}-01"))


def result(*records: Record | Sequence[Record], year: int = YEAR, on: date = ON, **values: Any) -> Effect:
    """The effect of a book with just these rows; `values` are pack values of the district's own, `_` for a dot."""
    rows: dict[str, list[Record]] = {}
    for one in records:
        for record in one if isinstance(one, Sequence) else (one,):
            rows.setdefault(SHEET_OF[type(record)].book_field, []).append(record)
    found = Book(**{name: tuple(of) for name, of in rows.items()}, read=frozenset(rows))  # type: ignore[arg-type]
    changes = {key.replace("__", "."): {"value": value, "cite": "示例卫发〔2023〕1号"} for key, value in values.items()}
    return effect(found, load("chongqing-2021-55", changes), year, on)


def figure(found: Effect, name: str) -> tuple[int | None, int | None, str]:
    """Numerator, denominator and value as text of an indicator; the reason where it has no value."""
    one = found.indicator(name)
    top, bottom = (None if side is None else int(side.value) for side in (one.numerator, one.denominator))
    return top, bottom, one.value.shown if one.value else one.missing


def acts(code: str, text: str, **counts: int | None) -> Activity:
    """A month of an institution's activity."""
    return row(Activity, institution=code, month=month(text), **counts)  # type: ignore[no-any-return]
