"""countyhire doctor"""

from datetime import date
from typing import Annotated

import typer

from countyhire.cli.options import HERE, Folder, parse_day


def doctor(
    folder: Folder = HERE,
    quick: Annotated[bool, typer.Option("--quick", help="不做自检")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象")] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help="当作今天的日期", metavar="日期")] = None,
) -> None:
    """检查这台电脑，再用样例自检一遍。

    看软件库、字体、写入、时钟、政策包和打开着的工作簿。

    例：countyhire doctor 示例区
    """
    from dataclasses import asdict

    from countyhire.cli.machine import envelope, print_json
    from countyhire.cli.screen import print_table
    from countyhire.pipeline import doctor as examination

    on = parse_day(as_of) if as_of else date.today()
    checks = examination.examine(folder, on, quick)
    bad = [check for check in checks if check.state == "problem"]
    if as_json:
        result = {"ok": not bad, "checks": [asdict(check) for check in checks]}
        print_json(envelope("doctor", as_of=on.isoformat(), result=result))
    else:
        words = {"ok": "正常", "notice": "注意", "problem": "有问题"}
        rows = [(words[c.state], c.name, f"{c.detail}；{c.remedy}" if c.remedy else c.detail) for c in checks]
        print_table("电脑检查", ("结果", "项目", "情况"), rows)
        print(f"有 {len(bad)} 个问题，请按上面的办法处理" if bad else "没有发现问题，可以使用")
    raise typer.Exit(3 if bad else 0)
