"""Every rule is whole: code, range, name, page, clause, case file."""

import re
from inspect import getsourcelines
from itertools import pairwise

import pytest

from countyhire.compute.pay import faults as pay
from countyhire.model.book import Book
from countyhire.model.finding import Fault, Severity
from countyhire.policy.clauses import clause
from countyhire.rules import absent, exceptions
from countyhire.rules.registry import FAMILIES, FAULTS, RULES, rules_of
from countyhire.rules.rule import fault
from countyhire.sheets import catalogue
from countyhire.sheets import faults as reader
from tests.casefile import CASES, read_case

CODES = [one.code for one in FAULTS]
by_code = pytest.mark.parametrize("one", FAULTS, ids=CODES)


def test_codes_are_unique_and_their_names_too():
    assert len(set(CODES)) == len(CODES)
    assert len({one.name for one in FAULTS}) == len(FAULTS)


def test_each_family_keeps_its_range_and_the_order_of_its_source():
    for family in FAMILIES:
        first, last = re.match(r"CH(\d{3})–CH(\d{3}):", family.__doc__ or "").groups()
        rules = rules_of(family)
        codes = [one.fault.code for one in rules]
        lines = [getsourcelines(one.check)[1] for one in rules]
        assert codes == sorted(codes) and lines == sorted(lines), family.__name__
        assert all(f"CH{first}" <= code <= f"CH{last}" for code in codes), family.__name__


def test_the_ranges_of_the_families_are_apart():
    ranges = sorted(re.findall(r"CH(\d{3})", (family.__doc__ or "").splitlines()[0])[:2] for family in FAMILIES)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


@by_code
def test_page_is_complete(one: Fault):
    assert not one.summary.endswith("。") and one.why.endswith("。") and one.remedy.endswith("。")
    for text in (one.summary, one.why, one.remedy):
        assert not re.search(r"[,;:!?](?![0-9])|\s{2}", text), text


@by_code
def test_name_is_a_kebab_case_statement(one: Fault):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", one.name)


@by_code
def test_clause_exists(one: Fault):
    assert clause(one.clause).id == one.clause


@by_code
def test_has_a_case_that_names_its_clause(one: Fault):
    if one is not absent.WORKBOOK_ABSENT:
        assert one.clause in read_case(CASES / f"{one.code}.md").rows


def test_no_case_is_left_over():
    known = {*CODES}
    assert {path.stem[:5] for path in CASES.glob("CH*.md")} <= known


def test_only_soft_rules_are_open_to_exceptions():  # B14, Q29
    assert all(one.severity is not Severity.ERROR or not one.exempt for one in FAULTS)


def test_rules_read_sheets_that_exist():
    names = {sheet.book_field: (sheet.workbook, sheet.name) for sheet in catalogue.SHEETS}
    assert names == absent.SHEET_NAMES
    assert all(set(one.reads) <= set(names) for one in RULES)


def test_a_page_without_its_parts_is_refused():
    with pytest.raises(ValueError, match="needs a summary"):
        fault("CH999", "no-remedy", Severity.ERROR, "坏了。\n\n为什么: 坏了。", "FORM")


def test_exceptions_are_among_the_faults():
    assert set(exceptions.FAULTS) <= set(FAULTS)
    assert Book().codes == frozenset()


def test_codes_and_names_are_unique_over_the_whole_product():
    everything = (*reader.FAULTS, *FAULTS, *pay.FAULTS)
    assert len({one.code for one in everything}) == len(everything)
    assert len({one.name for one in everything}) == len(everything)
    assert all(clause(one.clause).id == one.clause for one in everything)
    assert all("CH001" <= one.code <= "CH099" for one in reader.FAULTS)
    assert all("CH100" <= one.code <= "CH999" for one in FAULTS)
