"""The duty ledger once more, by walking days one after another; shares no code with countyhire.

Slow on purpose. A month of service is complete on the eve of the day of the month on which it began, or on the
last day of a month that has no such day; a count of months is the count of those days passed on the walk.
Rows are read by their attributes only.
"""

from datetime import date, timedelta

DAY = timedelta(days=1)
PRIMARY = {"中心卫生院", "乡镇卫生院", "社区卫生服务中心"}
BELOW = PRIMARY | {"社区卫生服务站", "村卫生室"}
DEFAULTS = {
    "first_day": date(2022, 1, 1),
    "years": 5,
    "months": 12,
    "start_by": False,
    "by_days": False,
    "continuous": False,
    "days_in_month": 30,
    "leave_limit": None,
    "leave_kinds": (),
    "clock_stops": (),
    "credited": ("县聘乡用",),
    "national": ("县聘乡用", "对口支援", "多机构执业", "基层工作"),
    "passing": ("优秀", "合格"),
    "any_day": False,
    "term_months": 12,
}


def month_turns(first, last):
    """How many months begun on `first` are complete by the evening of `last`, and the days since the last one."""
    months, rest, day = 0, 0, first
    while day <= last:
        rest += 1
        day += DAY
        if day.day == first.day or (day.day == 1 and (day - DAY).day < first.day):
            months, rest = months + 1, 0
    return months, rest


def after_months(first, months):
    """The day on which that many months are complete."""
    day, done = first, 0
    while done < months:
        day += DAY
        if day.day == first.day or (day.day == 1 and (day - DAY).day < first.day):
            done += 1
    return day


def days_of(first, last):
    found = []
    while first <= last:
        found.append(first)
        first += DAY
    return found


def spell_days(spell, on):
    """The days of a spell up to a day."""
    if spell.start is None:
        return []
    return days_of(spell.start, min(spell.end or on, on))


def runs_of(days):
    """Sorted runs of days that follow one another."""
    runs = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def without_leave(runs, leaves, options):
    if options["leave_limit"] is None:
        return runs
    kept = []
    for run in runs:
        away = {
            day
            for leave in leaves
            if leave.kind in options["leave_kinds"]
            for day in days_of(leave.start, min(leave.end or run[-1], run[-1]))
            if day >= run[0]
        }
        lost = max(0, len(away) - options["leave_limit"])
        if run[: len(run) - lost]:
            kept.append(run[: len(run) - lost])
    return kept


def summed(lengths, options, continuous):
    """(months, days) of lengths; a day over is carried only where two or more have some."""
    if continuous:
        return max(lengths, default=(0, 0))
    months, days = sum(m for m, _ in lengths), sum(d for _, d in lengths)
    if len([d for _, d in lengths if d]) >= 2:
        while days >= options["days_in_month"]:
            months, days = months + 1, days - options["days_in_month"]
    return months, days


def lengths_of(runs):
    return [month_turns(run[0], run[-1]) for run in runs]


def complete(runs, options):
    if options["by_days"]:
        counts = [len(run) for run in runs]
        total = max(counts, default=0) if options["continuous"] else sum(counts)
        return 12 * total >= 365 * options["months"]
    return summed(lengths_of(runs), options, options["continuous"])[0] >= options["months"]


def completes_with(lengths, counts, first, last, options):
    """Whether one more stretch, kept apart from those before, completes the term."""
    more = (last - first).days + 1
    if options["by_days"]:
        total = max([*counts, more]) if options["continuous"] else sum(counts) + more
        return 12 * total >= 365 * options["months"]
    return summed([*lengths, month_turns(first, last)], options, options["continuous"])[0] >= options["months"]


def is_credited(spell, institutions, options, on):
    if spell.category not in options["credited"] or spell.status not in ("期满", "提前结束"):
        return False
    if spell.end is None or spell.end > on or not spell_days(spell, on):
        return False
    kind = institutions.get(spell.receiver)
    if spell.category == "县聘乡用":
        return kind in PRIMARY and spell.term_result in options["passing"]
    if not spell.evidence or (kind is not None and kind not in PRIMARY):
        return False
    return spell.term_result in ("", *options["passing"])


def is_national(spell, institutions, options, on):
    if spell.category not in options["national"] or spell.status == "拟派" or not spell_days(spell, on):
        return False
    if spell.category != "县聘乡用" and not spell.evidence:
        return False
    kind = institutions.get(spell.receiver)
    return spell.category == "对口支援" or kind is None or kind in BELOW


def clock_end(hired, leaves, options, on):
    """Walk from the day of hire; a day of a stopping leave moves the end a day on."""
    end = after_months(hired, 12 * options["years"]) - DAY
    day = hired
    while day <= end:
        stopped = any(
            leave.kind in options["clock_stops"] and leave.start <= day <= (leave.end or max(leave.start, on))
            for leave in leaves
        )
        end += DAY if stopped else timedelta(0)
        day += DAY
    return end


def running(spells, on):
    return [
        spell
        for spell in spells
        if spell.category == "县聘乡用" and spell.status != "拟派" and spell.start and spell.start <= on
        if (spell.end >= on if spell.end else spell.status == "服务中")
    ]


def plain_duty(book, on, **given):
    """Rows of (person, kind) with what the contract names, and whether each must go with a batch of today."""
    options = DEFAULTS | given
    institutions = {row.code: row.kind for row in book.institutions}
    senders = {
        row.code
        for row in book.institutions
        if row.in_scheme
        or (
            row.in_scheme is None
            and row.owner == "区县属"
            and row.kind in ("综合医院", "中医医院", "中西医结合医院", "专科医院", "妇幼保健院")
        )
    }
    found = {}
    for person in book.people:
        if person.institution not in senders:
            continue
        if person.status in ("离职", "退休") and (person.left_on is None or person.left_on <= on):
            continue
        spells = [row for row in book.spells if row.person == person.code]
        leaves = [row for row in book.leaves if row.person == person.code]
        credited = {day for row in spells if is_credited(row, institutions, options, on) for day in spell_days(row, on)}
        recruit = person.recruited_as == "执业医师类" and person.establishment in ("编制内", "总量备案")
        if recruit and person.hired_on and options["first_day"] <= person.hired_on <= on:
            limit = clock_end(person.hired_on, leaves, options, on)
            days = {day for day in credited if day >= person.hired_on}
            runs = without_leave(runs_of(days), leaves, options)
            found[person.code, "new_hire"] = row_of(person, spells, runs, limit, institutions, options, on)
        if person.appointment == "中级" and person.profession == "执业医师":
            year = person.senior_application_year
            limit = date(year, 7, 1) - DAY if year else None
            runs = without_leave(runs_of(credited), leaves, options)
            if not (bool(runs) if options["any_day"] else complete(runs, options)):
                found[person.code, "intermediate"] = row_of(person, spells, runs, limit, institutions, options, on)
    return found


def row_of(person, spells, runs, limit, institutions, options, on):
    done = complete(runs, options)
    lengths, counts = lengths_of(runs), [len(run) for run in runs]
    finish_by, latest = limit, None
    if limit and not done:
        if options["start_by"]:
            finish_by, latest = limit, limit
            while not all(completes_with(lengths, counts, limit, finish_by + n * DAY, options) for n in range(32)):
                finish_by += DAY
        else:
            latest = limit - 380 * DAY
            while latest < limit and completes_with(lengths, counts, latest + DAY, limit, options):
                latest += DAY
    serving = running(spells, on)
    served = {
        day
        for row in spells
        if row.category in options["credited"] and row.status != "拟派"
        for day in spell_days(row, on)
    }
    national = {day for row in spells if is_national(row, institutions, options, on) for day in spell_days(row, on)}
    soon = after_months(on, options["term_months"])
    if done:
        status = "done"
    elif finish_by and on > finish_by:
        status = "overdue"
    elif serving:
        status = "serving"
    elif options["start_by"] and latest and on > latest:
        status = "overdue"
    elif latest and latest < soon:
        status = "due"
    else:
        status = "waiting"
    return {
        "finish_by": finish_by,
        "latest_start": latest,
        "served": summed(lengths_of(runs_of(served)), options, False),
        "credited": summed(lengths, options, options["continuous"]),
        "national": summed(lengths_of(runs_of(national)), options, False),
        "status": status,
    }
