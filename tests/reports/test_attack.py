"""A reader with the published figures and the published list of names works out no small count (X9, G12)."""

import io
from collections import Counter
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook

from countyhire.compute.allocation import allocate
from countyhire.compute.publication import publication
from countyhire.compute.small_cells import held_back
from countyhire.reports.charts import HELD
from countyhire.reports.placement import placement_documents
from countyhire.reports.publication import publication_document
from tests.allocation import districts as d
from tests.compute.test_small_cells import Key, recovered
from tests.reports.district import letter

LEAST = 3


def _table(book: Any, sheet: str, head: int, *keys: int) -> dict[tuple[str, ...], dict[str, Any]]:
    """Rows below a head by some of their columns, until the first row that has none."""
    heads = [cell.value for cell in book[sheet][head]]
    found = {}
    for row in book[sheet].iter_rows(min_row=head + 1, values_only=True):
        if row[0] is None or str(row[0]).startswith("说明"):
            break
        found[tuple(str(row[key]) for key in keys)] = dict(zip(heads, row, strict=True))
    return found


def attacked(book: Any, seed: str) -> tuple[int, set[Key]]:
    """How many counts are held back, and which of them a reader works out that the list does not tell."""
    result = allocate(book, letter().policy, d.YEAR, d.START, d.ON, seed=seed)
    if not result.assignments:
        return 0, set()
    told = publication(result, book)
    figures = load_workbook(io.BytesIO(publication_document(result, letter(), book).data), data_only=True)
    documents = placement_documents(result, letter(pdf=False), book)
    names = next(document for document in documents if document.name == "选派人员公示名单.xlsx")
    listed = load_workbook(io.BytesIO(names.data), data_only=True).active
    place = next(cell.column for row in listed.iter_rows() for cell in row if cell.value == "派出单位")
    ranks, compared = _table(figures, "志愿满足", 5, 0), _table(figures, "与平行志愿比较", 3, 0)
    shares = _table(figures, "分担情况", 2, 0, 1)
    cells: dict[Key, int] = {"sent": told.sent}
    sums: list[tuple[Key, tuple[Key, ...]]] = [("sent", tuple(told.ranks))]
    shown: dict[Key, Any] = {"sent": told.sent}
    for rank, number in told.ranks.items():
        cells[rank], shown[rank] = number, ranks[rank,]["人数"]
    for key, words, parts in (
        ("first", "到本人第一志愿单位", list(told.ranks)[:1]),
        ("wished", "到本人志愿内单位", list(told.ranks)[:5]),
        ("must", "义务到期必派人员中派出", []),
        ("asked", "满足机构第一志愿需求", []),
    ):
        names_of = {"first": "first_wishes", "wished": "wishes", "must": "must_go", "asked": "first_demands"}
        cells[key] = getattr(told.ours, names_of[key])
        cells["not", key] = told.sent - cells[key]
        shown[key] = compared[words,]["本方案"]
        sums.append(("sent", (key, ("not", key))))
        if parts:
            sums.append((key, tuple(parts)))
    senders = Counter(row[place - 1].value for row in listed.iter_rows(min_row=6))
    for row in told.shares:
        group = row.kind, row.group
        cells["sent", *group] = row.sent
        shown["sent", *group] = row.sent if row.kind != "科室" else shares[group]["派出人数"]  # counted in the list
        if row.kind == "派出单位":
            assert senders[row.group] == row.sent
        if row.able is not None:
            cells["able", *group], cells["stay", *group] = row.able, row.able - row.sent
            shown["able", *group] = shares[group]["可派人数"]
            sums.append((("able", *group), (("sent", *group), ("stay", *group))))
    units = [row.group for row in told.shares if row.kind == "派出单位"]
    cells["able"] = sum(cells["able", "派出单位", unit] for unit in units)
    for kind in {row.kind for row in told.shares}:
        groups = [row.group for row in told.shares if row.kind == kind]
        sums.append(("sent", tuple(("sent", kind, group) for group in groups)))
        if kind != "距县城":
            sums.append(("able", tuple(("able", kind, group) for group in groups)))
    for unit in units:
        inside = [row.group for row in told.shares if row.kind == "科室" and row.group.startswith(unit)]
        for what in ("sent", "able"):
            sums.append(((what, "派出单位", unit), tuple((what, "科室", group) for group in inside)))
    hidden = frozenset(key for key in cells if shown.get(key, HELD) == HELD)
    assert all(not 0 < cells[key] < LEAST for key in shown if key not in hidden and _held(key))
    by_the_list_alone = recovered(cells, sums, frozenset(key for key in cells if _held(key)))
    found = recovered(cells, sums, hidden) - by_the_list_alone
    return len(hidden), {key for key in found if 0 < cells[key] < LEAST}


def _held(key: Key) -> bool:
    """Whether a count can be seen in the figures alone, and not in the list of names as well."""
    return key != "sent" and not (isinstance(key, tuple) and key[0] == "sent" and key[1] != "科室")


def test_no_small_count_follows_from_all_that_is_published(sweep: Callable[[int, int], int]) -> None:
    held = 0
    for number in range(sweep(6, 300)):
        hidden, found = attacked(d.random_book(number, people=14, demands=7), "签")
        held += hidden
        assert not found, (number, found)
    assert held > 30


def test_a_count_that_is_known_from_elsewhere_protects_nothing() -> None:
    cells: dict[Key, int] = {"all": 2, "one": 0, "two": 2, "three": 0}
    sums: list[tuple[Key, tuple[Key, ...]]] = [("all", ("one", "two", "three"))]
    assert held_back(cells, sums, 3) == {"two", "all"}
    hidden = held_back(cells, sums, 3, public=["all"])
    assert "all" not in hidden and not recovered(cells, sums, hidden) and "two" in hidden
