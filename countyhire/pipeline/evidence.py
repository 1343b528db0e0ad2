"""证据包: a run with everything that it was made from, for an outside assessor to repeat (强基 二24; P28).

A zip of the district's folder as far as the run needs it: the inputs, the run, what earlier runs it draws on, the
district's own pack and templates, a list of hashes, and a page that says how to repeat it. Nothing in it may be
changed unseen: `verify` names what differs, and the list of hashes needs no program of ours.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from countyhire import __version__
from countyhire.district import FILE
from countyhire.run import MANIFEST, sha256
from countyhire.zipped import READ_ONLY, packed

HASHES, PAGE, OUT, TEMPLATES = "SHA256SUMS.txt", "说明.txt", "输出", "模板"


def evidence(run: Path, folder: Path, out: Path, manifest: Mapping[str, Any]) -> bytes:
    """The zip of a run that was found to be the same when repeated; the same bytes from the same files."""
    files = dict(sorted(_files(run, folder, out, manifest)))
    page = _page(manifest, files).encode("utf-8")
    sums = "".join(f"{sha256(data)}  {name}\n" for name, data in files.items())
    return packed({PAGE: page, HASHES: sums.encode("utf-8"), **files}, READ_ONLY)


def _files(run: Path, folder: Path, out: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Name in the pack and content of everything that a repetition reads."""
    for row in manifest["inputs"]:
        yield row["name"], (folder / row["name"]).read_bytes()
    if (folder / FILE).is_file():
        yield FILE, (folder / FILE).read_bytes()
    for path in (*folder.glob("*.toml"), *(folder / TEMPLATES).rglob("*")):  # an own pack, own templates
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
    for path in run.rglob("*"):
        if path.is_file():
            yield f"{OUT}/{manifest['run']}/{path.relative_to(run).as_posix()}", path.read_bytes()
    for name in _earlier(manifest):
        whole = name in {told for told, _ in manifest["arguments"].get("history", ())}
        for path in (out / name).rglob("*"):
            if path.is_file() and (whole or path.name == MANIFEST):
                yield f"{OUT}/{name}/{path.relative_to(out / name).as_posix()}", path.read_bytes()


def _earlier(manifest: Mapping[str, Any]) -> set[str]:
    """The runs that this one draws on: the one before it in the chain, those paid before, those among its inputs."""
    names = {str(told) for told, _ in manifest["arguments"].get("history", ())}
    if manifest["previous"]:
        names.add(str(manifest["previous"]["run"]))
    for row in manifest["inputs"]:
        parts = Path(row["name"]).parts
        if len(parts) > 2 and parts[0] == OUT:
            names.add(parts[1])
    return names - {manifest["run"]}


def _page(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> str:
    """What is in the pack, what it proves, how to repeat it."""
    inputs, outputs, policy = len(manifest["inputs"]), len(manifest["outputs"]), manifest["policy"]
    lines = (
        f"证据包：{manifest['district']} {manifest['run']}",
        "",
        "一、内容",
        f"　　共{len(files)}个文件：输入{inputs}个，写出的文件{outputs}个和清单 {MANIFEST}，",
        "　　以及重算要用的设置、模板和较早的运行。",
        f"　　计算日期 {manifest['as_of']}；政策包 {policy['name']}（{policy['title']}），",
        f"　　政策包内容的校验值 {policy['sha256']}。",
        "",
        "二、核对",
        f"　　1. 不用专门的软件：按 {HASHES} 逐个核对 SHA-256（如 sha256sum -c {HASHES}）。",
        f"　　2. 重算：解开后安装 countyhire {__version__}，运行",
        f"　　　　countyhire verify {OUT}/{manifest['run']}",
        "　　　逐字节相同的，说明表上的数就是由这些工作簿算出的；有一处改动就说是哪一处。",
        "",
        "三、注意",
        "　　文件为只读。里面有身份证件号码等个人信息，只交给依法承担评估的单位，用后收回或销毁。",
        "",
    )
    return "\n".join(lines)
