"""The example of docs/allocation.md is solved as the page says."""

import json
import re
from pathlib import Path

from countyhire.compute.allocation.__main__ import main
from countyhire.compute.allocation.problem_file import KEYS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "allocation.md").read_text(encoding="utf-8")
EXAMPLE = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.S)[1])


def test_the_example_has_the_answer_that_follows_it(tmp_path, capsys):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(EXAMPLE), encoding="utf-8")
    assert main([str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    sent = (found["pairs"][at] for at in found["chosen"])
    lines = "\n".join(f"{found['people'][i]} {found['posts'][j]}" for i, j in sent)
    assert f"```\n{lines}\n```" in PAGE
    assert [level["value"] for level in found["levels"][:2]] == [2, 5]


def test_what_cannot_be_had_is_said_as_on_the_page(tmp_path, capsys):
    pins = [{"name": "Bo", "pairs": [1, 2]}, {"name": "Cy", "pairs": [4]}]
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(EXAMPLE | {"pins": pins}), encoding="utf-8")
    assert main([str(path)]) == 6
    assert re.sub("例如.*", "", capsys.readouterr().err.strip()) in PAGE


def test_every_key_is_on_the_page():
    for keys in KEYS.values():
        assert all(f"`{key}`" in PAGE or f'"{key}"' in PAGE for key in keys.split())
