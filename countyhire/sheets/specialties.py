"""The vocabulary of specialties: canonical names, their other spellings, and a district's own."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from countyhire.sheets.words import key

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
        for table in (own, _shipped()):
            for name in table:
                self._by_stem.setdefault(stem(name), self._by_stem.get(stem(name), name))
            for name, others in table.items():
                for other in others:
                    self._by_stem.setdefault(stem(other), self._by_stem[stem(name)])

    def find(self, text: str) -> str | None:
        """The canonical name, None where the specialty is not known."""
        return self._by_stem.get(stem(text))

    def nearest(self, text: str, count: int = 3) -> tuple[str, ...]:
        """The canonical names that look most like a text, nearest first; none where nothing is near."""
        wanted = stem(text)
        scores: dict[str, float] = {}
        for known, name in self._by_stem.items():
            ratio = SequenceMatcher(None, wanted, known).ratio()
            if ratio > 0.4:
                scores[name] = max(ratio, scores.get(name, 0.0))
        return tuple(sorted(scores, key=lambda name: (-scores[name], name))[:count])
