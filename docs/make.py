"""The generated pages of docs/: `python -m docs.make` writes them, `--check` says which are out of date.

Each page is a function from the live program to Markdown, so that what is documented is what runs.
"""

import ast
import io
import json
import re
import sys
import tokenize
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
MADE = "<!-- 本页由程序生成（make docs），请勿手改 -->\n\n"
SHOWN_ON = date(2026, 1, 1)


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; bars and line breaks in cells are kept out of its way."""
    heads = list(heads)
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for row in rows:
        cells = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def findings() -> str:
    """Every code a clerk may meet, with its page."""
    from countyhire.pipeline.explaining import every_fault
    from countyhire.policy.clauses import cite

    parts = [
        "# 问题编码\n\n级别：错误不改不能计算；警告要看一眼；提示只作说明。\n"
        "`countyhire explain CH201` 可在命令行看一条。\n"
    ]
    for fault in every_fault():
        soft = "；可在例外清单登记批准" if fault.exempt else ""
        parts.append(
            f"## {fault.code} {fault.summary}\n\n"
            f"{fault.severity.label}{soft} · `{fault.name}` · 依据：{cite(fault.clause)}\n\n"
            f"为什么：{fault.why}\n\n怎么改：{fault.remedy}\n"
        )
    return "\n".join(parts)


def workbooks() -> str:
    """Every workbook, sheet and column, with the headers that are understood too."""
    from countyhire.sheets.catalogue import SHEETS
    from countyhire.sheets.header import synonyms

    parts = [
        "# 工作簿\n\n一个区县一年一个文件夹。列的顺序随意，表头上面可以有标题行，多余的列不读。加粗的列必填。\n"
        "一本工作簿也可以拆成同名文件夹里的几个文件（每个单位一个），合起来读。\n"
    ]
    for sheet in SHEETS:
        rows = []
        own, common = synonyms().get(sheet.book_field, {}), synonyms()["headers"]
        for column in sheet.columns:
            others = (*own.get(column.header, ()), *common.get(column.header, ()))
            header = f"**{column.header}**" if column.required else column.header
            allowed = "、".join(column.choices)
            rows.append((header, column.kind.value, allowed or column.note, "、".join(others)))
        parts.append(f"## {sheet.workbook} / {sheet.name}\n\n" + table(("列", "类型", "可填", "也认得"), rows))
    return "\n".join(parts)


def policy() -> str:
    """Every pack's values, and what has become of each clause."""
    from countyhire.policy.clauses import coverage
    from countyhire.policy.listing import describe
    from countyhire.policy.load import load, shipped

    parts = ["# 政策包\n\n每个值都有起始日期和依据；文件没有说清的问题（Q1–Q30）各是一个有默认值的设置。\n"]
    for name in shipped():
        pack = load(name)
        rows = [(f"`{row.key}`", row.label, row.value, row.question, row.citation) for row in describe(pack, SHOWN_ON)]
        parts.append(f"## {name}：{pack.title}\n\n" + table(("名", "含义", "值", "未决问题", "依据"), rows))
    words = {"implemented": "已实现", "planned": "计划", "text": "文字"}
    rows = [(row.id, row.text, words[row.status], "、".join(row.by) or row.why) for row in coverage()]
    note = "由哪些测试核对，见 `countyhire policy coverage`。\n\n"
    parts.append("## 条款落实\n\n" + note + table(("编号", "要求", "状态", "由何处"), rows))
    return "\n".join(parts)


def commands() -> str:
    """The help of every command, and the exit codes."""
    import typer.main

    from countyhire.cli.app import app

    group = typer.main.get_command(app)
    parts = [
        "# 命令\n\n退出码：0 完成 · 1 数据有错 · 2 命令写错 · 3 文件或环境 · 4 政策或设置 · 5 软件内部错误 · "
        "6 没有可行方案 · 130 中断\n",
        "标准输出是结果，标准错误是过程；`--json` 时标准输出只有一个 JSON 对象，键名见各命令。\n",
    ]
    for path, command in _walk(group, "countyhire"):
        options = [
            ("、".join(part.opts), getattr(part, "metavar", None) or "", getattr(part, "help", "") or "")
            for part in command.params
        ]
        body = f"## {path}\n\n{command.help or ''}\n"
        parts.append(body + ("\n" + table(("参数或选项", "值", "说明"), options) if options else ""))
    return "\n".join(parts)


def _walk(command: object, path: str) -> Iterable[tuple[str, object]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in children.items():
        yield from _walk(child, f"{path} {name}")


def glossary() -> str:
    """One Chinese term, one English identifier."""
    from countyhire.terms import TERMS

    return "# 术语\n\n" + table(("中文", "标识", "含义"), ((t.chinese, f"`{t.english}`", t.meaning) for t in TERMS))


ROW = re.compile(r"(?<![A-Za-z0-9])[A-P]\d\d(?![A-Za-z0-9])")
TESTED = HERE.parent / "countyhire" / "policy" / "data" / "tested.toml"


def named_in(path: Path) -> set[str]:
    """The requirement rows that a test file says it holds: in its comments and docstrings, not in its data."""
    source = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    said = [token.string for token in tokens if token.type == tokenize.COMMENT]
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    said += [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return set(ROW.findall("\n".join(said)))


def tested_by() -> dict[str, list[str]]:
    """Each clause with the test files that hold it: those that name it, and the case of a rule that cites it."""
    from countyhire.pipeline.explaining import every_fault
    from countyhire.policy.clauses import known

    root = HERE.parent
    found: dict[str, set[str]] = {}
    for path in (root / "tests").rglob("test_*.py"):
        for row in named_in(path):
            found.setdefault(row, set()).add(path.relative_to(root).as_posix())
    for fault in every_fault():
        case = root / "tests" / "cases" / f"{fault.code}.md"
        if case.is_file():
            found.setdefault(fault.clause, set()).add(case.relative_to(root).as_posix())
    return {row: sorted(found[row]) for row in sorted(found) if row in known()}


def tested() -> str:
    """The same as data that ships, so that an installed program can say it without the tests."""
    rows = "\n".join(f"{row} = {json.dumps(files)}" for row, files in tested_by().items())
    return f"# Made by `make docs`: the tests that hold each clause.\n[tested]\n{rows}\n"


PAGES: dict[str, Callable[[], str]] = {
    "findings.md": findings,
    "workbooks.md": workbooks,
    "policy.md": policy,
    "commands.md": commands,
    "glossary.md": glossary,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name those that differ."""
    stale = []
    if "--check" not in arguments:  # tests/policy holds that what it says is true; a new test need not stop anybody
        TESTED.write_text(tested(), encoding="utf-8")
    for name, make in PAGES.items():
        text = MADE + make().rstrip() + "\n"
        path = HERE / name
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"out of date: {', '.join(stale)}; run make docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
