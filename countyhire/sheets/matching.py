"""What only shows once every file of a table is read: keys that occur twice, people named by ID number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from countyhire.model.column import Record
from countyhire.model.finding import Finding
from countyhire.sheets.catalogue import Sheet
from countyhire.sheets.faults import KEY_TWICE, PERSON_CONTRADICTS, PERSON_TWO, PERSON_UNKNOWN
from countyhire.sheets.header import IDENTITY
from countyhire.sheets.table import TableRead, subject_of
from countyhire.sheets.trouble import cut


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


def with_codes(tables: Sequence[TableRead], people: Iterable[Any]) -> tuple[tuple[Record, ...], list[Finding]]:
    """The rows of a sheet that names people by ID number, with the 人员编号 that the roster gives them."""
    codes: dict[str, set[str]] = defaultdict(set)
    for person in people:
        if person.id_number and person.code:
            codes[person.id_number].add(person.code)
    records: list[Record] = []
    findings: list[Finding] = []
    for table in tables:
        for position, record in enumerate(table.records):
            number = table.identities.get(position)
            records.append(_with_code(record, number, codes, findings) if number else record)
    return tuple(records), findings


def _with_code(record: Any, number: str, codes: Mapping[str, set[str]], findings: list[Finding]) -> Record:
    found = sorted(codes.get(number, ()))
    cell = record.cell(IDENTITY)
    if record.person:
        if found and record.person not in found:
            message = f"人员编号 {record.person} 与身份证件号码（{found[0]}）不是一人"
            findings.append(PERSON_CONTRADICTS.at(cell, message, record.person))
    elif not found:
        findings.append(PERSON_UNKNOWN.at(cell, f"尾号 {number[-4:]} 的身份证件号码不在花名册里"))
    elif len(found) > 1:
        findings.append(PERSON_TWO.at(cell, f"尾号 {number[-4:]} 在花名册里是 {'、'.join(found)}"))
    else:
        return replace(record, person=found[0])
    return record  # type: ignore[no-any-return]
