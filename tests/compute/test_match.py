"""Both halves of 专业所需、人岗相适, judged by hand (H30, I22)."""

from datetime import date
from fractions import Fraction

from countyhire.compute.allocation import allocate
from countyhire.compute.match import BATCH, NOW, matches
from countyhire.policy.load import load
from countyhire.reports.match import match_view
from tests.allocation import districts as d

POLICY = load("chongqing-2021-55")


def case():
    """Two go; three serve, of whom one in a specialty not his own."""
    book = d.book(
        institutions=[d.hospital("H1"), d.clinic("R1", population=21000), d.clinic("R2")],
        people=[
            d.physician("P1", appointment="副高", county_clinical_years=Fraction(6)),
            d.physician("P2", specialty="儿科"),
            d.physician("P3"),
            d.physician("P4", specialty="儿科"),
            d.physician("P5", county_clinical_years=Fraction(2)),
        ],
        demands=[
            d.demand("D1", "R1", minimum_title="副高", minimum_clinical_years=Fraction(5), patients=40),
            d.demand("D2", "R2", specialty="儿科"),
            d.demand("D0", "R1", rank=2, minimum_title="中级", minimum_clinical_years=Fraction(3), count=2),
        ],
        preferences=[d.preference("P1", wish1="R2", wish2="R1"), d.preference("P2", wish1="R1")],
        spells=[
            d.spell("S3", "P3", demand="D0", end=date(2027, 7, 31)),
            d.spell("S4", "P4", end=date(2027, 7, 31)),
            d.spell("S5", "P5", demand="D0", end=date(2027, 7, 31)),
            d.spell("S6", "P1", end=date(2025, 12, 31)),
        ],
    )
    result = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed="签")
    return book, result, matches(book, result, d.ON)


def test_both_parts_are_shown_for_each_assignment():  # I22
    book, result, found = case()
    first, second = found.of(BATCH)
    assert (first.person, first.demand, first.needed, first.rank, first.population, first.patients) == (
        "P1", "D1", "麻醉", 1, 21000, 40,
    )  # fmt: skip
    assert (first.specialty, first.title, first.experience, first.wished) == (True, True, True, True)
    assert (second.person, second.specialty, second.title, second.experience, second.wished) == (
        "P2", True, None, None, False,
    )  # fmt: skip
    (shown, _) = match_view(result, book)["persons"]
    assert shown["need"]["specialty"] == "麻醉" and shown["fit"] == {
        "specialty": True, "title": True, "experience": True, "wished": True,
    }  # fmt: skip


def test_shares_are_of_those_who_can_be_judged():  # H30
    book, result, found = case()
    now = {row.regard: (row.told, row.fit) for row in found.shares(NOW)}
    assert now == {
        "专业一致": (3, 2), "职称达到要求": (2, 2), "临床年限达到要求": (1, 0), "到本人志愿机构": (0, 0),
    }  # fmt: skip
    assert [row.rate for row in found.shares(NOW)] == [Fraction(2, 3), 1, 0, None]
    assert match_view(result, book)["shares"]["serving"][0] == {
        "regard": "specialty", "told": 3, "fit": 2, "rate": "0.6667",
    }  # fmt: skip
    assert [(row.told, row.fit) for row in found.shares(BATCH)] == [(2, 2), (1, 1), (1, 1), (2, 1)]
