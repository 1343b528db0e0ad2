"""Every file of every command on the sample district in LibreOffice: worked out anew, printed, no blank page.

U24, U26. Two minutes of work: under `make sweep` only; test_recalculation.py has the small district. The page counts
are looked at before they are changed (COUNTYHIRE_GOLDEN=1 writes them anew).
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from countyhire.model.period import Month
from countyhire.pipeline import (
    assessing,
    comparing,
    effects,
    funding,
    packets,
    payruns,
    planning,
    posts,
    primary,
    reporting,
    targeting,
    training,
    villages,
    yearly,
)
from tests.pay.sample import copy_of_sample, job
from tests.pay.test_assess import fill_in
from tests.reports.office import converted, needed, worked_out

PAGES = Path(__file__).parent / "golden" / "pages.txt"
pytestmark = [
    needed,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's tools are not on this machine"),
]
LEAST = 15  # characters of a page beside its number: a head at least
COMMANDS: dict[str, Callable[[Path], object]] = {
    "payroll": lambda folder: yearly.payroll(job(folder, pdf=True), 2025),
    "check": lambda folder: yearly.check(job(folder, pdf=True)),
    "duty": lambda folder: yearly.duty(job(folder, pdf=True)),
    "quota": lambda folder: yearly.quota(job(folder, pdf=True), 2026),
    "allocate": lambda folder: yearly.allocate(job(folder, pdf=True), 2026, date(2026, 9, 1), "示例"),
    "certify": lambda folder: yearly.certify(job(folder, pdf=True), None),
    "month": lambda folder: payruns.payroll_month(job(folder, pdf=True), Month(2026, 3)),
    "settle": lambda folder: payruns.settle(job(folder, pdf=True), 2025),
    "fund": lambda folder: funding.fund(job(folder, pdf=True), 2025),
    "targets": lambda folder: targeting.targets(job(folder, pdf=True), 2025),
    "simulate": lambda folder: planning.simulate(job(folder, pdf=True), 2026, date(2026, 9, 1), 2),
    "effect": lambda folder: effects.effect(job(folder, pdf=True), 2025, 3),
    "posts": lambda folder: posts.posts(job(folder, pdf=True), 2026),
    "primary": lambda folder: primary.primary(job(folder, pdf=True), 2025),
    "village": lambda folder: villages.village(job(folder, pdf=True), None, Month(2026, 8)),
    "report": lambda folder: reporting.report(job(folder, pdf=True), 2026),
    "packets": lambda folder: packets.packets(job(folder, pdf=True), Month(2026, 7)),
    "train": lambda folder: training.train(job(folder, pdf=True), 2026, 6),
    "forms": lambda folder: assessing.forms(job(folder, pdf=True), Month(2026, 7)),
    "collect": lambda folder: assessing.collect(job(folder, pdf=True), Month(2026, 7), _returned(folder)),
    "compare": lambda folder: _compared(folder),
}


def _returned(folder: Path) -> Path:
    """The forms as they come back, filled in."""
    back = folder / "考核回收"
    back.mkdir()
    for path in sorted(folder.glob("输出/assess-2026-07-001/考核表/*.xlsx")):
        book = load_workbook(path)
        for row in range(2, book["月度考核"].max_row + 1):
            fill_in(book["月度考核"], row)
        book.save(back / path.name)
    return back


def _compared(folder: Path) -> object:
    run = next(folder.glob("输出/payroll-2025-001"))
    return comparing.compare(job(folder), run / "绩效工资分配表.xlsx", run)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, sweep: Callable[[int, int], int]) -> dict[str, Path]:
    """The workbooks and letters that were written, each by a name of its own: copies in one folder."""
    if not sweep(0, 1):
        pytest.skip("a minute of LibreOffice: make sweep")
    place = tmp_path_factory.mktemp("office")
    folder = copy_of_sample(place)
    for run in COMMANDS.values():
        run(folder)
    (place / "files").mkdir()
    found = {}
    for path in sorted((folder / "输出").glob("*-*/**/*.[xd]*")):
        if path.suffix in (".xlsx", ".docx") and (path.parts[-3] != "月度管理包" or "T01" in path.parts[-2]):
            name = "-".join(path.relative_to(folder / "输出").parts)
            found[name] = Path(shutil.copyfile(path, place / "files" / name))
    return {name: path for name, path in found.items() if "最新" not in name}


def test_every_formula_is_worked_out_to_what_it_shows(files: dict[str, Path], tmp_path: Path) -> None:
    workbooks = [path for path in files.values() if path.suffix == ".xlsx" and "已批注" not in path.name]
    out = converted(workbooks, "xlsx", tmp_path, seconds=600)
    compared = 0
    for path in workbooks:
        for place, shown, again in worked_out(path.read_bytes(), out / path.name):
            same = shown == pytest.approx(again, abs=1e-6) if isinstance(shown, int | float) else shown == again
            assert same or (shown, again) in (("", None), (None, "")), (path.name, place, shown, again)
            compared += 1
    assert compared > 100


def test_every_file_is_printed_on_its_pages_and_none_of_them_is_blank(files: dict[str, Path], tmp_path: Path) -> None:
    out = converted(files.values(), "pdf", tmp_path, seconds=600)
    told = {}
    for name, path in files.items():
        pages = _pages(out / f"{path.stem}.pdf")
        told[name] = len(pages)
        for number, text in enumerate(pages, 1):
            said = re.sub(r"第\d+页共\d+页|—\d+—", "", "".join(text.split()))
            assert len(said) >= LEAST, (name, number, text)
    lines = PAGES.read_text(encoding="utf-8").splitlines() if PAGES.is_file() else []
    known = {name: int(count) for count, name in (line.split("\t") for line in lines)}
    if os.environ.get("COUNTYHIRE_GOLDEN"):
        known |= told
        text = "".join(f"{count}\t{name}\n" for name, count in sorted(known.items()))
        PAGES.write_text(text, encoding="utf-8")
    assert {name: (count, known.get(name)) for name, count in told.items() if known.get(name) != count} == {}


def test_a_letter_in_word_has_the_pages_of_its_pdf(files: dict[str, Path], tmp_path: Path) -> None:
    letters = [path for path in files.values() if path.suffix == ".docx"]
    assert len(letters) == 8
    out = converted(letters, "pdf", tmp_path, seconds=300)
    for path in letters:
        run, name = re.match(r"(\w+-[\d-]*\d{3})-(.*)\.docx", path.name).groups()  # type: ignore[union-attr]
        ours = next(path.parents[1].glob(f"*/输出/{run}/{name}.pdf"))
        assert len(_pages(ours)) == len(_pages(out / f"{path.stem}.pdf")), path.name


def _pages(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.removesuffix("\f").split("\f")
