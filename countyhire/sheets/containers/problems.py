"""The sentences about files that cannot be read: what is wrong, and what to do."""

from pathlib import Path

from countyhire.sheets.containers.raw import FileProblem

SAVE_AGAIN = "请用 WPS 或 Excel 打开后另存为 .xlsx 再试；打不开的，请向报送单位重新索取。"
_SPLIT = "请删去图片和无关的工作表，或按机构拆成几个文件。"


def damaged(path: Path, what: str = "不是完整的工作簿") -> FileProblem:
    return FileProblem(path, f"文件已损坏，{what}", SAVE_AGAIN)


def encrypted(path: Path) -> FileProblem:
    return FileProblem(path, "文件设有打开密码", "请用密码打开，取消密码或另存一份不加密的 .xlsx 再试。")


def too_big(path: Path, what: str) -> FileProblem:
    return FileProblem(path, what, _SPLIT)


def suspicious(path: Path, what: str) -> FileProblem:
    return FileProblem(path, what, "来源不明的文件请勿使用；确为工作簿的，请用 WPS 或 Excel 打开后另存为 .xlsx 再试。")


def unsupported(path: Path, what: str) -> FileProblem:
    return FileProblem(
        path,
        f"这是{what}，不是能读取的表格",
        "能读取的有 .xlsx、.xlsm、.xls、.et、.ods、.csv、.tsv；请打开后另存为 .xlsx 再试。",
    )
