"""What only shows once every file of a table is read: keys that occur twice, people named by ID number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from countyhire.model.column import Record
from countyhire.model.finding import Finding
from countyhire.model.names import name_key
from countyhire.model.where import Cell
from countyhire.sheets.catalogue import Sheet
from countyhire.sheets.cell_faults import KEY_TWICE, NAME_CONTRADICTS, PERSON_CONTRADICTS, PERSON_TWO, PERSON_UNKNOWN
from countyhire.sheets.containers.raw import RawValue
from countyhire.sheets.convert import to_text
from countyhire.sheets.header import IDENTITY, NAME
from countyhire.sheets.identity import to_identity
from countyhire.sheets.table import TableRead
from countyhire.sheets.trouble import Trouble, cut, quoted, subject_of


def repeated(sheet: Sheet, records: Sequence[Record]) -> list[Finding]:
    """Rows with one key, each cited at its own cell. A row without the whole of its key is left out."""
    if not sheet.key:
        return []
    keys = list(map(attrgetter(*sheet.key), records))
    if len(set(keys)) == len(keys):
        return []
    columns = {column.field: column for column in sheet.columns}
    must = [columns[name].required for name in sheet.key]
    groups: dict[Any, list[Record]] = defaultdict(list)
    for found, record in zip(keys, records, strict=True):
        values = found if isinstance(found, tuple) else (found,)
        if not any(needed and value in ("", None) for needed, value in zip(must, values, strict=True)):
            groups[found].append(record)
    headers = "、".join(columns[name].header for name in sheet.key)
    said = f"{headers}相同" if len(sheet.key) > 1 else ""
    return [
        _repeated(record, same, sheet.key[0], said or f"{headers} {cut(str(found))} ")
        for found, same in groups.items()
        if len(same) > 1
        for record in same
    ]


def _repeated(record: Record, same: list[Record], name: str, said: str) -> Finding:
    other = next(other for other in same if other is not record)
    place = f"第 {other.row} 行" if other.table == record.table else f" {other.cell(name)} "
    more = f"等 {len(same) - 1} 处" if len(same) > 2 else ""
    subject = subject_of(record)
    who = f"{cut(subject)}：" if subject and "相同" in said else ""
    return KEY_TWICE.at(record.cell(name), f"{who}{said}，与{place}{more}重复".replace(" ，与", " 与"), subject)


@dataclass(frozen=True, slots=True)
class Mention:
    """A row that names somebody by code, ID number and name, where there is no roster that does."""

    record: Any
    id_number: str
    name: str

    @property
    def code(self) -> str:
        return self.record.person  # type: ignore[no-any-return]

    def cell(self, name: str) -> Cell:
        return self.record.cell(IDENTITY if name == "id_number" else NAME)  # type: ignore[no-any-return]


def mentions(tables: Iterable[TableRead]) -> tuple[Mention, ...]:
    """The first row, by file and address, that names each person's ID number, and the first that names it otherwise."""
    found: dict[tuple[str, bool], Mention] = {}
    owners: dict[str, str] = {}
    for table in sorted(tables, key=lambda table: (table.file, table.summary.sheet)):
        for record, number, name in _beside(table):
            told = Mention(record, _number(number), to_text(name))
            if told.code and owners.setdefault(told.id_number or told.code, told.code) == told.code:
                found.setdefault((told.code, bool(told.id_number)), told)
    return tuple(found[place] for place in sorted(found, key=lambda place: (place[0], not place[1])))


def _beside(table: TableRead) -> Iterator[tuple[Any, RawValue, RawValue]]:
    """The rows of a table with the ID number and the name that stand beside 人员编号."""
    numbers = table.beside.get(IDENTITY) or [""] * len(table.records)
    names = table.beside.get(NAME) or [""] * len(table.records)
    return zip(table.records, numbers, names, strict=True)


def _number(written: RawValue) -> str:
    """An ID number as it is compared; empty where there is none that can be read."""
    read = to_identity(written) if isinstance(written, str | int | float) and written != "" else ""
    return str(read.value or "") if isinstance(read, Trouble) else read


def with_codes(
    tables: Sequence[TableRead], people: Sequence[Any], roster: bool = True
) -> tuple[tuple[Record, ...], list[Finding]]:
    """The rows of a sheet whose people are also named by ID number or name, held against the roster.

    A row without 人员编号 gets that of its ID number; whoever is two people is a finding at both cells.
    Without a roster `people` are the mentions of other rows, and a number that none of them has says nothing.
    """
    by_code = {person.code: person for person in reversed(people) if person.code}
    by_number: dict[str, list[Any]] = defaultdict(list)
    for person in people:
        if person.id_number:
            by_number[person.id_number].append(person)
    records: list[Record] = []
    findings: list[Finding] = []
    for table in tables:
        for record, number, name in _beside(table):
            found, said = _with_code(record, number, by_code, by_number) if number != "" else (record, [])
            records.append(found)
            findings += [one for one in said if roster or one.fault is not PERSON_UNKNOWN]
            if name != "" and (person := by_code.get(found.person)):  # type: ignore[attr-defined]
                findings += _contradicted(found, to_text(name), person)
    return tuple(records), findings


def _with_code(
    record: Any, written: RawValue, by_code: Mapping[str, Any], by_number: Mapping[str, list[Any]]
) -> tuple[Any, list[Finding]]:
    """The row with the 人员编号 of its ID number, and what is wrong with the two."""
    read = to_identity(written) if isinstance(written, str | int | float) else ""
    number = _number(written)
    cell = record.cell(IDENTITY)
    if isinstance(read, Trouble) and not number:
        return record, [read.fault.at(cell, f"身份证件号码{read.message}", record.person, read.remedy)]
    codes = sorted({person.code for person in by_number.get(number, ())})
    if record.person:
        if not number or record.person in codes:
            return record, []
        if codes:
            return record, _of_another(record, by_number[number][0])
        return record, _another_number(record, number, by_code.get(record.person))
    if not number:
        return record, []
    if not codes:
        return record, [PERSON_UNKNOWN.at(cell, f"尾号 {number[-4:]} 的身份证件号码不在花名册里")]
    if len(codes) > 1:
        return record, [PERSON_TWO.at(cell, f"尾号 {number[-4:]} 在花名册里是 {'、'.join(codes)}")]
    return replace(record, person=codes[0]), []


def _of_another(record: Any, person: Any) -> list[Finding]:
    """The ID number beside a 人员编号 is somebody else's."""
    cell = record.cell(IDENTITY)
    here = f"人员编号 {cut(record.person)} 与身份证件号码（{person.code}）不是一人"
    there = f"身份证件号码在 {cell.file} 第 {cell.row} 行配的是 {cut(record.person)}"
    return [
        PERSON_CONTRADICTS.at(cell, here, record.person),
        PERSON_CONTRADICTS.at(person.cell("id_number"), there, person.code),
    ]


def _another_number(record: Any, number: str, person: Any) -> list[Finding]:
    """The ID number beside a 人员编号 is another than is known of that person."""
    if person is None or not person.id_number or person.id_number == number:
        return []
    cell, other = record.cell(IDENTITY), person.cell("id_number")
    here = f"{cut(record.person)} 身份证件号码尾号 {number[-4:]}，{_place(person)}尾号为 {person.id_number[-4:]}"
    there = (
        f"{cut(record.person)} 身份证件号码尾号 {person.id_number[-4:]}，{cell.file} 第 {cell.row} 行为 {number[-4:]}"
    )
    return [PERSON_CONTRADICTS.at(cell, here, person.code), PERSON_CONTRADICTS.at(other, there, person.code)]


def _place(person: Any) -> str:
    """Where a person is known from, in a sentence."""
    if not isinstance(person, Mention):
        return "花名册"
    return _row(person.cell("name"))


def _row(cell: Cell) -> str:
    return f"{cell.file} 第 {cell.row} 行"


def _contradicted(record: Any, name: str, person: Any) -> list[Finding]:
    """The name beside a 人员编号 is another than the roster's."""
    if not name or not person.name or name_key(name) == name_key(person.name):
        return []
    cell, other = record.cell(NAME), person.cell("name")
    here = f"{cut(person.code)} 姓名{quoted(name)}，{_place(person)}为{quoted(person.name)}"
    there = f"{cut(person.code)} 姓名{quoted(person.name)}，{cell.file} 第 {cell.row} 行为{quoted(name)}"
    return [NAME_CONTRADICTS.at(cell, here, person.code), NAME_CONTRADICTS.at(other, there, person.code)]
