"""The chart of docs/performance.md."""

from pathlib import Path

from tests.bench.measured import Table


def draw(table: Table, path: Path, title: str) -> None:
    """Seconds over sizes, both by powers of ten: a line that is straight at 45 degrees grows with the rows."""
    import pygal

    drawn = pygal.XY(
        logarithmic=True, xrange=None, show_legend=True, width=800, height=420, x_title="人数", y_title="秒（处理器）",
        js=(), no_prefix=True, pretty_print=True, style=pygal.style.Style(font_family="sans-serif"),
    )  # fmt: skip
    drawn.title = title
    for name in dict.fromkeys(name for _, name in table.cells):
        points = [(size, one.processor) for (size, who), one in table.cells.items() if who == name]
        drawn.add(name, points)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(drawn.render())
