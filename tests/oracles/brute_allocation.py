"""Allocations by trying every one: slow, plain, and sharing nothing with countyhire.compute.allocation.

It reads the records as the documents word the rules, lists every lawful allocation, and takes the best by
the aims in order, the lottery last. Only who must go is given, because the duty ledger has its own oracle.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

TITLES = {"正高": 4, "副高": 3, "中级": 2, "师级": 1}
RECEIVERS = {"中心卫生院", "乡镇卫生院", "社区卫生服务中心"}
SENDERS = {"综合医院", "中医医院", "中西医结合医院", "专科医院", "妇幼保健院"}


class District:
    """One district, one batch."""

    def __init__(self, book, start, year, must_go, seed, default_minimum=0, default_maximum=None, expected=0):
        self.book, self.start, self.year, self.must_go, self.seed = book, start, year, set(must_go), seed
        self.last = date(start.year + 1, start.month, start.day) - timedelta(days=1)
        self.default = (default_minimum, default_maximum)
        self.expected = expected
        self.homes = {row.code: row for row in book.institutions}
        self.preferences = {row.person: row for row in book.preferences}
        self.people = [person for person in book.people if self.may_go(person)]
        self.people.sort(key=lambda person: person.code)
        self.demands = sorted(book.demands, key=lambda demand: demand.code)

    def sends(self, code):
        home = self.homes.get(code)
        if home is None:
            return False
        if home.in_scheme is None:
            return home.owner == "区县属" and home.kind in SENDERS
        return home.in_scheme

    def elsewhere(self, person):
        return any(
            spell.person == person.code
            and spell.status in ("拟派", "服务中")
            and spell.start <= self.last
            and (spell.end is None or spell.end >= self.start)
            for spell in self.book.spells
        )

    def may_go(self, person):
        wish = self.preferences.get(person.code)
        return (
            person.profession == "执业医师"
            and person.practice_licence != ""
            and person.status == "在岗"
            and self.sends(person.institution)
            and not self.elsewhere(person)
            and not (wish and wish.hold_reason)
        )

    def options(self, person) -> list:
        wish = self.preferences.get(person.code)
        found = []
        for demand in self.demands:
            listed = wish is None or wish.accepts_adjustment is not False or demand.institution in wish.wishes
            if (
                self.homes[demand.institution].kind in RECEIVERS
                and demand.specialty == person.specialty
                and TITLES.get(person.appointment, 0) >= TITLES.get(demand.minimum_title, 0)
                and listed
            ):
                found.append(demand)
        return found

    def spare(self, institution, department) -> int:
        minimum, maximum = self.default
        for row in self.book.department_limits:
            if (row.institution, row.department) == (institution, department):
                minimum = row.minimum_physicians if row.minimum_physicians is not None else minimum
                maximum = row.maximum_away if row.maximum_away is not None else maximum
        here = [p for p in self.book.people if (p.institution, p.department) == (institution, department)]
        away = [p for p in here if self.elsewhere(p)]
        staff = [p for p in here if p not in away and p.profession == "执业医师" and p.status == "在岗"]
        room = len(staff) - minimum
        if maximum is not None:
            room = min(room, maximum - len(away))
        return max(0, room)

    def lawful(self) -> Iterator[dict]:
        """Every allocation, person code to demand; nobody going is one of them."""
        choices = [(person, self.options(person)) for person in self.people]
        room = {
            (person.institution, person.department): self.spare(person.institution, person.department)
            for person in self.people
        }
        left = {demand.code: demand.count for demand in self.demands}

        def extend(at, chosen):
            if at == len(choices):
                yield dict(chosen)
                return
            person, demands = choices[at]
            yield from extend(at + 1, chosen)
            home = (person.institution, person.department)
            if not room[home]:
                return
            room[home] -= 1
            for demand in demands:
                if left[demand.code]:
                    left[demand.code] -= 1
                    yield from extend(at + 1, [*chosen, (person.code, demand)])
                    left[demand.code] += 1
            room[home] += 1

        yield from extend(0, [])

    def quota(self):
        """The floor, each institution's share, and who counts already."""
        hires = Counter(
            person.institution
            for person in self.book.people
            if person.recruited_as == "执业医师类"
            and person.establishment in ("编制内", "总量备案")
            and person.entry_route not in ("调入", "安置")
            and person.hired_on.year == self.year
            and self.sends(person.institution)
        )
        people = sum(hires.values())
        floor = -(-4 * (people + self.expected) // 5)
        shares = dict.fromkeys((code for code in self.homes if self.sends(code)), 0)
        if people:
            for code in shares:
                shares[code] = floor * hires[code] // people
            rest = sorted(shares, key=lambda c: (-(Fraction(floor * hires[c], people) - shares[c]), -hires[c], c))
            for code in rest[: floor - sum(shares.values())]:
                shares[code] += 1
        sent = {
            spell.person: spell.sender
            for spell in self.book.spells
            if spell.category == "县聘乡用"
            and spell.status != "拟派"
            and spell.start.year == self.year
            and self.sends(spell.sender)
        }
        before = self.start - timedelta(days=1)
        goes_on = {
            spell.person
            for spell in self.book.spells
            if spell.category == "县聘乡用" and spell.status != "拟派" and spell.start.year < self.year
            and (spell.end is None or spell.end >= before)
        }  # fmt: skip
        return floor, shares, sent, goes_on

    def aims(self):
        """The measures of an allocation in order, larger is better."""
        floor, shares, sent, goes_on = self.quota()
        people = {person.code: person for person in self.book.people}
        before = self.start - timedelta(days=1)
        lines, known = Counter(), set()
        for spell in self.book.spells:
            if spell.category == "县聘乡用" and spell.status != "拟派" and spell.start <= before:
                known.add((spell.receiver, spell.specialty))
                if spell.end is None or spell.end >= before:
                    lines[spell.receiver, spell.specialty] += 1
        for demand in self.demands:
            if demand.continues_last and (demand.institution, demand.specialty) not in known:
                lines[demand.institution, demand.specialty] += demand.count or 0
        distances = [self.homes[d.institution].distance_km for d in self.demands]
        longest = max((km for km in distances if km is not None), default=0)

        def ticket(code, demand, turn):
            digest = hashlib.sha256(f"{self.seed}|{code}|{demand}".encode()).digest()
            return (int.from_bytes(digest[:8], "big") >> (20 * turn)) % 2**20

        def measure(chosen):
            new = [code for code in chosen if code not in sent and code not in goes_on]
            went = Counter(people[code].institution for code in new) + Counter(sent.values())
            ranks = Counter(min(demand.rank or 3, 3) for demand in chosen.values())
            served = Counter((demand.institution, demand.specialty) for demand in chosen.values())
            willing = [code for code in chosen if (w := self.preferences.get(code)) and w.willing]
            got = Counter()
            for code in willing:
                wishes = self.preferences[code].wishes
                if chosen[code].institution in wishes:
                    got[wishes.index(chosen[code].institution)] += 1
            kms = [self.homes[demand.institution].distance_km for demand in chosen.values()]
            return (
                sum(code in self.must_go for code in chosen),
                min(floor, len(sent) + len(new)),
                sum(min(share, went[code]) for code, share in shares.items()),
                ranks[1], ranks[2], ranks[3],
                sum(self.homes[demand.institution].remote is True for demand in chosen.values()),
                sum(TITLES.get(people[code].appointment, 0) >= 2 for code in chosen),
                sum(people[code].backbone is True for code in chosen),
                sum(min(number, served[line]) for line, number in lines.items()),
                len(willing), got[0], got[1], got[2], got[3], got[4],
                sum(self.homes[d.institution].community_lead == people[c].institution for c, d in chosen.items()),
                -sum(int((longest if km is None else km) * 10) for km in kms),
                *(sum(ticket(code, d.code, turn) for code, d in chosen.items()) for turn in range(3)),
            )  # fmt: skip

        return measure

    def best(self, pins=(), forbidden=(), kept=None, kept_at=0):
        """The measures of the best allocation, and the allocation, person code to demand code.

        Of those that have every pin and nothing forbidden, both pairs of a person and a demand; where an allocation
        is to be kept, the people who stay count before the aim at `kept_at`. None where no allocation has the pins.
        """
        measure = self.aims()

        def measured(chosen):
            found = list(measure(chosen))
            if kept is not None:
                found.insert(kept_at, sum(kept.get(code) == demand.code for code, demand in chosen.items()))
            return tuple(found)

        def asked(chosen):
            pairs = {(code, demand.code) for code, demand in chosen.items()}
            return pairs >= set(pins) and not pairs & set(forbidden)

        found = max(
            ((measured(chosen), chosen) for chosen in self.lawful() if asked(chosen)),
            key=lambda item: item[0],
            default=None,
        )
        return found and (found[0], {code: demand.code for code, demand in found[1].items()})
