"""The directory of an .xlsx: which sheets it has, in which parts, what its styles show."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from countyhire.sheets.containers.formats import Shown, shown_by
from countyhire.sheets.containers.markup import ignore, local, walk
from countyhire.sheets.containers.package import Package, pieces, target_of
from countyhire.sheets.containers.problems import damaged


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet: its name, whether it is hidden, its kind (worksheet, chartsheet …) and its part."""

    name: str
    hidden: bool
    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Directory:
    """What the workbook's part says; parts are empty where there is none."""

    tabs: tuple[Tab, ...]
    strings: str
    styles: str
    date_1904: bool
    links: int


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: the last word of its kind, and the part that it points to."""

    kind: str
    part: str


def workbook_part(package: Package) -> str:
    """The part that holds the directory, empty where the package has none."""
    roots = relations(package, "")
    candidates = [one.part for one in roots.values() if one.kind == "officedocument"]
    candidates += ["xl/workbook.xml"]
    candidates += sorted(name for name in package.parts if name.endswith("/workbook.xml") or name == "workbook.xml")
    return next((name for name in candidates if name in package.parts), "")


def relations(package: Package, source: str) -> dict[str, Relation]:
    """The relations of a part by their id; those that point out of the file are left out."""
    folder, _, name = source.rpartition("/")
    part = package.name(f"{folder}/_rels/{name}.rels")
    found: dict[str, Relation] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2].lower()
            found[attributes.get("Id", "")] = Relation(kind, _part(package, source, attributes.get("Target", "")))

    if part:
        walk(package.path, pieces(package, part), start, ignore)
    return found


def _part(package: Package, source: str, target: str) -> str:
    """The part that a relation points to, also where it is written from the root or escaped as no part is."""
    for written in (target, unquote(target), f"/{target}"):
        if name := package.name(target_of(source, written)):
            return name
    return ""


def directory(package: Package, part: str) -> Directory:
    """The sheets of a workbook in the order of their tabs. FileProblem where there are none."""
    related = relations(package, part)
    tabs: list[Tab] = []
    date_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal date_1904
        if name == "sheet":
            relation = related.get(local(attributes, "id"), Relation("", ""))
            hidden = attributes.get("state", "visible") != "visible"
            tabs.append(Tab(attributes.get("name", ""), hidden, relation.kind, relation.part))
        elif name == "workbookPr":
            date_1904 = date_1904 or attributes.get("date1904", "0").lower() in ("1", "true", "on")

    walk(package.path, pieces(package, part), start, ignore)
    if not tabs:
        raise damaged(package.path, "里面没有工作表")
    kinds = {one.kind: one.part for one in related.values()}
    folder = part.rpartition("/")[0]
    return Directory(
        tuple(tabs),
        kinds.get("sharedstrings") or package.name(f"{folder}/sharedStrings.xml"),
        kinds.get("styles") or package.name(f"{folder}/styles.xml"),
        date_1904,
        sum(one.kind == "externallink" for one in related.values()),
    )


def styles(package: Package, part: str) -> Mapping[str, Shown | int]:
    """What each style shows, by its index as cells write it; those that show numbers are left out."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name in ("numFmts", "cellXfs"):
            inside = name
        elif name == "numFmt" and inside == "numFmts":
            codes[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif name == "xf" and inside == "cellXfs":
            formats.append(_whole(attributes.get("numFmtId", "")))

    def end(name: str) -> None:
        nonlocal inside
        if name == inside:
            inside = ""

    if part:
        walk(package.path, pieces(package, part), start, end)
    found = {str(index): shown_by(one, codes.get(one, "")) for index, one in enumerate(formats)}
    if found.get("0", Shown.NUMBER) is not Shown.NUMBER:
        found[""] = found["0"]
    return {index: shown for index, shown in found.items() if shown is not Shown.NUMBER}


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
