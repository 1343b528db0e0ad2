"""The clause data: complete, in few words, and true about what it says is done."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from countyhire.pipeline.explaining import every_fault
from countyhire.policy import clauses
from docs.make import named_in

ROOT = Path(__file__).resolve().parents[2]
FAULTS = {fault.code: fault for fault in every_fault()}
ROWS = {
    "A": 9, "B": 14, "C": 10, "D": 5, "E": 16, "F": 9, "G": 14, "H": 62, "I": 34, "J": 32, "K": 20,
    "L": 9, "M": 19, "N": 15, "O": 16, "P": 30,
}  # fmt: skip


@pytest.mark.parametrize(("group", "rows"), ROWS.items())
def test_every_row_has_its_clause(group: str, rows: int) -> None:
    expected = [f"{group}{number:02d}" for number in range(1, rows + 1)]
    assert [clause.id for clause in clauses.coverage() if re.fullmatch(rf"{group}\d\d", clause.id)] == expected


def test_ids_found_without_parsing_are_the_ids() -> None:
    assert clauses.known() == set(clauses.everything())


def test_every_clause_says_what_it_asks_in_few_words() -> None:
    for clause in clauses.coverage():
        assert 0 < len(clause.text) <= 60, clause.id
        assert clause.document, clause.id
        assert clause.status in clauses.STATUSES
        assert bool(clause.by) == (clause.status == "implemented"), clause.id


@pytest.mark.parametrize("clause", [c for c in clauses.coverage() if c.by], ids=lambda clause: clause.id)
def test_what_is_said_to_be_done_is_named_where_it_is_done(clause: clauses.Clause) -> None:
    for module in clause.by:
        found = find_spec(module)
        assert found is not None and found.origin is not None, f"{clause.id}: no module {module}"
        assert clause.id in Path(found.origin).read_text(encoding="utf-8"), f"{module} does not name {clause.id}"


@pytest.mark.parametrize("clause", [c for c in clauses.coverage() if c.tested], ids=lambda clause: clause.id)
def test_what_is_said_to_be_tested_is_named_by_the_test(clause: clauses.Clause) -> None:
    """`make docs` renews the list. A case file holds the clause of its rule, other tests name the row."""
    for file in clause.tested:
        path = ROOT / file
        assert path.is_file(), f"{clause.id}: no test {file}; run make docs"
        if path.suffix == ".md":
            assert FAULTS[path.stem].clause == clause.id, f"{file} is not a case of {clause.id}; run make docs"
        else:
            assert clause.id in named_in(path), f"{file} does not name {clause.id}; run make docs"


def test_what_is_done_is_tested() -> None:
    """Every clause said to be implemented has a test that names it."""
    assert [clause.id for clause in clauses.coverage() if clause.by and not clause.tested] == []


@pytest.mark.parametrize(
    ("id", "citation"),
    [
        ("E09", "渝卫发〔2021〕55号三（五）"),
        ("A03", "渝卫发〔2021〕55号文末"),
        ("H18", "人民日报关于重庆“县聘乡用”的报道，一节"),
        ("I04", "巫山“县聘乡用”经验报道，正文"),
        ("LAW-HEALTH-56", "《基本医疗卫生与健康促进法》第五十六条"),
        ("GB11643", "GB 11643《公民身份号码》"),
        ("", ""),
    ],
)
def test_citations(id: str, citation: str) -> None:  # A01
    assert clauses.cite(id) == citation


def test_an_unknown_clause_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        clauses.clause("Z99")


def test_a_row_that_is_text_only_says_why() -> None:
    """Laws and standards are cited and need no reason; a row of the documents that no module does has one."""
    rows = [
        clause for clause in clauses.coverage() if re.fullmatch(r"[A-P]\d\d", clause.id) and clause.status == "text"
    ]
    assert [clause.id for clause in rows if not clause.why] == []
    assert [clause.id for clause in clauses.coverage() if clause.why and clause.status != "text"] == []
