"""countyhire init"""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from countyhire.cli.options import Year


def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="要建立的文件夹", show_default=False)],
    year: Year = None,
    last_year: Annotated[
        Path | None, typer.Option("--from", help="从上一年的文件夹结转", metavar="文件夹", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象")] = False,
) -> None:
    """建立一个区县文件夹：空白工作簿、填写说明、设置和可双击的 .bat。

    例：countyhire init 某区2026 --year 2026

    例：countyhire init 某区2027 --from 某区2026
    """
    from countyhire.cli.machine import tell_made
    from countyhire.pipeline import new_district

    if last_year is not None:
        made = new_district.make_next_year(folder, last_year, year)
        line = f"已建立 {folder}（{made}年度），机构、人员和服务台账已从 {last_year} 结转"
    else:
        name = folder.resolve().name
        made = year or date.today().year
        district = name.removesuffix(str(made)) or name
        new_district.make_blank(folder, district, made)
        line = f"已建立 {folder}（{district}，{made}年度）：各工作簿的“填写说明”写明每一列怎么填"
    tell_made("init", folder, made, (line, f"下一步：填好工作簿后运行 countyhire check {folder}"), as_json)
