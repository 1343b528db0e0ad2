"""What only shows once every file of a table is read: keys that occur twice, people named by ID number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from countyhire.model.column import Record
from countyhire.model.finding import Finding
from countyhire.model.names import name_key
from countyhire.sheets.catalogue import Sheet
from countyhire.sheets.containers.raw import RawValue
from countyhire.sheets.convert import to_text
from countyhire.sheets.faults import KEY_TWICE, NAME_CONTRADICTS, PERSON_CONTRADICTS, PERSON_TWO, PERSON_UNKNOWN
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
    who = f"{cut(subject)}：" if "相同" in said else ""
    return KEY_TWICE.at(record.cell(name), f"{who}{said}，与{place}{more}重复".replace(" ，与", " 与"), subject)


def with_codes(tables: Sequence[TableRead], people: Sequence[Any]) -> tuple[tuple[Record, ...], list[Finding]]:
    """The rows of a sheet whose people are also named by ID number or name, held against the roster.

    A row without 人员编号 gets that of its ID number; whoever is two people is a finding at both cells.
    """
    by_code = {person.code: person for person in reversed(people) if person.code}
    by_number: dict[str, list[Any]] = defaultdict(list)
    for person in people:
        if person.id_number:
            by_number[person.id_number].append(person)
    records: list[Record] = []
    findings: list[Finding] = []
    for table in tables:
        numbers = table.beside.get(IDENTITY) or [""] * len(table.records)
        names = table.beside.get(NAME) or [""] * len(table.records)
        for record, number, name in zip(table.records, numbers, names, strict=True):
            found, said = _with_code(record, number, by_number) if number != "" else (record, [])
            records.append(found)
            findings += said
            if name != "" and (person := by_code.get(found.person)):  # type: ignore[attr-defined]
                findings += _contradicted(found, to_text(name), person)
    return tuple(records), findings


def _with_code(record: Any, written: RawValue, by_number: Mapping[str, list[Any]]) -> tuple[Any, list[Finding]]:
    """The row with the 人员编号 of its ID number, and what is wrong with the two."""
    read = to_identity(written) if isinstance(written, str | int | float) else ""
    number = read.value if isinstance(read, Trouble) else read
    people = by_number.get(number, [])
    cell = record.cell(IDENTITY)
    codes = sorted({person.code for person in people})
    if record.person:
        if not codes or record.person in codes:
            return record, []
        message = f"人员编号 {cut(record.person)} 与身份证件号码（{codes[0]}）不是一人"
        other = f"身份证件号码在 {cell.file} 第 {cell.row} 行配的是 {cut(record.person)}"
        return record, [
            PERSON_CONTRADICTS.at(cell, message, record.person),
            *(PERSON_CONTRADICTS.at(person.cell("id_number"), other, person.code) for person in people[:1]),
        ]
    if isinstance(read, Trouble) and not number:
        return record, [read.fault.at(cell, f"身份证件号码{read.message}", "", read.remedy)]
    if not codes:
        return record, [PERSON_UNKNOWN.at(cell, f"尾号 {number[-4:]} 的身份证件号码不在花名册里")]
    if len(codes) > 1:
        return record, [PERSON_TWO.at(cell, f"尾号 {number[-4:]} 在花名册里是 {'、'.join(codes)}")]
    return replace(record, person=codes[0]), []


def _contradicted(record: Any, name: str, person: Any) -> list[Finding]:
    """The name beside a 人员编号 is another than the roster's."""
    if not name or not person.name or name_key(name) == name_key(person.name):
        return []
    cell, other = record.cell(NAME), person.cell("name")
    here = f"{cut(person.code)} 姓名{quoted(name)}，花名册为{quoted(person.name)}"
    there = f"{cut(person.code)} 姓名{quoted(person.name)}，{cell.file} 第 {cell.row} 行为{quoted(name)}"
    return [NAME_CONTRADICTS.at(cell, here, person.code), NAME_CONTRADICTS.at(other, there, person.code)]
