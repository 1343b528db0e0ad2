"""countyhire policy"""

from datetime import date
from typing import Annotated

import typer

from countyhire.cli.options import parse_day
from countyhire.cli.words import ChineseCommand, ChineseGroup

app = typer.Typer(
    cls=ChineseGroup, no_args_is_help=True, help="政策包：有哪些、每个值多少、依据哪一条、两个包差在哪里。"
)

Name = Annotated[str, typer.Argument(metavar="政策包", help="名称或 .toml 文件", show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", help="哪一天的值，默认今天", metavar="日期")]
Json = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象")]


def _day(text: str | None) -> date:
    return parse_day(text) if text else date.today()


@app.command("list", cls=ChineseCommand)
def list_packs(as_json: Json = False) -> None:
    """列出随软件的政策包。

    例：countyhire policy list
    """
    from countyhire.policy.listing import list_packs as packs

    _show("list", "政策包", ("名称", "标题", "文号"), [(p.name, p.title, p.document) for p in packs()], as_json)


@app.command("show", cls=ChineseCommand)
def show(name: Name = "chongqing-2021-55", as_of: AsOf = None, as_json: Json = False) -> None:
    """列出一个政策包的全部值、单位、起始日期和依据。

    例：countyhire policy show chongqing-2021-55
    """
    from countyhire.policy.listing import describe
    from countyhire.policy.load import load

    rows = describe(load(name), _day(as_of))
    _show(
        "show", name, ("名", "含义", "值", "自", "依据"),
        [(r.key, r.label, f"{r.value}{r.unit}", str(r.since), r.citation) for r in rows], as_json,
    )  # fmt: skip


@app.command("diff", cls=ChineseCommand)
def diff(
    first: Name,
    second: Annotated[str, typer.Argument(metavar="另一个", help="名称或 .toml 文件", show_default=False)],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """比较两个政策包，只列不同的值。

    例：countyhire policy diff chongqing-2021-55 dianjiang-2015
    """
    from countyhire.policy.listing import diff as compare
    from countyhire.policy.load import load

    rows = compare(load(first), load(second), _day(as_of))
    _show(
        "diff",
        f"{first} 与 {second}",
        ("名", "含义", first, second),
        [(r.key, r.label, r.first, r.second) for r in rows],
        as_json,
    )


@app.command("coverage", cls=ChineseCommand)
def coverage(as_json: Json = False) -> None:
    """列出文件的每一条：由哪个模块实现、由哪些测试核对，或者在计划中、只作文字。

    测试是源代码里的文件，装好的软件里没有；--json 列出全部。

    例：countyhire policy coverage
    """
    from countyhire.policy.clauses import coverage as rows

    words = {"implemented": "已实现", "planned": "计划", "text": "文字"}
    _show(
        "coverage", "条款落实", ("编号", "状态", "由何处", "测试", "内容"),
        [
            (r.id, words[r.status], "、".join(_short(r.by)) or r.why, _tests(r.tested, as_json), r.text) for r in rows()
        ], as_json,
    )  # fmt: skip


def _short(modules: tuple[str, ...]) -> list[str]:
    return [name.removeprefix("countyhire.") for name in modules]


def _tests(files: tuple[str, ...], whole: bool) -> str:
    """All of them, or on a screen the first and how many there are."""
    names = [name.removeprefix("tests/") for name in files]
    return "、".join(names) if whole or len(names) < 2 else f"{names[0]} 等{len(names)}个"


def _show(command: str, title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]], as_json: bool) -> None:
    from countyhire.cli.machine import envelope, print_json
    from countyhire.cli.screen import print_table

    if as_json:
        body = [dict(zip(heads, row, strict=True)) for row in rows]
        print_json(envelope("policy", result={"what": command, "rows": body}))
    else:
        print_table(title, heads, rows)
