"""The one JSON object of `--json`: UTF-8 always, whatever the console."""

import json
import sys
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
