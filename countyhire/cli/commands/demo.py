"""countyhire demo"""

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="要建立的文件夹", show_default=False)],
    faulty: Annotated[bool, typer.Option("--faulty", help="用故意有错的样例")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象")] = False,
) -> None:
    """建立一个装好样例数据的区县文件夹，可以马上试用。

    例：countyhire demo 示例区
    """
    from countyhire.cli.machine import tell_made
    from countyhire.pipeline import new_district

    new_district.make_demo(folder, faulty)
    lines = (
        f"已建立样例 {folder}；样例的计算日期是 {new_district.SAMPLE_DAY}",
        f"下一步：countyhire check {folder} --as-of {new_district.SAMPLE_DAY}",
    )
    tell_made("demo", folder, None, lines, as_json)
