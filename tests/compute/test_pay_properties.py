"""What must hold for any pool and any district (E03, E13, E14)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from countyhire.compute.pay.sharing import share
from countyhire.compute.payroll import payroll
from countyhire.model.amount import Amount
from countyhire.policy.load import load
from tests.compute import paybook as pb
from tests.compute.randompay import YEAR, random_book
from tests.compute.test_pay_plain import figures

POLICY = load("chongqing-2021-55")
RETURNING = POLICY.with_values({"payroll.remainder": "return"})
END = date(2025, 12, 31)

weights = st.lists(st.fractions(0, 1000, max_denominator=372), min_size=1, max_size=30)


def shared(total, claims, full=0):
    codes = [f"E{index:03d}" for index in range(len(claims))]
    parts = [Amount("权数", claim) for claim in claims]
    return share("绩效", Amount("总量", total, "元"), codes, parts, Fraction(full), "E14")


def check_pool(total, claims, full):
    """Adds up, pays nobody without a claim, never less for a greater claim, equal claims within a fen."""
    result = shared(total, claims, full)
    paid = [part.value for part in result.shares]
    assert sum(paid) + result.returned.value == total
    assert result.returned.value >= 0
    assert result.claimed == any(claims)
    assert all(fen == 0 for fen, claim in zip(paid, claims, strict=True) if not claim)
    ordered = sorted(zip(claims, paid, strict=True))
    for (less, one), (more, other) in pairwise(ordered):
        assert one <= other if less < more else abs(one - other) <= 1
    if full <= sum(claims) and any(claims):
        assert result.returned.value == 0


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**11), weights, st.fractions(0, 40_000, max_denominator=7))
def test_a_pool_adds_up(total, claims, full):  # E14
    check_pool(total, claims, full)


def test_many_pools_add_up(sweep):  # E14 R1
    dice = Random(7)
    for _ in range(sweep(300, 100_000)):
        claims = [Fraction(dice.randint(0, 3000), dice.choice((1, 28, 31, 365))) for _ in range(dice.randint(1, 40))]
        check_pool(
            dice.randrange(10 ** dice.randint(1, 11)), claims, Fraction(dice.choice((0, dice.randrange(50_000))))
        )


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), weights, st.data())
def test_a_higher_weight_never_earns_less(total, claims, data):  # E03 R2
    index = data.draw(st.integers(0, len(claims) - 1))
    more = data.draw(st.fractions(0, 100, max_denominator=97))
    raised = [*claims[:index], claims[index] + more, *claims[index + 1 :]]
    assert shared(total, raised).shares[index].value >= shared(total, claims).shares[index].value


def test_the_sum_is_the_pool_to_the_fen():  # E13, E14
    for seed in range(40):
        book = random_book(Random(seed), 5)
        for policy in (POLICY, RETURNING):
            result = payroll(book, policy, YEAR, END)
            assert result.sum.value + result.returned.value == result.pool.total.value
            assert sum(row.total.value for row in result.persons) == result.sum.value
            if policy is POLICY and not result.refused:
                assert result.returned.value == 0


def test_the_order_of_rows_changes_nothing():  # R3
    for seed in range(25):
        book = random_book(Random(seed), 5)
        dice = Random(seed + 1)
        mixed = {}
        for name in sorted(book.read):
            rows = list(getattr(book, name))
            dice.shuffle(rows)
            mixed[name] = tuple(rows)
        one, other = payroll(book, POLICY, YEAR, END), payroll(replace(book, **mixed), POLICY, YEAR, END)
        assert figures(one) == figures(other)
        assert [(f.code, f.subject) for f in one.findings] == [(f.code, f.subject) for f in other.findings]


def test_a_higher_score_never_pays_less():  # E03
    for seed in range(40):
        dice = Random(seed)
        book = random_book(dice, 4)
        before = payroll(book, POLICY, YEAR, END)
        if not before.persons:
            continue
        lucky = dice.choice(before.persons).person
        raised = tuple(
            replace(row, score=min(Fraction(100), row.score + dice.randint(0, 20)))
            if row.person == lucky and row.score is not None
            else row
            for row in book.scores
        )
        after = payroll(replace(book, scores=raised), POLICY, YEAR, END)
        assert after.person(lucky).total.value >= before.person(lucky).total.value


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 9), st.integers(0, 10**9), st.sampled_from(["60", "77.5", "100"]))
def test_equal_people_within_a_fen(count, fen, score):  # E14
    rows = [pb.standard("专技十级", 30000), pb.unit("H1", YEAR, Fraction(fen, 100), 50)]
    for index in range(count):
        code = f"E{index}"
        rows += [
            pb.person(code),
            pb.spell(code, "2025-03-15", "2025-10-20"),
            pb.scores(code, "2025-03", "2025-10", score),
        ]
    result = payroll(pb.book(*rows), POLICY, YEAR, END)
    for part in ("basic", "excess"):
        paid = [getattr(row, part).value for row in result.persons]
        assert max(paid) - min(paid) <= 1
