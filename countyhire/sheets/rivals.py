"""Two columns that could both be meant, neither of them under the canonical header."""

from collections.abc import Mapping, Sequence
from typing import Any

from countyhire.model.column import Column, Kind, Record
from countyhire.model.finding import Finding
from countyhire.model.where import Cell
from countyhire.sheets.catalogue import Sheet
from countyhire.sheets.containers.raw import RawSheet, RawValue
from countyhire.sheets.convert import BLANKS, convert_column, converter
from countyhire.sheets.faults import COLUMNS_DIFFER, COLUMNS_DIFFER_FREE
from countyhire.sheets.header import Layout
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.trouble import Trouble, cut, subject_of

# Kinds of which two columns can be compared; a text may stand beside its own code (所在科室).
_COMPARED = frozenset(Kind) - {Kind.TEXT, Kind.LIST, Kind.SPECIALTY}


def rivals_told(
    lines: list[Sequence[RawValue]],
    records: Sequence[Record],
    columns: Mapping[str, list[Any]],
    raw: RawSheet,
    sheet: Sheet,
    layout: Layout,
) -> list[Finding]:
    """Where two columns that could both be meant say different things, at both cells."""
    findings: list[Finding] = []
    for column in sheet.columns:
        for index in layout.rivals.get(column.field, ()) if column.kind in _COMPARED else ():
            blank = BLANKS[column.kind]
            convert = converter(
                column, sheet.book_field, Specialties(), raw.date_1904, layout.factors.get(column.field, 1)
            )
            others = convert_column([row[index] for row in lines], convert, blank)
            for record, value, other in zip(records, columns[column.field], others, strict=True):
                other = other.value if other.__class__ is Trouble else other
                if value not in (blank, other) and other not in (blank, None):
                    findings += _differing(record, column, index)
    return findings


def _differing(record: Record, column: Column, index: int) -> list[Finding]:
    fault = COLUMNS_DIFFER if column.required else COLUMNS_DIFFER_FREE
    subject = subject_of(record)
    who = cut(getattr(record, "name", "") or subject)
    here = record.cell(column.field)
    there = Cell(here.file, here.sheet, here.row, index + 1)
    words = [f"{column.header}与 {other.a1} 的值不同" for other in (there, here)]
    return [
        fault.at(cell, f"{who}：{said}" if who else said, subject)
        for cell, said in zip((here, there), words, strict=True)
    ]
