"""How a duty stands on a day: its status, its colour, and what excuses it (B03, B14, Q29)."""

from collections.abc import Iterable
from datetime import date

from countyhire.compute.deadline import Terms
from countyhire.model.people import Leave
from countyhire.model.village import Exemption

DONE, SERVING, WAITING, DUE, OVERDUE, EXCUSED = "done", "serving", "waiting", "due", "overdue", "excused"
RED, YELLOW, GREEN = "red", "yellow", "green"
AWAY = ("规培", "进修", "病假", "产假", "哺乳期", "借调")
"""在岗状态 in which nobody can be sent for now."""
DUTY_FAULT = "CH921"
"""The notice of an overdue duty; a valid row of 例外清单 for it excuses, before the day as well."""


def status_of(
    done: bool,
    excuse: Exemption | None,
    finish_by: date | None,
    latest_start: date | None,
    serving: bool,
    terms: Terms,
) -> str:
    if done:
        return DONE
    if excuse:
        return EXCUSED
    if finish_by and terms.on > finish_by:
        return OVERDUE
    if serving:
        return SERVING
    if terms.start_by and latest_start and terms.on > latest_start:
        return OVERDUE
    if latest_start and latest_start < terms.due_before:
        return DUE
    return WAITING


def leave_on(leaves: Iterable[Leave], on: date) -> Leave | None:
    """The leave or training under way on a day, the latest to begin where there are several."""
    running = [row for row in leaves if row.start and row.start <= on and (row.end is None or row.end >= on)]
    return max(running, key=lambda row: (row.start or date.min, row.kind), default=None)


def colour_of(
    status: str, latest_start: date | None, completes_on: date | None, finish_by: date | None, terms: Terms
) -> str:
    """Red, yellow or green by the months left to the latest start (B03); who serves is green if it suffices."""
    if status in (DONE, EXCUSED) or latest_start is None:
        return GREEN
    if status == SERVING and completes_on and finish_by and completes_on <= finish_by:
        return GREEN
    if status == OVERDUE or latest_start <= terms.red_until:
        return RED
    return YELLOW if latest_start <= terms.yellow_until else GREEN


def excuses_of(exemptions: Iterable[Exemption], documented: bool, on: date) -> dict[str, Exemption]:
    """Valid exceptions to the duty by person; where they must be `documented`, not one without a number (B14, Q29)."""
    return {
        row.subject: row
        for row in sorted(exemptions, key=lambda row: (row.valid_until or date.min, row.document))
        if row.fault.upper() == DUTY_FAULT and row.valid_until and row.valid_until >= on
        if not documented or any(letter.isdigit() for letter in row.document)
    }
