"""`countyhire compare`: a hand-made pay sheet beside ours, every difference in fen with its cause."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countyhire.district import load_district
from countyhire.model.book import Book
from countyhire.pipeline.material import Job, Material, Missing
from countyhire.pipeline.outcome import Outcome, finish, letterhead, told_path
from countyhire.run import input_facts

if TYPE_CHECKING:
    from countyhire.compute.compare_sheet import PaySheet

OURS = ("绩效工资分配表.xlsx", "绩效工资结算表.xlsx", "绩效工资发放表.xlsx")


def compare(job: Job, old: Path, new: Path) -> Outcome:
    """Read both sheets, match columns and people, name the causes. `new` may be the folder of a run."""
    from countyhire.compute.compare import compare as compute
    from countyhire.reports.compare import compare_documents, compare_view

    new = _ours(new)
    ours = _read(new, None)
    theirs = _read(old, ours)
    result = compute(theirs, ours)
    inputs = (old, new)
    facts = tuple(input_facts(inputs, job.folder))
    material = Material(job, load_district(job.folder, job.changes), Book(), (), inputs, (), facts)
    year = material.district.year or job.on.year
    return finish(
        "compare",
        material,
        year,
        str(job.on.year),
        {"old": told_path(old, job.folder), "new": told_path(new, job.folder)},
        result,
        compare_view(result),
        lambda _: compare_documents(result, letterhead(material, year), old.name, new.name),
    )


def _ours(path: Path) -> Path:
    if not path.is_dir():
        return path
    for name in OURS:
        if (path / name).is_file():
            return path / name
    raise Missing(f"文件夹“{path}”里没有{'、'.join(OURS)}；请指明要比较的工作簿")


def _read(path: Path, model: "PaySheet | None") -> "PaySheet":
    """The first sheet of a workbook that is a list of people with amounts, with the floors listed beside it."""
    from countyhire.compute.compare_sheet import listed_floors, read_sheet, with_floors
    from countyhire.sheets.containers import open_workbook

    found: PaySheet | None = None
    floors: dict[str, tuple[int, ...]] = {}
    for raw in open_workbook(path):
        cells = [[_content(value) for value in row] for row in raw.rows]
        floors = floors or listed_floors(cells)
        found = found or read_sheet(raw.name, cells, model)
    if found is not None:
        return with_floors(found, floors)
    raise Missing(f"“{path.name}”里没有找到工资表：要有姓名或人员编号，以及基础绩效、超额绩效或合计的一列")


def _content(value: Any) -> str | Fraction | None:
    """A cell as text, or as the number that it shows, fifteen digits."""
    if isinstance(value, bool) or value == "":
        return None
    return Fraction(f"{value:.15g}") if isinstance(value, int | float) else str(value).strip()
