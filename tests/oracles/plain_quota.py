"""The quota once more, by counting heads; shares no code with countyhire.

Rows are read by their attributes only. Service is walked day by day, so that a transfer is no new start.
"""

from datetime import date, timedelta

DAY = timedelta(days=1)
HOSPITALS = {"综合医院", "中医医院", "中西医结合医院", "专科医院", "妇幼保健院"}
DEFAULTS = {
    "scope": "district",
    "count": "started",
    "rate": (4, 5),
    "types": ("编制内", "总量备案"),
    "classes": ("执业医师类",),
    "routes": ("调入", "安置"),
    "unlicensed": True,
    "drop_leavers": False,
}


def whole_up(people, rate):
    """The fewest heads that are not fewer than the rate asks, found by trying."""
    top, bottom = rate
    heads = 0
    while heads * bottom < people * top:
        heads += 1
    return heads


def sends(row):
    if row.in_scheme is None:
        return row.owner == "区县属" and row.kind in HOSPITALS
    return row.in_scheme


def divide(total, people):
    """Largest remainder, one head at a time: whole parts first, then by remainder, more recruits, code."""
    everyone = sum(people.values())
    if not everyone:
        return dict.fromkeys(people, 0)
    share = {code: total * n // everyone for code, n in people.items()}
    claims = sorted(people, key=lambda code: (-(total * people[code] % everyone), -people[code], code))
    for code in claims[: total - sum(share.values())]:
        share[code] += 1
    return share


def first_of_run(spells, on, day):
    """The first day of the unbroken service that a day is in."""
    while any(row.start <= day - DAY <= min(row.end or on, on) for row in spells):
        day -= DAY
    return day


def plain_quota(book, year, on, **given):
    options = DEFAULTS | given
    senders = {row.code: row for row in book.institutions if sends(row)}
    recruits = dict.fromkeys(senders, 0)
    outside = dict.fromkeys(senders, 0)
    for person in book.people:
        if person.institution not in senders or person.recruited_as not in options["classes"]:
            continue
        if person.hired_on is None or person.hired_on.year != year or person.hired_on > on:
            continue
        if person.entry_route in options["routes"]:
            continue
        if person.establishment not in options["types"]:
            outside[person.institution] += 1
            continue
        if not options["unlicensed"] and not person.practice_licence:
            continue
        gone = person.status in ("离职", "退休") and (person.left_on is None or person.left_on <= on)
        if options["drop_leavers"] and gone:
            continue
        recruits[person.institution] += 1
    end = min(on, date(year, 12, 31))
    began, went_on = {}, {}
    for code in {row.person for row in book.spells}:
        spells = [
            row
            for row in book.spells
            if row.person == code and row.category == "县聘乡用" and row.status != "拟派"
            and row.start and row.start <= end and (row.end is None or row.end >= row.start)
        ]  # fmt: skip
        days = {max(row.start, date(year, 1, 1)) for row in spells if min(row.end or end, end) >= date(year, 1, 1)}
        firsts = {first_of_run(spells, end, day) for day in days}
        for first in sorted(firsts, reverse=True):
            opening = min(
                (row for row in spells if row.start == first), key=lambda row: (row.end or date.max, row.code)
            )
            if opening.sender in senders:
                if first.year == year:
                    began[code] = opening.sender
                else:
                    went_on[code] = opening.sender
    went_on = {code: sender for code, sender in went_on.items() if code not in began}
    sent = began if options["count"] == "started" else began | went_on
    ceilings = {code: whole_up(n, options["rate"]) for code, n in recruits.items()}
    people = sum(recruits.values())
    if options["scope"] == "hospital":
        floor, shares = sum(ceilings.values()), ceilings
        other = sum(whole_up(recruits[code] + outside[code], options["rate"]) for code in senders)
    else:
        floor = whole_up(people, options["rate"])
        shares = divide(floor, recruits)
        other = whole_up(people + sum(outside.values()), options["rate"])
    by_sender = {code: list(sent.values()).count(code) for code in senders}
    return {
        "new_hires": people,
        "quota": floor,
        "dispatched": len(sent),
        "in_service": len(began) + len(went_on),
        "shortfall": max(0, floor - len(sent)),
        "other": other if other != floor else None,
        "hospitals": [
            (
                code,
                recruits[code],
                shares[code],
                ceilings[code],
                by_sender[code],
                max(0, shares[code] - by_sender[code]),
            )
            for code in sorted(senders)
        ],
    }
