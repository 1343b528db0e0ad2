"""Windows: puts the command into a folder of the user's own that is on PATH from the start. Plain Python, no library.

pip leaves countyhire.exe in a folder that no PATH has; changing PATH itself could cut a long one off.
"""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

NAME = "countyhire.exe"


def main() -> str:
    made = Path(sysconfig.get_path("scripts", "nt_user")) / NAME
    place = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "WindowsApps"
    if made.is_file() and place.is_dir():
        try:
            shutil.copyfile(made, place / NAME)
        except OSError:
            pass
        else:
            return "装好了。新开一个命令行窗口，在任意文件夹里都可以用 countyhire"
    return "装好了。在任意文件夹里可以用 {} -m countyhire".format(" ".join(sys.argv[1:]) or "py")


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    print(main())
