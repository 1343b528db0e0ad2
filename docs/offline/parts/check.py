"""The files of this folder against SHA256SUMS, and what this machine installs. Plain Python, no library."""

import hashlib
import platform
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = HERE / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            print("文件缺失或已损坏，请重新拷贝：" + name, file=sys.stderr)
            return 3
    system = "windows" if sys.platform == "win32" else "linux"
    machine = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    name = "requirements-{}-{}-{}.{}.txt".format(system, machine, *sys.version_info[:2])
    if not (HERE / name).is_file():
        print("这个安装包里没有适合本机的文件：" + name, file=sys.stderr)
        return 3
    print(name)
    return 0


if __name__ == "__main__":
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="backslashreplace")
    sys.exit(main())
