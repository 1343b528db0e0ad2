"""A solved allocation with the look-ups that its explanations share, and their common words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from countyhire.compute.abilities import Needed, abilities
from countyhire.compute.allocation.eligibility import Reason
from countyhire.compute.allocation.exchange import Ledger
from countyhire.compute.allocation.levels import RANKS, Drawing, continued_lines
from countyhire.compute.allocation.problem import Problem
from countyhire.compute.allocation.setting import Setting
from countyhire.compute.equipment import Feasible, register
from countyhire.compute.roster import people_of
from countyhire.model.people import PHYSICIAN, Person

SHORT_WORDS = {
    "not-in-scheme": "所在机构未纳入区县统筹",
    "not-physician": "不是执业医师",
    "licence-missing": "未填执业证书编码",
    "licence-later": "执业注册晚于派出日期",
    "not-on-duty": "不在岗",
    "hired-later": "尚未入职",
    "already-away": "派期内已派出",
    "on-hold": "不宜派出",
    "years-missing": "未填临床年限",
    "years-short": "临床年限不够",
    "title-low": "低于最低职称",
    "specialty-not-listed": "专业不在范围内",
    "specialty-differs": "专业不符",
    "not-wished": "不服从调剂且未填报",
    "forbidden": "区县已排除",
}


@dataclass(frozen=True)
class Facts:
    """Positions are those of the problem: people, posts and pairs."""

    drawing: Drawing
    problem: Problem
    chosen: Sequence[int]

    @property
    def setting(self) -> Setting:
        return self.drawing.setting

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.problem, self.chosen)

    @cached_property
    def lines(self) -> dict[tuple[str, str], int]:
        """The lines of the last batch that go on, by institution and specialty."""
        return continued_lines(self.setting)

    @cached_property
    def needed(self) -> Mapping[str, tuple[Needed, ...]]:
        """What each demand needs of its receiver, by 需求编号."""
        return abilities(self.setting.book).needed

    @cached_property
    def equipped(self) -> Mapping[str, Feasible]:
        """Whether the equipment that a demand names is there; of nothing where no register is kept."""
        return register(self.setting.book).feasible if self.setting.book.equipment else {}

    @cached_property
    def person_at(self) -> dict[str, int]:
        return {person.code: at for at, person in enumerate(self.drawing.people)}

    @cached_property
    def post_at(self) -> dict[str, int]:
        return {post.demand.code: at for at, post in enumerate(self.drawing.posts)}

    @cached_property
    def pairs_of(self) -> dict[int, list[int]]:
        """The pairs of each person."""
        return self._pairs_by(0)

    @cached_property
    def pairs_to(self) -> dict[int, list[int]]:
        """The pairs of each post."""
        return self._pairs_by(1)

    def _pairs_by(self, end: int) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for pair, ends in enumerate(self.problem.pairs):
            found.setdefault(ends[end], []).append(pair)
        return found

    def waiting_for(self, post: int) -> list[list[int]]:
        """The pairs of a post whose people stay, those together between whom no aim makes a difference."""
        if post not in self._waiting:
            groups: dict[object, list[int]] = {}
            for pair in self.pairs_to[post]:
                if self.problem.pairs[pair][0] not in self.ledger.post_of:
                    groups.setdefault(self.ledger.like(pair), []).append(pair)
            self._waiting[post] = list(groups.values())
        return self._waiting[post]

    @cached_property
    def _waiting(self) -> dict[int, list[list[int]]]:
        return {}

    @cached_property
    def pinned(self) -> set[str]:
        """Whom the district has fixed."""
        return {pin.person for pin in self.setting.pins}

    @cached_property
    def sent_from(self) -> dict[tuple[str, str], list[Person]]:
        """Who goes, by institution and department."""
        found: dict[tuple[str, str], list[Person]] = {}
        for at in sorted(self.ledger.post_of):
            person = self.drawing.people[at]
            found.setdefault((person.institution, person.department), []).append(person)
        return found

    @cached_property
    def physicians(self) -> dict[str, list[Person]]:
        """The physicians of the scheme's institutions by specialty."""
        found: dict[str, list[Person]] = {}
        for person in people_of(self.setting.book):
            if self.is_scheme_physician(person):
                found.setdefault(person.specialty, []).append(person)
        return found

    def is_scheme_physician(self, person: Person) -> bool:
        home = self.setting.book.institution(person.institution)
        return person.profession == PHYSICIAN and home is not None and home.sends

    def department_name(self, institution: str, department: str) -> str:
        """`示例区人民医院儿科`."""
        return f"{self.setting.book.institution_name(institution)}{department or '（未填科室）'}"


def duty_reason(facts: Facts, code: str) -> Reason:
    row = facts.setting.must_go[code]
    overdue = row.latest_start is not None and row.latest_start < facts.setting.start
    text = f"须在{row.finish_by}前完成基层服务，最迟{row.latest_start}开始{'（已逾期）' if overdue else ''}"
    return Reason("must-go", text, row.cells[0] if row.cells else None, row.clause)


def rank_words(rank: int) -> str:
    """第一 … 第五, then 第6."""
    return RANKS[rank - 1] if 0 < rank <= len(RANKS) else f"第{rank}"


def tallied(codes: Counter[str], unit: str) -> str:
    """`不在岗2人，派期内已派出1人`, the most frequent first."""
    ordered = sorted(codes.items(), key=lambda item: (-item[1], item[0]))
    return "，".join(f"{SHORT_WORDS[code]}{number}{unit}" for code, number in ordered)
