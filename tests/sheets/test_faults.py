"""The reader's table of faults is whole: codes, pages in words, clauses, and nothing that is never said."""

import re
from pathlib import Path

import pytest

import countyhire.sheets
from countyhire.policy.clauses import clause
from countyhire.sheets import cell_faults, faults
from countyhire.sheets.faults import FAULTS

SOURCES = {
    path: path.read_text("utf-8")
    for path in Path(countyhire.sheets.__file__).parent.rglob("*.py")
    if path.name not in ("faults.py", "cell_faults.py")
}
NAMES = {id(value): name for name, value in (*vars(faults).items(), *vars(cell_faults).items())}


def test_codes_and_names_are_unique_and_in_their_range():
    assert len({fault.code for fault in FAULTS}) == len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert all(re.fullmatch(r"CH0\d\d", fault.code) for fault in FAULTS)
    assert [fault.code for fault in FAULTS] == sorted(fault.code for fault in FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_a_fault_is_explained_cited_and_used(fault):
    assert not fault.summary.endswith("。")
    assert fault.why.endswith("。")
    assert fault.remedy.endswith("。")
    assert clause(fault.clause).text
    assert any(re.search(rf"\b{NAMES[id(fault)]}\b", text) for text in SOURCES.values())


def test_no_fault_of_the_reader_is_silenced_by_an_exception():
    assert not any(fault.exempt for fault in FAULTS)
