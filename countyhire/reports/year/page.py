"""The year on one self-contained HTML page: no network, no script but its own (U29, X6, X8).

The template sees plain values only, in a sandbox where every text is escaped and a name that is not there is an
error; a district's own template of the same name wins.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from countyhire.reports.charts import HELD
from countyhire.reports.letterhead import Document, Letterhead
from countyhire.reports.sandbox import MISTAKES, sandbox
from countyhire.reports.templates import find_template
from countyhire.reports.values import official_day
from countyhire.reports.year.parts import Section

TEMPLATE = "年度一页.html.j2"
NAME = "年度一页.html"


class PageTemplateProblem(Exception):
    """A district's own page template that cannot be used."""

    def __init__(self, sentence: str) -> None:
        self.sentence = f"{TEMPLATE}：模板有误，{sentence}"
        super().__init__(self.sentence)


def year_page(sections: Sequence[Section], letter: Letterhead, least: int) -> Document:
    """The page of the sections; `least` is the smallest count of people that it shows."""
    values = {
        "title": f"{letter.district}{letter.year}年度“县聘乡用”工作一页",
        "district": letter.district,
        "bureau": letter.bureau,
        "year": letter.year,
        "day": official_day(letter.on),
        "policy": letter.policy.title,
        "document": letter.policy.document,
        "least": least,
        "held": HELD,
        "sections": [asdict(section) for section in sections],
    }
    html = _rendered(find_template(TEMPLATE, letter.folder), values)
    return Document(NAME, _with_policy(html).encode(), published=True)


def _rendered(path: Path, values: Mapping[str, Any]) -> str:
    from jinja2 import TemplateError
    from markupsafe import Markup

    environment = sandbox(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["drawing"] = Markup  # for the SVG of charts.py, which escapes its texts itself
    try:
        return environment.from_string(path.read_text(encoding="utf-8")).render(values)
    except (TemplateError, *MISTAKES) as error:
        raise PageTemplateProblem(f"第{getattr(error, 'lineno', '?')}行：{error}") from error


def _with_policy(html: str) -> str:
    """The page with a policy that lets its own script run and nothing be loaded from anywhere."""
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in re.findall(r"<script>(.*?)</script>", html, re.S)
    ]
    rule = f"default-src 'none'; style-src 'unsafe-inline'; script-src {' '.join(hashes) or chr(39) + 'none' + chr(39)}"
    tag = f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
    return html.replace("<head>", f"<head>\n{tag}", 1)


def year_view(sections: Sequence[Section], year: int, least: int) -> dict[str, Any]:
    """The page's figures and tables as plain data, held back as on the page."""
    return {
        "year": year,
        "least": least,
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "missing": section.missing,
                "figures": {figure.label: figure.text for figure in section.figures},
                "tables": [
                    {
                        "caption": table.caption,
                        "heads": list(table.heads),
                        "rows": [list(row) for row in table.rows],
                        "total": list(table.total),
                    }
                    for table in section.tables
                ],
            }
            for section in sections
        ],
    }
