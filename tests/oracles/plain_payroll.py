"""The pay of the virtual unit once more, day by day and by hand: shares no code with countyhire.

Slow on purpose. It walks every day of the year, asks who served where at which grade, and adds up fractions.
Rows are read by their attributes only. Money is in fen.
"""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction as F
from functools import cache

DAY = timedelta(days=1)
DEFAULTS = {
    "month_rule": "days",
    "fte": "person_months",
    "avg_method": "weighted",
    "headcount_basis": "before_deduction",
    "remainder": "redistribute",
    "coefficient": "linear",
    "grades": {"优秀": F(6, 5), "合格": F(1), "基本合格": F(4, 5), "不合格": F(0)},
    "bounds": {"优秀": F(90), "合格": F(75), "基本合格": F(60)},
    "leave_kinds": (),
    "dual": None,
}


def days_between(first, last):
    day = first
    while day <= last:
        yield day
        day += DAY


@cache
def month_length(day):
    first = day.replace(day=1)
    return ((first + 31 * DAY).replace(day=1) - first).days


def rounded(value):
    whole, rest = divmod(value.numerator, value.denominator)
    return whole + (1 if 2 * rest >= value.denominator else 0)


def months_later(start, count):
    """The day that many months after; the first of the next month where there is no such day."""
    number = start.year * 12 + start.month - 1 + count
    try:
        return date(number // 12, number % 12 + 1, start.day)
    except ValueError:
        return date((number + 1) // 12, (number + 1) % 12 + 1, 1)


def split(total, weights, names):
    """Whole fen by largest remainder; `names` settle ties."""
    whole = sum(weights)
    got, rest = [], []
    for weight in weights:
        exact = F(total) * weight / whole
        got.append(exact.numerator // exact.denominator)
        rest.append(exact - got[-1])
    order = sorted(range(len(weights)), key=lambda i: (-rest[i], names[i]))
    for index in range(total - sum(got)):
        got[order[index]] += 1
    return got


class Person:
    """Who served where on which day, and what a day is worth in months."""

    def __init__(self, book, code, year, on, options):
        self.code = code
        spells = [
            s for s in book.spells if s.person == code and s.category == "县聘乡用" and s.status != "拟派" and s.start
        ]
        self.owner = {}
        self.all_days = set()
        for spell in spells:
            for day in days_between(spell.start, min(spell.end or on, on)):
                self.all_days.add(day)
                if day.year == year:
                    before = self.owner.get(day)
                    if before is None or rank(spell) < rank(before):
                        self.owner[day] = spell
        lost = set()
        for leave in book.leaves:
            if leave.person == code and leave.kind in options["leave_kinds"]:
                lost.update(days_between(leave.start, min(leave.end or on, on)))
        self.plain_worth = self.worth(self.owner, options["month_rule"])
        kept = [day for day in self.owner if day not in lost]
        self.paid_worth = self.worth(kept, options["month_rule"]) if lost else self.plain_worth

    def worth(self, days, rule):
        if rule == "days":
            return {day: F(1, month_length(day)) for day in days}
        if rule == "whole":
            served = Counter((day.year, day.month) for day in days)
            return {day: F(1, served[day.year, day.month]) for day in days}
        found = {}
        for day in sorted(days):
            start = day
            if day - DAY in found:
                start = self.start_of
            else:
                while start - DAY in self.all_days:
                    start -= DAY
            self.start_of = start
            count = 0
            while months_later(start, count + 1) <= day:
                count += 1
            found[day] = F(1, (months_later(start, count + 1) - months_later(start, count)).days)
        return found


def rank(spell):
    return (-spell.start.toordinal(), spell.code, spell.receiver, spell.sender)


def latest(rows, day):
    """The row with the latest day in force."""
    fit = [row for row in rows if (row.since or date.min) <= day]
    return max(fit, key=lambda row: row.since or date.min) if fit else None


def grades_of(book, code):
    """The grade on a day, as a function."""
    steps = {}
    for person in book.people:
        if person.code == code and person.post_grade:
            steps[person.post_grade_since or date.min] = person.post_grade
    for change in book.post_changes:
        if change.person == code:
            steps[change.since] = change.post_grade

    def grade_on(day):
        before = [since for since in steps if since <= day]
        return steps[max(before) if before else min(steps)]

    return grade_on


def rates_of(book):
    """(year's standard, post coefficient) of a grade on a day, as a function."""

    @cache
    def rates(grade, day):
        standard = latest([row for row in book.basic_standards if row.post_grade == grade], day)
        post = latest([row for row in book.post_coefficients if row.post_grade == grade], day)
        return standard.annual, post.coefficient if post else 1

    return rates


def tally(book, person, failed, rates):
    """How many days there are of a worth in months, a year's standard, a post coefficient, failed or not."""
    grade_on = grades_of(book, person.code)
    return Counter(
        (worth, *rates(grade_on(day), day), day in failed) for day, worth in person.paid_worth.items()
    ).items()


def mean_score(book, person, options):
    """Mean of the months' scores, and the days that a 不合格 month costs."""
    months, failed = {}, set()
    for day, spell in person.owner.items():
        months.setdefault((day.year, day.month), {}).setdefault((spell.receiver, spell.sender), []).append(day)
    marks = []
    for key in sorted(months):
        top = bottom = F(0)
        for (receiver, sender), days in months[key].items():
            weights = {receiver: F(1)}
            if options["dual"]:
                weights = {receiver: options["dual"]["接收机构"], sender: options["dual"]["派出机构"]}
            rows = [
                (row, weights[row.assessor])
                for row in book.scores
                if row.person == person.code and (row.month.year, row.month.number) == key and row.assessor in weights
            ]
            if any(row.grade == "不合格" for row, _ in rows):
                failed.update(d for (r, _), ds in months[key].items() if r == receiver for d in ds)
            if any(row.exempt_reason for row, _ in rows):
                continue
            top += sum(row.score * weight for row, weight in rows) * len(days)
            bottom += len(days)
        if bottom:
            marks.append(top / bottom)
    return (sum(marks) / len(marks) if marks else None), failed


def coefficient_of(mean, options):
    if mean is None:
        return None
    if options["coefficient"] == "linear":
        return mean / 100
    for grade, bound in sorted(options["bounds"].items(), key=lambda item: -item[1]):
        if mean >= bound:
            return options["grades"][grade]
    return options["grades"]["不合格"]


def plain_month(book, year, number, on, **chosen):
    """{person: (months, basic pay)} of a calendar month: a twelfth of the standard, rounded once a person."""
    options = {**DEFAULTS, **chosen}
    found = {}
    for code in sorted({s.person for s in book.spells}):
        person = Person(book, code, year, on, options)
        days = [day for day in person.owner if day.month == number]
        if not days:
            continue
        failed = mean_score(book, person, options)[1]
        months = basic = F(0)
        grade_on, rates = grades_of(book, code), rates_of(book)
        for day in days:
            worth = person.paid_worth.get(day, F(0))
            yearly = rates(grade_on(day), day)[0]
            months += worth
            basic += 0 if day in failed else yearly * worth / 12
        found[code] = (months, rounded(basic))
    return found


def plain_allowance(book, year, on):
    """{(person, month number): fen} of the township allowance, a day at a time."""
    exact = {}
    rates = {row.code: row.township_allowance for row in book.institutions if row.allowance_eligible}
    for code in sorted({s.person for s in book.spells}):
        for day, spell in Person(book, code, year, on, DEFAULTS).owner.items():
            key = (code, day.month)
            exact[key] = exact.get(key, F(0)) + F(rates.get(spell.receiver) or 0, month_length(day))
    return {key: rounded(value) for key, value in exact.items()}


def averages(book, people, year, options):
    """Deductions by institution, weighted and simple average."""
    away = {}
    for person in people:
        days = Counter((spell.sender, person.plain_worth[day]) for day, spell in person.owner.items())
        for (sender, worth), count in days.items():
            away[sender] = away.get(sender, F(0)) + worth * count
    sheet, money, heads, own = {}, F(0), F(0), []
    rows = {row.institution: row for row in book.county_units if row.year == year}
    for code in sorted({*rows, *away}):
        less = away.get(code, F(0)) / 12
        row = rows.get(code)
        if row is None:
            sheet[code] = (None, less, None)
            continue
        entered = row.average_headcount
        if options["headcount_basis"] == "after_deduction":
            sheet[code] = (entered + less, less, entered)
        else:
            sheet[code] = (entered, less, entered - less)
        net = sheet[code][2]
        money, heads = money + row.excess_total, heads + net
        own.append(row.excess_total / net)
    return sheet, money / heads, sum(own) / len(own)


def plain_payroll(book, year, on, **chosen):
    """{person: (months, mean, coefficient, basic, excess)}, the pool's two totals and the deduction sheet."""
    options = {**DEFAULTS, **chosen}
    everybody = [Person(book, code, year, on, options) for code in sorted({s.person for s in book.spells})]
    people = [person for person in everybody if person.owner]
    entitled, earned, weights, plain, months, means, coefs = [], [], [], [], [], [], []
    rates = rates_of(book)
    for person in people:
        mean, failed = mean_score(book, person, options)
        coef = coefficient_of(mean, options)
        due = paid = posts = F(0)
        for (worth, yearly, post, lost), count in tally(book, person, failed, rates):
            due += yearly * worth * count / 12
            paid += 0 if lost else yearly * worth * count / 12
            posts += worth * post * count
        entitled.append(due)
        earned.append(paid)
        plain.append(posts)
        weights.append(posts * (coef or 0))
        months.append(sum((worth * count for worth, count in Counter(person.paid_worth.values()).items()), F(0)))
        means.append(mean)
        coefs.append(coef)
    sheet, weighted, simple = averages(book, people, year, options)
    heads = F(len(people)) if options["fte"] == "persons" else sum(months, F(0)) / 12
    basic = rounded(sum(entitled, F(0)))
    excess = rounded(heads * (simple if options["avg_method"] == "simple" else weighted))
    for row in book.approvals:
        if row.year == year:
            basic = row.basic if row.basic is not None else basic
            excess = row.excess if row.excess is not None else excess
    names = [person.code for person in people]
    shares = []
    for pool, claims, full in ((basic, earned, entitled), (excess, weights, plain)):
        lost = max(F(0), sum(full) - sum(claims)) if options["remainder"] == "return" else F(0)
        if not sum(claims):
            shares.append([0] * len(claims))
        else:
            shares.append(split(pool, [*claims, lost], [*names, "\U0010ffff"])[:-1])
    persons = {code: (months[i], means[i], coefs[i], shares[0][i], shares[1][i]) for i, code in enumerate(names)}
    return {
        "persons": persons,
        "basic": basic,
        "excess": excess,
        "sheet": sheet,
        "weighted": weighted,
        "simple": simple,
    }
