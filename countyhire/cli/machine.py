"""The one JSON object of `--json`: UTF-8 always, whatever the console."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def print_json(body: dict[str, Any]) -> None:
    data = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data)
    else:
        buffer.write(data.encode("utf-8", "surrogatepass"))
        buffer.flush()


def envelope(command: str, **told: Any) -> dict[str, Any]:
    """The keys that every object has, in their order; what a command has nothing to say of is null or empty."""
    blank = {"district": None, "year": None, "as_of": None, "policy": None, "findings": [], "result": {}, "outputs": []}
    return {"schema": f"countyhire/{command}/1", **blank, **told}


def tell_made(command: str, folder: Path, year: int | None, lines: Iterable[str], as_json: bool) -> None:
    """What `init` or `demo` made: the lines for a clerk, or the one object with every file."""
    if not as_json:
        print("\n".join(lines))
        return
    files = sorted(str(path.resolve()) for path in folder.rglob("*") if path.is_file())
    result = {"folder": str(folder.resolve())}
    print_json(envelope(command, district=folder.resolve().name, year=year, result=result, outputs=files))
