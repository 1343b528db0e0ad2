"""What every test may use: big counts only where they were asked for."""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # no test is timed
settings.register_profile("house", _UNTIMED)
settings.register_profile("quick", _UNTIMED, max_examples=20, database=None, derandomize=True)
settings.load_profile("house")  # `make coverage` and `make mutation` ask for the quick one


@pytest.fixture(scope="session")
def sweep() -> Callable[[int, int], int]:
    """`sweep(small, big)`: the big count under `make sweep` (COUNTYHIRE_SWEEP=1), else the small one."""
    asked = os.environ.get("COUNTYHIRE_SWEEP", "") not in ("", "0")
    return lambda small, big: big if asked else small


@pytest.fixture(scope="session")
def seeds(sweep: Callable[[int, int], int]) -> Callable[[int, int], range]:
    """`seeds(small, big)`: the seeds of so many cases.

    COUNTYHIRE_SWEEP_PART=2000:3000 takes those of the big count only, so that a long sweep may be run in parts.
    """
    part = os.environ.get("COUNTYHIRE_SWEEP_PART", "")

    def chosen(small: int, big: int) -> range:
        every = range(sweep(small, big))
        if not part:
            return every
        first, last = (int(end) if end else None for end in part.split(":"))
        return every[first:last] or pytest.skip("no seed of this part")

    return chosen


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses `sweep` is what `make sweep` runs."""
    for item in items:
        if "sweep" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.sweep)
