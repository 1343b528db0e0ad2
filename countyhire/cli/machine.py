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


def tell_made(command: str, folder: Path, year: int | None, lines: Iterable[str], as_json: bool) -> None:
    """What `init` or `demo` made: the lines for a clerk, or the one object with every file."""
    if not as_json:
        print("\n".join(lines))
        return
    files = sorted(str(path.resolve()) for path in folder.rglob("*") if path.is_file())
    body = {"schema": f"countyhire/{command}/1", "district": folder.resolve().name, "year": year}
    print_json({**body, "findings": [], "result": {"folder": str(folder.resolve())}, "outputs": files})
