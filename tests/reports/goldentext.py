"""What a document says, held to a file of golden text."""

import os
from collections.abc import Sequence
from pathlib import Path

from countyhire.compute.answers import Answer

FOLDER = Path(__file__).parent / "golden"


def without_answers(text: str, answers: Sequence[Answer]) -> str:
    """The text without the pack's own words, which a pack may change without changing a document."""
    for answer in answers:
        text = text.replace(f"{answer.label}：{answer.text}", "〔口径〕")
    return text


def golden(name: str, text: str) -> str:
    """The golden text of `command/document`; COUNTYHIRE_GOLDEN=1 writes it anew, to be read before it is committed."""
    path = FOLDER / (name.replace("/", "-") + ".txt")
    if os.environ.get("COUNTYHIRE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").removesuffix("\n")
