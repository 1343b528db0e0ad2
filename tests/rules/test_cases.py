"""Each rule against its case: the findings that it must give, no more and no less."""

from datetime import date

import pytest

from countyhire.model.finding import Finding
from countyhire.policy.load import load
from countyhire.rules.registry import RULES, run
from countyhire.sheets.read import read_district
from tests.casefile import CASES, Case, base, read_case, write

FILES = sorted(CASES.glob("CH*.md"))
NEEDS = {one.fault.code: one.reads for one in RULES}


def found_in(case: Case, fields, folder) -> tuple[list[Finding], list[Finding], object]:
    """What the reader and the rules say of a case, and where its rows stand."""
    written = write(case, fields, folder)
    reading = read_district(folder, fields=tuple(written.rows))
    overrides = {key: {"value": value, "cite": "示例卫〔2026〕1号"} for key, value in case.settings.items()}
    policy = load(case.pack, overrides)
    return list(reading.findings), list(run(reading.book, policy, case.on, reading.findings)), written


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_case(path, tmp_path):
    case = read_case(path)
    reader, findings, written = found_in(case, NEEDS.get(case.name[:5], ()), tmp_path)
    assert [str(finding.cell) + finding.message for finding in reader] == []
    expected = sorted(
        (row["编码"], str(written.cell(row["表"], row["行"], row["列"])), row["对象"]) for row in case.expected
    )
    assert sorted((one.code, str(one.cell), one.subject) for one in findings) == expected
    assert case.name[:5] in {row["编码"] for row in case.expected}
    for finding in findings:
        assert len(finding.message) <= 60, finding.message
        assert not any(mark in finding.message for mark in ("None", "  ", "。")), finding.message


def test_the_base_district_is_in_order(tmp_path):
    case = Case("base", date(2026, 6, 30), "chongqing-2021-55", {}, {})
    reader, findings, _ = found_in(case, base(), tmp_path)
    assert [str(one.cell) + one.message for one in (*reader, *findings)] == []
