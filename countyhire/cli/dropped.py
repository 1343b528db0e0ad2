"""The files that were dropped on a .bat file.

The Windows shell puts only paths with a blank into quotation marks, so that `%*` is cut short by the & of a name and
a block of the .bat ends at the ) of `名册(1).xlsx`. The .bat hands over the whole command line instead, in which every
path is still complete.

Run under Wine 8 with code page 936 (its cmd has no `%cmdcmdline%`, so that this was put into the environment): the
folder and the name of the .bat with Chinese, blanks, & and brackets, and every path of the tests. Its cmd swallows
`!y!` in a path and trips over the quotes in `:"=`; that of Windows expands once and takes them. Not run on Windows.
"""

import os
import re
from pathlib import Path

VARIABLE = "COUNTYHIRE_DROPPED"
_CALL = re.compile(r'\s/[cCkK]\s+"?"(?P<bat>[^"]+\.(?:bat|cmd))"(?P<rest>.*)$', re.IGNORECASE | re.DOTALL)
_PATH = re.compile(r'"([^"]+)"|([^\s"]+)')


def dropped() -> list[Path]:
    """The paths behind the .bat on the command line of the shell that runs it; none where nothing was dropped."""
    return [Path(path) for path in paths_of(os.environ.get(VARIABLE, ""))]


def paths_of(line: str) -> list[str]:
    """The paths of a line `cmd.exe /c ""…\\核对.bat" C:\\甲&乙.xlsx "C:\\有 空格.xlsx""`."""
    call = _CALL.search(line)
    if not call:
        return []
    rest = call["rest"].rstrip()
    if rest.count('"') % 2:  # the mark that ends the whole call
        rest = rest.removesuffix('"')
    return [quoted or plain for quoted, plain in _PATH.findall(rest)]
