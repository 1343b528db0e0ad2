"""The chart of docs/performance.md."""

import re
from pathlib import Path

from tests.bench.measured import Table


def draw(table: Table, path: Path, title: str) -> None:
    """Seconds over sizes, both by powers of ten: a line that is straight at 45 degrees grows with the rows."""
    import pygal
    from pygal.style import CleanStyle

    drawn = pygal.XY(
        logarithmic=True, width=800, height=440, x_title="人数", y_title="秒（处理器）", legend_at_bottom=True, js=(),
        pretty_print=True, style=CleanStyle(font_family="sans-serif"), dots_size=4,
        x_value_formatter=lambda value: f"{value:,.0f}", value_formatter=lambda value: f"{value:g}",
    )  # fmt: skip
    drawn.uuid = "performance"
    drawn.title = title
    for name in dict.fromkeys(name for _, name in table.cells):
        points = [(size, one.processor) for (size, who), one in table.cells.items() if who == name]
        drawn.add(name, points)
    sizes = sorted({size for size, _ in table.cells})
    drawn.x_labels = sizes
    drawn.y_labels = [0.1, 1, 10, 100, 1000]
    path.parent.mkdir(exist_ok=True)
    text = re.sub(r"<!--.*?-->\s*", "", drawn.render(is_unicode=True), flags=re.DOTALL)  # the day of drawing
    path.write_text(text, encoding="utf-8")
