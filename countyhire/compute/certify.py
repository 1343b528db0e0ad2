"""What comes of a term: return, certificate, the 副高 gate, priorities (55号 三（一）, 三（六）).

Every list holds the people left out beside those in it, with the reason, so that nobody is missed silently.
"""

from dataclasses import dataclass, replace
from datetime import date

from countyhire.compute.answers import Answer, answers
from countyhire.compute.gate import Gate, gates
from countyhire.compute.register import Certificate, Holder, holders, register
from countyhire.compute.remote import FOR_RETURNED, RemoteService, remote_services
from countyhire.compute.return_right import ReturnRight, return_rights
from countyhire.compute.rotation import Rotation, rotations
from countyhire.compute.service import Reckoning, Stretch, count, reckoning, runs_of_service, spell_order
from countyhire.compute.staying import Stay, stays
from countyhire.compute.veterans import Veteran, veterans
from countyhire.model.book import Book
from countyhire.model.period import Length, add_months
from countyhire.model.service import ENDED_EARLY, SERVING
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy

ANSWERS = (
    "duty.months", "duty.year_rule", "duty.accumulate", "duty.days_in_month", "experience.credited", "experience.kinds",
    "assess.pass", "assess.fail_action", "certify.none_means", "certify.application_day", "certify.gap_days",
    "certify.remote_months", "certify.years_in_intermediate", "certify.gate_titles", "certify.priority_for",
    "certify.priority_uses", "remote.list",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TermEnd:
    """A stretch of service that is over or should be. `reason` says why nobody may be released; empty: may (B11).

    `uses` are what the pack gives whoever served a term and passed a priority for (J17). `post` is the one left at
    home, to which the person returns (J16).
    """

    person: str
    name: str
    sender: str
    receiver: str
    spell: str
    start: date
    end: date
    served: Length
    result: str
    reason: str
    cell: Cell
    uses: tuple[str, ...] = ()
    post: str = ""


@dataclass(frozen=True, slots=True)
class Certify:
    """All lists on a day; each by 人员编号 and date.

    `year` limits returns and the register to service that ended in it (None: all). `holders` are those for
    whom a page can be printed. `people_read` and `receivers_checked` are False where 花名册 or 机构名录
    was not read: then nobody stands before the gate, or no receiver's kind and no remoteness is known.
    """

    on: date
    year: int | None
    returns: tuple[TermEnd, ...]
    not_released: tuple[TermEnd, ...]
    certificates: tuple[Certificate, ...]
    no_certificate: tuple[Certificate, ...]
    holders: tuple[Holder, ...]
    gates: tuple[Gate, ...]
    remote: tuple[RemoteService, ...]
    veterans: tuple[Veteran, ...]
    return_rights: tuple[ReturnRight, ...]
    rotations: tuple[Rotation, ...]
    stays: tuple[Stay, ...]
    answers: tuple[Answer, ...]
    people_read: bool
    receivers_checked: bool

    @property
    def priority(self) -> tuple[RemoteService, ...]:
        """Who has served in remote places long enough."""
        return tuple(row for row in self.remote if row.uses)

    @property
    def letters(self) -> tuple[TermEnd, ...]:
        """Whom a letter calls back: released, not staying; of the year asked for, else of the last twelve months."""
        staying = {row.spell for row in self.stays}
        since = add_months(self.on, -12)
        return tuple(row for row in self.returns if row.spell not in staying and (self.year or row.end > since))

    @property
    def preferred(self) -> tuple[str, ...]:
        """Who has the pack's priority, by 人员编号: long in remote places (F02, F03), or a term served (J17)."""
        served = {end.person for end in self.returns if end.uses}
        return tuple(sorted({row.person for row in self.priority} | served))

    @property
    def special_posts(self) -> tuple[RemoteService, ...]:
        """Who may be considered for a special post of the next grade (F07)."""
        return tuple(row for row in self.remote if row.special_post)


def certify(book: Book, policy: Policy, on: date, year: int | None = None) -> Certify:
    """The lists at the end of a term, as of a day (B11, F01–F03, F07, H14–H16, N11, N14, P17)."""
    rule = reckoning(policy, on)
    ends = [
        end for code, runs in runs_of_service(book, on) for run in runs if (end := _term_end(book, code, run, rule, on))
    ]
    uses = policy.texts("certify.priority_uses", on) if policy.text("certify.priority_for", on) == FOR_RETURNED else ()
    entries = register(book, rule, on, year)
    return Certify(
        on=on,
        year=year,
        returns=tuple(replace(end, uses=uses) for end in ends if not end.reason and year in (None, end.end.year)),
        not_released=tuple(end for end in ends if end.reason and year in (None, end.end.year)),
        certificates=tuple(row for row in entries if not row.reason),
        no_certificate=tuple(row for row in entries if row.reason),
        holders=holders(book, entries, rule, on),
        gates=gates(book, policy, on),
        remote=remote_services(book, policy, rule, on),
        veterans=veterans(book, on),
        return_rights=return_rights(book, policy, on),
        rotations=rotations(book, policy, on),
        stays=stays(book, on, year),
        answers=answers(policy, ANSWERS, on),
        people_read=book.has("people"),
        receivers_checked=book.has("institutions"),
    )


def _term_end(book: Book, person: str, run: Stretch, rule: Reckoning, on: date) -> TermEnd | None:
    """The end of a stretch, None while it is rightly running. The last spell of a stretch decides it."""
    last = max(run.spells, key=lambda spell: (spell.end or date.max, spell_order(spell)))
    if last.end is None or last.end > on or (last.status == SERVING and last.end == on):
        return None
    counted = count((run,), rule)
    if last.status == SERVING:
        reason = f"计划{last.end}期满，台账仍为服务中"
    elif last.status == ENDED_EARLY:
        reason = f"提前结束：{last.early_end_reason or '未填原因'}"
    elif not counted.complete(rule):
        reason = f"服务{counted.length}，不满{rule.months}个月"
    elif not last.term_result:
        reason = "期满未考核"
    elif last.term_result not in rule.passing:
        reason = f"期满考核{last.term_result}，由区县卫生健康部门决定"
    else:
        reason = ""
    return TermEnd(
        person=person,
        name=book.person_name(person),
        sender=last.sender,
        receiver=last.receiver,
        spell=last.code,
        start=run.period.first,
        end=run.period.last,
        served=counted.length,
        result=last.term_result,
        reason=reason,
        cell=last.cell("status"),
        post=_post(book, person, run),
    )


def _post(book: Book, person: str, run: Stretch) -> str:
    """The post left at home as entered with the service, else the department and grade of the roster (J16)."""
    told = [spell.home_post for spell in sorted(run.spells, key=spell_order) if spell.home_post]
    if told:
        return told[-1]
    known = book.person(person)
    return f"{known.department}{known.post_grade}" if known else ""
