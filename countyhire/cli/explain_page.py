"""A page of `explain`: each step with its clause, pack value and cell, broken to the width of the terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from countyhire.cli.wrapping import wrapped

_STEP = 2


def page_lines(view: Mapping[str, Any], width: int) -> Iterator[str]:
    """The lines of a page; where a step and its source do not fit one line the source stands below it."""
    from rich.cells import cell_len

    yield from wrapped(view["title"], width)
    for line in view["lines"]:
        indent = _STEP * (line["depth"] + 1)
        text, where = " " * indent + line["text"], _source(line)
        if where and cell_len(text) + 2 + cell_len(where) <= width:
            yield f"{text}  {where}"
            continue
        yield from wrapped(text, width, indent + _STEP)
        if where:
            yield from wrapped(" " * (indent + _STEP) + where, width, indent + 2 * _STEP)


def _source(line: Mapping[str, Any]) -> str:
    from countyhire.policy.clauses import cite

    basis = cite(line["clause"]) if line["clause"] else ""
    parameter = f"政策值 {line['parameter']}" if line.get("parameter") else ""
    place = f"{line['file']}[{line['sheet']}]!{line['cell']}" if line["cell"] else ""
    told = [part for part in (basis, parameter, place) if part]
    return f"← {'；'.join(told)}" if told else ""
