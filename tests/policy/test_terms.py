"""The glossary: one Chinese term, one English identifier, and every column among them."""

import re

import pytest

from countyhire.model import institutions, pay, people, primary, service, village
from countyhire.model.column import Column, Record, columns_of
from countyhire.terms import TERMS

ENGLISH = {term.chinese: term.english for term in TERMS}
MODULES = (institutions, people, service, pay, primary, village)
RECORDS = sorted(
    {
        found
        for module in MODULES
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Record) and found is not Record
    },
    key=lambda record: record.__name__,
)
OTHERWISE = {("类别", "kind")}  # one header over three records; two of them say kind, one category


def test_terms_are_unique_both_ways() -> None:
    assert len({term.chinese for term in TERMS}) == len(TERMS)
    assert len({term.english for term in TERMS}) == len(TERMS)


def test_terms_are_chinese_their_identifiers_english() -> None:
    for term in TERMS:
        assert re.fullmatch(r"[一-鿿]+\d?", term.chinese)
        assert re.fullmatch(r"[a-z]+[0-9]?(_[a-z]+)*", term.english)
        assert re.search(r"[一-鿿]", term.meaning) and term.meaning != term.chinese


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_column_is_a_term_and_its_field_the_identifier_or_part_of_it(record: type[Record]) -> None:
    for column in columns_of(record):
        assert column.header in ENGLISH, f"{column.header} ({column.field}) is missing"
        assert _said_by(column), f"{column.header}: {column.field} is no part of {ENGLISH[column.header]}"


def _said_by(column: Column) -> bool:
    words = set(ENGLISH[column.header].split("_"))
    return set(column.field.split("_")) <= words or (column.header, column.field) in OTHERWISE
