"""Random districts as workbooks, through the whole program, against plain calculations from the raw rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from countyhire.model.money import half_up, yuan
from countyhire.pipeline import yearly
from countyhire.pipeline.material import Job
from countyhire.pipeline.outcome import Outcome
from tests.e2e import bounds, district, plain


def outcomes(
    place: Path, count: int, command: Callable[[Job, int], Outcome]
) -> list[tuple[int, district.Workbooks, int, Any, Outcome]]:
    """Seed, raw rows, year, day and outcome of a dry run, for a number of random districts."""
    found = []
    for seed in range(count):
        workbooks, year, on = district.make(seed)
        folder = place / str(seed)
        district.write(folder, workbooks)
        found.append((seed, workbooks, year, on, command(Job(folder, on, dry_run=True), year)))
    return found


def test_quota_equals_the_plain_count(tmp_path: Path, sweep: Callable[[int, int], int]) -> None:
    """C05, C07, C08, C09, C10, B02, A06, F08, H04."""
    for seed, workbooks, year, on, outcome in outcomes(tmp_path, sweep(40, 2000), yearly.quota):
        assert outcome.exit_code == 0, seed
        expected, view = plain.quota(workbooks, year, on), outcome.view
        assert {name: view[name] for name in expected if name != "hospitals"} == {
            name: value for name, value in expected.items() if name != "hospitals"
        }, seed
        mine = {h["code"]: (h["new_hires"], h["share"], h["own_ceiling"], h["dispatched"]) for h in view["hospitals"]}
        assert mine == expected["hospitals"], seed


def test_pay_equals_the_plain_calculation_to_the_fen(tmp_path: Path, sweep: Callable[[int, int], int]) -> None:
    """E09, E10, E11, E12, E13, E14, E15, E16, H21, B13."""
    for seed, workbooks, year, on, outcome in outcomes(tmp_path, sweep(40, 2000), yearly.payroll):
        expected: Any = plain.payroll(workbooks, year, on)
        if expected["waiting"]:
            waiting = {finding.subject for finding in outcome.findings if finding.code == "CH655"}
            assert waiting >= set(expected["waiting"]), seed
            continue
        assert outcome.exit_code == 0, seed
        view = outcome.view
        assert view["pool"]["basic"] == yuan(expected["basic"]), seed
        assert view["pool"]["excess"] == yuan(expected["excess"]), seed
        mine = {row["person"]: (row["basic"], row["excess"]) for row in view["persons"]}
        assert mine == {code: (yuan(b), yuan(e)) for code, (b, e) in expected["persons"].items()}, seed
        assert view["average_excess"]["weighted"] == yuan(expected["weighted"]), seed
        for row in view["deductions"]:
            if row["code"] in expected["net"]:
                assert row["net"] == decimals(expected["net"][row["code"]]), seed


def decimals(value: Any) -> str:
    """At most four places, half up, without trailing zeros."""
    scaled = half_up(value * 10000)
    return f"{scaled // 10000}.{scaled % 10000:04d}".rstrip("0").rstrip(".")


def allocate(job: Job, year: int) -> Outcome:
    return yearly.allocate(job, year, None, "种子")


def test_every_allocation_is_lawful(tmp_path: Path, sweep: Callable[[int, int], int]) -> None:
    """C06, H25, H26, H29, B06: one post a person, specialty, title, wishes, departments; within the flow bound."""
    for seed, workbooks, _, on, outcome in outcomes(tmp_path, sweep(25, 1000), allocate):
        assert outcome.exit_code == 0, seed
        market = bounds.market(workbooks, on)
        chosen = {row["person"]: row["demand"] for row in outcome.view["assignments"]}
        assert len(chosen) == len(outcome.view["assignments"]), seed
        assert bounds.unlawful(market, chosen) == [], seed
        assert len(chosen) == bounds.most(market)[1], seed  # no level before the third leaves a place empty


def test_first_wishes_and_then_places_are_filled_as_any_allocation_could(
    tmp_path: Path, sweep: Callable[[int, int], int]
) -> None:
    """C06, H27: where nobody owes a duty and no floor is set, the levels before the third ask nothing."""
    for seed in range(sweep(25, 1000)):
        workbooks, year, on = district.make(seed)
        for person in workbooks["人员花名册"]["花名册"]:
            person["招聘岗位类别"] = "护理类"
        district.write(tmp_path / str(seed), workbooks)
        outcome = allocate(Job(tmp_path / str(seed), on, dry_run=True), year)
        market = bounds.market(workbooks, on)
        chosen = {row["person"]: row["demand"] for row in outcome.view["assignments"]}
        ranks = {row["需求编号"]: row["志愿顺序"] for row in plain.rows(workbooks, "需求申报表", "需求")}
        filled = sum(ranks[demand] == 1 for demand in chosen.values())
        assert (filled, len(chosen)) == bounds.most(market), seed
