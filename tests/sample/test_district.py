"""The sample district: made again it is the same, it is consistent, and everything asked of it is in it."""

import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from countyhire.model.book import Book
from countyhire.model.finding import Finding, Severity
from countyhire.model.institutions import Institution
from countyhire.model.period import Month
from countyhire.model.service import Score
from countyhire.policy.load import load
from countyhire.rules.registry import run
from countyhire.sheets.read import Reading, read_district
from countyhire.zipped import parts
from sample_data import build, names, outcomes, wishes
from sample_data.careers import SHARED_NAME
from sample_data.faults import FAULTS, plant

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sample_data" / build.FOLDER
FAULTY = ROOT / "sample_data" / build.FAULTY
AS_OF = date(2026, 8, 15)


@pytest.fixture(scope="module")
def book() -> Book:
    return build.district()


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_district(FOLDER)


def findings(reading: Reading, on: date) -> list[Finding]:
    policy = load("chongqing-2021-55")
    return [*reading.findings, *run(reading.book, policy, on, reading.findings)]


def test_committed_folders_are_what_the_script_writes(tmp_path: Path) -> None:
    for folder, option in ((FOLDER, []), (FAULTY, ["--faulty"])):
        made = tmp_path / folder.name
        script = [sys.executable, str(ROOT / "sample_data" / "make.py"), str(made), *option]
        subprocess.run(script, check=True, cwd=tmp_path)
        files = sorted(path.name for path in made.iterdir())
        assert files == sorted(path.name for path in folder.iterdir() if path.is_file())
        assert [name for name in files if _content(made / name) != _content(folder / name)] == []


def _content(path: Path) -> dict[str, bytes]:
    """What is in a file: a workbook's parts, since how they are packed is the machine's and zlib's."""
    data = path.read_bytes()
    return parts(data) if path.suffix == ".xlsx" else {"": data}


def test_small_enough_to_be_committed() -> None:
    assert sum(path.stat().st_size for folder in (FOLDER, FAULTY) for path in folder.iterdir()) < 5_000_000


def test_reads_back_as_the_records_it_was_made_of(book: Book, reading: Reading) -> None:
    for name in sorted(book.read):
        made, read = getattr(book, name), getattr(reading.book, name)
        assert len(made) == len(read), name
        for one, other in zip(made, read, strict=True):
            assert plain(one) == plain(other)


def plain(record: object) -> dict[str, object]:
    """The fields of a record without its place in a workbook."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__ if name not in ("table", "row")}  # type: ignore[attr-defined]


@pytest.mark.parametrize("on", [AS_OF, date(2026, 11, 22)])
def test_no_error_and_few_warnings_on_any_day(reading: Reading, on: date) -> None:
    found = Counter(finding.severity for finding in findings(reading, on))
    assert found[Severity.ERROR] == 0
    assert found[Severity.WARNING] <= 25


def test_every_planted_mistake_is_found_where_it_stands_and_no_other() -> None:
    _, planted = plant(build.sheets(build.district()))
    errors = [one for one in findings(read_district(FAULTY), AS_OF) if one.severity is Severity.ERROR]
    found = Counter((one.cell.file, one.cell.sheet, one.cell.a1, one.code) for one in errors)
    expected = Counter((one.file, one.sheet, one.cell, one.planted.code) for one in planted)
    assert expected - found == Counter()
    rest = Counter(code for *_, code in (found - expected).elements())
    assert rest == Counter(code for fault in FAULTS for code in fault.also)


def test_the_list_of_mistakes_stands_beside_them() -> None:
    text = (FAULTY / "说明.md").read_text(encoding="utf-8")
    _, planted = plant(build.sheets(build.district()))
    assert len(planted) == 12
    assert all(f"| {one.file} | {one.sheet} | {one.cell} |" in text for one in planted)


def test_size_and_mixture(book: Book) -> None:
    kinds = Counter(row.kind for row in book.institutions)
    assert sum(row.sends for row in book.institutions) == 8
    assert sum(row.receives for row in book.institutions) == 26
    assert kinds["村卫生室"] == len(book.village_clinics) == 90
    assert sum(bool(row.remote) for row in book.institutions if row.receives) == 8
    assert 1_150 <= len(book.people) <= 1_250
    assert 65 <= len(book.demands) <= 80
    assert 80 <= sum(row.count or 0 for row in book.demands) <= 95
    assert 100 <= len(book.preferences) <= 120
    assert {row.owner for row in book.institutions if row.code in ("H09", "H10")} == {"市属", "民营"}


def test_base_of_the_quota_is_sixty(book: Book) -> None:  # C05, C07, C09
    scheme = {row.code for row in book.institutions if row.sends}
    recruits = [
        person
        for person in book.people
        if person.institution in scheme
        and person.recruited_as == "执业医师类"
        and person.establishment in ("编制内", "总量备案")
        and person.entry_route not in ("调入", "安置")
        and person.hired_on
        and date(2026, 1, 1) <= person.hired_on <= AS_OF
    ]
    started = {row.person for row in book.spells if row.county_hired and row.start and row.start.year == 2026}
    assert len(recruits) == 60
    assert 0 < len(started) < 48


def test_identity_numbers_are_right_and_nobodys(book: Book) -> None:
    numbers = [(person.id_number, person.birth_date, person.sex) for person in book.people]
    for number, born, sex in numbers:
        assert number.startswith("509901")
        assert number[-1] == names.check_digit(number[:17])
        assert born is not None and number[6:14] == f"{born:%Y%m%d}"
        assert ("男" if int(number[16]) % 2 else "女") == sex
    everyone = [number for number, *_ in numbers] + [doctor.id_number for doctor in book.village_doctors]
    assert len(set(everyone)) == len(everyone)


def test_certificates_hold_the_identity_number(book: Book) -> None:
    holders = [person for person in book.people if person.qualification_certificate]
    assert len(holders) > 400
    assert all(len(person.qualification_certificate) == 27 for person in holders)
    assert all(person.qualification_certificate.endswith(person.id_number) for person in holders)
    assert all(len(person.practice_licence) == 15 for person in holders)


def test_names_that_break_careless_programs(book: Book) -> None:
    everyone = [person.name for person in book.people]
    assert any("䶮" in name for name in everyone)
    assert any("𬭎" in name for name in everyone)
    assert any("·" in name for name in everyone)
    assert len({person.institution for person in book.people if person.name == SHARED_NAME}) == 2


def test_some_must_go_and_have_places(book: Book) -> None:  # B03
    bound = wishes.must_go(book.people, book.spells)
    assert 10 <= len(bound) <= 20
    needed = Counter(person.specialty for person in bound)
    for specialty, count in needed.items():
        rows = [row for row in book.demands if row.specialty == specialty and row.minimum_title == "不限"]
        assert sum(row.count or 0 for row in rows) >= count


def test_every_month_served_has_a_row(book: Book) -> None:  # E15, H37
    scored = {(row.person, row.month) for row in book.scores}
    for spell in book.spells:
        period = spell.period(AS_OF) if spell.county_hired else None
        if period:
            assert all((spell.person, month) in scored for month in period.months())


@pytest.mark.parametrize("pool", ["基层医疗卫生发展", "区县级技术服务协作"])
def test_pools_never_below_zero_and_carried_over(book: Book, pool: str) -> None:  # D01, D03
    balance, closing = 0, {}
    for entry in book.fund_entries:
        assert entry.on is not None and entry.amount is not None
        if entry.pool != pool:
            continue
        if entry.category == "上年结转" and entry.on.year == 2026:
            assert entry.amount == closing[2025]
            continue
        balance += entry.amount if entry.direction in ("收入", "转入") else -entry.amount
        closing[entry.on.year] = balance
        assert balance >= 0


def test_export_form_reads_as_the_same_people(book: Book, tmp_path: Path) -> None:
    build.write_export_form(tmp_path, book)
    read = read_district(tmp_path)
    assert [one for one in findings(read, AS_OF) if one.severity is Severity.ERROR] == []
    same = (
        "code", "name", "id_number", "sex", "birth_date", "institution", "department", "profession", "practice_licence",
        "practice_category", "specialty", "appointment", "establishment", "hired_on", "status",
    )  # fmt: skip
    for one, other in zip(book.people, read.book.people, strict=True):
        assert [getattr(one, field) for field in same] == [getattr(other, field) for field in same]


def test_more_staff_for_benches() -> None:
    large = build.district(4 * build.PEOPLE)
    assert 4_000 <= len(large.people) <= 5_200
    assert len({person.code for person in large.people}) == len(large.people)
    assert len({person.id_number for person in large.people}) == len(large.people)


def test_those_sent_never_treat_more_than_their_institution() -> None:
    """Of a large district too, where many are sent to a small place."""
    town = Institution(code="T1", name="卫生院", kind="乡镇卫生院", owner="区县属", population=900)
    busy = [Score(person=f"P{n}", month=Month(2025, 5), assessor="T1", visits=400) for n in range(30)]
    rows = outcomes.activities([town], busy)
    assert any(row.placed_visits == row.visits for row in rows)
    for row in rows:
        assert (row.placed_visits or 0) <= (row.visits or 0) and (row.placed_inpatients or 0) <= (row.inpatients or 0)
