"""Charts as SVG inside a page, drawn by pygal: no script, no style of their own, real text.

The page's style sheet gives colours and sizes. A value of None is a count that is held back: no bar, a mark.
"""

from collections.abc import Mapping, Sequence
from typing import Any

HELD = "※"
WIDTH = 480  # of the drawing; on a phone it shrinks to three quarters and stays legible
_BAR = 15
_GAP = 13
_TEXT = 13
_LONGEST = 14  # characters of a label; the table beside the chart has the whole name

Series = Mapping[str, Sequence[int | None]]


def bars(labels: Sequence[str], series: Series, words: str) -> str:
    """Bars lying down, a group a label, in the order given; `words` say what is to be seen."""
    import pygal

    names = [label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…" for label in labels]
    height = 80 + len(labels) * (len(series) * _BAR + _GAP)
    chart = pygal.HorizontalBar(**_settings(height, beside=_room(names)), spacing=6)
    chart.x_labels = names[::-1]
    for name, values in series.items():
        chart.add(name, [_point(value) for value in reversed(values)])
    return _drawn(chart, words)


def columns(labels: Sequence[str], series: Series, words: str) -> str:
    """Columns standing up, a group a label."""
    import pygal

    chart = pygal.Bar(**_settings(260))
    chart.x_labels = list(labels)
    for name, values in series.items():
        chart.add(name, [_point(value) for value in values])
    return _drawn(chart, words)


def lines(labels: Sequence[str], series: Mapping[str, Sequence[float]], words: str) -> str:
    """A line a series over the labels."""
    import pygal

    chart = pygal.Line(**{**_settings(260), "print_values": False}, dots_size=3)
    chart.x_labels = list(labels)
    for name, values in series.items():
        chart.add(name, list(values))
    return _drawn(chart, words)


def _point(value: int | None) -> Any:
    """A value as pygal takes it; one held back is an empty bar with its mark."""
    return {"value": 0, "formatter": lambda _: HELD} if value is None else value


def _room(labels: Sequence[str]) -> int:
    """How much wider the labels are than pygal reckons, which takes every letter for a narrow one."""
    return max((sum(letter > "\u2e80" for letter in label) for label in labels), default=0) * _TEXT * 2 // 5


def _settings(height: int, beside: int = 0) -> dict[str, Any]:
    from pygal.style import Style

    return {
        "width": WIDTH,
        "height": height,
        "margin": 8,
        "margin_top": 20,
        "margin_right": 24,
        "margin_left": 8 + beside,
        "style": Style(label_font_size=_TEXT, major_label_font_size=_TEXT, legend_font_size=_TEXT),
        "js": [],
        "css": [],
        "no_prefix": True,
        "disable_xml_declaration": True,
        "legend_at_bottom": True,
        "print_values": True,
        "print_values_position": "top",
        "truncate_label": -1,
        "truncate_legend": -1,
        "max_scale": 6,
        "include_x_axis": True,
        "formatter": lambda value: f"{value:,.0f}",
        "value_formatter": lambda value: f"{value:,.0f}",
        "no_data_text": "没有数据",
    }


def _drawn(chart: Any, words: str) -> str:
    """The SVG with `words` as its description."""
    chart.add_xml_filter(_plain)
    svg: str = chart.render(is_unicode=True)
    from markupsafe import escape

    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(words)}" ', 1)


_DROPPED = {"defs", "desc", "title", "script", "style"}


def _plain(root: Any) -> Any:
    """Without scripts, styles, tips, names and the day of drawing: only shapes and text stay."""
    for parent in list(root.iter()):
        for child in list(parent):
            name = child.tag.rsplit("}", 1)[-1] if isinstance(child.tag, str) else ""
            if name in _DROPPED or not name or "tooltip-overlay" in child.get("class", ""):
                parent.remove(child)
    for element in root.iter():
        for attribute in ("id", "rx", "ry"):
            element.attrib.pop(attribute, None)
    return root
