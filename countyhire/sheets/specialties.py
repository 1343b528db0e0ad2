"""The vocabulary of specialties: canonical names, their other spellings, and a district's own."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from countyhire.sheets.words import key

LEAST_ALIKE = 0.4
CHARACTERS = 1000  # among which a wrong one is taken: about as many as are in daily use
_ENDINGS = re.compile(r"(?:专业|专科|科室|门诊部|门诊|方向)$")


def stem(text: str) -> str:
    """What the spellings of one specialty share: 麻醉, 麻醉科, 麻醉学专业 are one."""
    found = _ENDINGS.sub("", key(text)) or key(text)
    for ending in ("科", "学"):
        if len(found) > 1:
            found = found.removesuffix(ending)
    return found


@cache
def _shipped() -> Mapping[str, Sequence[str]]:
    text = files("countyhire.sheets").joinpath("data", "specialties.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)["specialties"])


class Specialties:
    """The names that are known, and the canonical name of each."""

    def __init__(self, own: Mapping[str, Sequence[str]] = MappingProxyType({})) -> None:
        """`own` is the district's table: a name and its other spellings; it goes before what ships."""
        self.names = tuple(dict.fromkeys((*own, *_shipped())))
        self._by_stem: dict[str, str] = {}
        self._spellings: dict[str, str] = {}
        for table in (own, _shipped()):
            for name in table:
                self._by_stem.setdefault(stem(name), self._by_stem.get(stem(name), name))
            for name, others in table.items():
                for other in (name, *others):
                    self._by_stem.setdefault(stem(other), self._by_stem[stem(name)])
                    self._spellings.setdefault(key(other), self._by_stem[stem(name)])

    def find(self, text: str) -> str | None:
        """The canonical name, None where the specialty is not known."""
        return self._by_stem.get(stem(text))

    def nearest(self, text: str, count: int = 3) -> tuple[str, ...]:
        """The canonical names that look most like a text, nearest first; none where nothing is near.

        Near is what few slips of the pen lead to; of what one slip leads to, what it leads to most often; then
        what has most characters in common, then what is listed first.
        """
        wanted = key(text)
        best: dict[str, tuple[int, float]] = {}
        often: Counter[str] = Counter()
        characters = set(wanted)
        for spelling, name in self._spellings.items():
            if characters.isdisjoint(spelling):
                continue
            slips = slips_between(wanted, spelling)
            alike = 2 * (Counter(wanted) & Counter(spelling)).total() / (len(wanted) + len(spelling))
            best[name] = min(best.get(name, (slips, -alike)), (slips, -alike))
            if slips == 1:
                often[name] += _chance(wanted, spelling)
        near = [name for name in self.names if name in best and (best[name][0] == 1 or best[name][1] < -LEAST_ALIKE)]
        return tuple(sorted(near, key=lambda name: (best[name][0], -often[name], best[name][1]))[:count])


def _chance(text: str, spelling: str) -> Fraction:
    """How often the one slip between them is made, of all slips of its kind in this spelling.

    One left out, or swapped with its neighbour, is one of as many as there are places; one put in or mistaken
    is besides one of all the characters there are.
    """
    if len(text) < len(spelling) or Counter(text) == Counter(spelling):
        return Fraction(1, len(spelling))
    return Fraction(1, len(text) * CHARACTERS)


def slips_between(one: str, other: str) -> int:
    """How many characters were put in, left out, mistaken for another or swapped with their neighbour."""
    before, row = [], list(range(len(other) + 1))
    for i, here in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (here != there))
            if i > 1 and j > 1 and here == other[j - 2] and one[i - 2] == there:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
