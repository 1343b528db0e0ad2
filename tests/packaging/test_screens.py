"""The pictures of the screens in docs/: there, linked, drawn without anything from elsewhere, the same each time."""

from pathlib import Path

import pytest

from docs.screens import FOLDER, SCREENS, drawn

ROOT = Path(__file__).resolve().parents[2]


def test_every_screen_is_drawn_and_linked() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, (command,) in SCREENS.items():
        assert f"docs/pictures/{name}.svg" in readme
        picture = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
        assert f"<title>{command}</title>" in picture
        assert picture.count("http") == 1  # the name space


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_what_the_program_prints_today(name: str) -> None:
    """After a change of help or of the check table: make docs."""
    picture = drawn(name)
    assert "countyhire" in picture
    assert picture == (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
