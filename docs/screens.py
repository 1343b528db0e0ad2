"""Pictures of the program's screens for docs/pictures: `python -m docs.screens` (part of `make docs`).

Each is what the command prints on a terminal of 80 columns, drawn as SVG; nothing in it is loaded from elsewhere.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures"
DAY = "2026-08-15"
SCREENS = {
    "help": ("countyhire --help",),
    "help-check": ("countyhire check --help",),
    "check": (f"countyhire check 示例区 --as-of {DAY}",),
}
FAULTY = Path(__file__).parents[1] / "sample_data" / "有问题的样例"
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>@</title>
<style>.{unique_id}-matrix {{ font-family: "Noto Sans Mono CJK SC", "Noto Sans SC", "NSimSun", "Menlo", monospace; font-size: {char_height}px; line-height: {line_height}px; }}
{styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
<rect width="100%" height="100%" rx="8" fill="#292929"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""  # noqa: E501


def drawn(name: str) -> str:
    """The screen of a command as SVG."""
    from rich.console import Console
    from rich.text import Text

    (command,) = SCREENS[name]
    console = Console(width=80, record=True, file=io.StringIO(), legacy_windows=False)
    console.print(Text.from_ansi(f"$ {command}\n{_printed(command.split()[1:])}"))
    svg = console.export_svg(code_format=FRAME, unique_id=f"screen-{name}")
    return "\n".join(line.rstrip() for line in svg.replace("<title>@", f"<title>{command}", 1).splitlines()) + "\n"


def _printed(arguments: list[str]) -> str:
    """What the command prints, colours and all, in a folder of its own; the sample with mistakes is 示例区."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FAULTY, Path(folder) / "示例区")
        terminal = {"COLUMNS": "80", "FORCE_COLOR": "1", "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"}
        environment = {**os.environ, **terminal}
        environment.pop("NO_COLOR", None)
        done = subprocess.run(
            [sys.executable, "-m", "countyhire", *arguments],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip
    return done.stdout


def main() -> None:
    """Draw every screen anew."""
    for name in SCREENS:
        (FOLDER / f"{name}.svg").write_text(drawn(name), encoding="utf-8")


if __name__ == "__main__":
    main()
