"""Pins, exclusions, an allocation to keep, and districts of odd shapes, against trying every allocation."""

import random
from collections import Counter
from dataclasses import replace

from countyhire.compute.allocation import KEEP_OPTIONS, allocate
from countyhire.compute.allocation.check import check
from countyhire.policy.load import load
from tests.allocation.districts import ON, START, YEAR, random_book
from tests.allocation.test_pins import Pair
from tests.oracles.brute_allocation import District

POLICY = load("chongqing-2021-55")
SEED = "示例区2026"
BEFORE_LOTTERY = 18
KEPT_AT = dict(zip(KEEP_OPTIONS, (0, 6, BEFORE_LOTTERY), strict=True))
assert list(KEPT_AT) == ["", "demand", "proximity"]


def compare(book, asked, wanted, number):
    """The measures and the winner of both, but for who must go: nobody does in these districts' oracle."""
    result = allocate(book, POLICY, YEAR, START, ON, seed=SEED, **asked)
    owed = [row.person for row in result.assignments if row.must_go]
    owed += [row.person for row in result.not_sent if row.must_go]
    best = District(book, START, YEAR, owed, SEED).best(**wanted)
    if best is None:
        assert result.status == "infeasible" and result.conflicts and result.short, number
        return False
    measures, winner = best
    values = [-row.value if row.name == "distance" else row.value for row in result.objectives]
    assert values == list(measures[: len(values)]), number
    assert {row.person: row.demand for row in result.assignments} == winner, number
    assert check(result.proof, winner.items()) == [], number
    return True


def test_what_the_district_asks_for_equals_brute_force(sweep):  # C06, H12
    seen = Counter()
    for number in range(sweep(40, 2000)):
        book, rng = random_book(number), random.Random(number)
        district = District(book, START, YEAR, (), SEED)
        options = [(person.code, demand) for person in district.people for demand in district.options(person)]
        if not options:
            continue
        pinned = rng.sample(options, min(len(options), rng.choice((0, 0, 1, 1, 2))))
        vetoed = rng.sample(options, min(len(options), rng.choice((0, 1, 2))))
        kept = {code: demand.code for code, demand in rng.sample(options, min(len(options), 4))}
        after = rng.choice((None, *KEEP_OPTIONS))
        pins = [Pair(code, demand=demand.code, reason="专科联建") for code, demand in pinned]
        forbidden = [
            Pair(code, institution=demand.institution) if rng.random() < 0.5 else Pair(code, demand=demand.code)
            for code, demand in vetoed
        ]
        barred = {
            (code, demand.code)
            for code, demand in options
            if any(one.person == code and (demand.code == one.demand or demand.institution == one.institution)
                   for one in forbidden)
        }  # fmt: skip
        asked = {"pins": pins, "forbidden": forbidden}
        wanted = {"pins": [(code, demand.code) for code, demand in pinned], "forbidden": barred}
        if after is not None:
            asked |= {"keep": kept, "keep_after": after}
            wanted |= {"kept": kept, "kept_at": KEPT_AT[after]}
        seen[compare(book, asked, wanted, number), len(pins)] += 1
    assert all(seen[True, count] for count in (0, 1, 2)) and seen[False, 2]


def odd_book(number):
    """A district with people alike in everything, posts of no need, receivers of one name, forms without wishes."""
    rng, book = random.Random(number), random_book(number)
    first = book.people[0]
    alike = [replace(first, code=person.code, practice_licence=person.code) for person in book.people]
    clinics = {row.code for row in book.institutions if row.code.startswith("R")}
    shapes = {
        "people": alike if rng.random() < 0.6 else book.people[: rng.choice((0, 1, len(book.people)))],
        "demands": [replace(row, count=rng.choice((None, 0, 1, 2)), rank=rng.choice((None, row.rank)))
                    for row in book.demands],
        "institutions": [replace(row, name="同名卫生院", distance_km=None) if row.code in clinics else row
                         for row in book.institutions],
        "preferences": [replace(row, wish1="", wish2="", wish3="") for row in book.preferences],
    }  # fmt: skip
    for name, rows in shapes.items():
        if rng.random() < 0.7:
            book = book.with_rows(name, list(rows))
    return book


def test_odd_districts_equal_brute_force(sweep):  # C06, H12, H27
    solved = sum(compare(odd_book(number), {}, {}, number) for number in range(sweep(40, 1000)))
    assert solved == sweep(40, 1000)
