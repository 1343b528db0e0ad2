"""What LibreOffice makes of our files: every formula worked out anew is what it shows, and a template that it has
saved is filled as the one that ships."""

from collections.abc import Callable
from pathlib import Path

import pytest

from countyhire.reports.templates import shipped_folder
from tests.reports.district import letter, template_folder
from tests.reports.office import converted, needed, with_wrong_values, worked_out
from tests.reports.results import made, made_by, told
from tests.reports.test_fill import filled, template

pytestmark = needed


def workbooks() -> dict[str, bytes]:
    found = {name.replace("/", "-"): document.data for name, document in made().items() if name.endswith("xlsx")}
    return found | {f"填充{count}行.xlsx": filled(count).data for count in (1, 2, 500)}


@pytest.fixture(scope="module")
def commands(sweep: Callable[[int, int], int]) -> tuple[str, ...]:
    """Whose templates are tried."""
    return ("quota", "duty", "payroll", "allocate")[: sweep(1, 4)]


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory, commands: tuple[str, ...]) -> Path:
    """Every workbook, and the templates of `commands`, as LibreOffice saves them."""
    place = tmp_path_factory.mktemp("office")
    for name, data in workbooks().items():
        (place / name).write_bytes(with_wrong_values(data))
    (place / "分配表.xlsx").write_bytes(template())
    used = {name.partition("/")[2] for name in made() if name.startswith(commands)}
    templates = [path for path in shipped_folder().glob("*.xlsx") if path.name in used]
    return converted([*sorted(place.glob("*.xlsx")), *sorted(templates)], "xlsx", place)


def test_formulas_recalculate_to_the_values_that_they_show(again: Path) -> None:
    compared = 0
    for name, data in workbooks().items():
        for place, ours, theirs in worked_out(data, again / name):
            same = ours == theirs if isinstance(ours, str) else ours == pytest.approx(theirs, abs=1e-6)
            assert same, (name, place, ours, theirs)
            compared += 1
    assert compared > 500


def test_a_template_that_libreoffice_saved(again: Path) -> None:
    saved = (again / "分配表.xlsx").read_bytes()
    assert saved != template()
    for count in (1, 2, 500):
        assert list(told(filled(count, saved).data)) == list(told(filled(count).data))


def test_shipped_templates_that_libreoffice_saved(again: Path, tmp_path: Path, commands: tuple[str, ...]) -> None:
    own = template_folder(tmp_path)
    for path in shipped_folder().glob("*.xlsx"):
        if (again / path.name).is_file():
            (own / path.name).write_bytes((again / path.name).read_bytes())
    assert len(list(own.iterdir())) >= 2
    documents = made_by(letter(folder=tmp_path, pdf=False), *commands)
    told_anew = {name: list(told(document.data)) for name, document in documents.items() if name.endswith(".xlsx")}
    assert len(told_anew) > 2
    assert [name for name, text in told_anew.items() if text != list(told(made()[name].data))] == []
