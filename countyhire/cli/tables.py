"""The result of each command as tables on the screen, from the same view that `--json` prints."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from countyhire.cli import (
    certify_tables,
    effect_tables,
    money_tables,
    plan_tables,
    posts_tables,
    primary_tables,
    report_tables,
    targets_tables,
    train_tables,
    village_tables,
)
from countyhire.cli.screen import Rows, print_table, screen_width
from countyhire.pipeline.outcome import Outcome

View = Mapping[str, Any]
_ROWS = 30


def print_result(outcome: Outcome) -> None:
    """Print the tables of the outcome's command."""
    printer = _PRINTERS.get(outcome.command)
    if printer:
        printer(outcome, outcome.view)


def _quota(outcome: Outcome, view: View) -> None:
    rate = view["rate"]
    shown = f"{float(rate) * 100:.1f}%" if rate is not None else "不适用"
    print_table(
        f"{outcome.year}年度县聘乡用选派任务" + (f"（截至{outcome.material.job.on}）" if view["to_date"] else ""),
        ("新招执业医师类", "应派不少于", "已派", "缺口", "完成率"),
        [(str(view["new_hires"]), str(view["quota"]), str(view["dispatched"]), str(view["shortfall"]), shown)],
        right=range(5),
    )
    rows: Rows = [
        (
            h["name"],
            str(h["new_hires"]),
            str(h["share"]),
            str(h["own_ceiling"]),
            str(h["dispatched"]),
            str(h["shortfall"]),
        )
        for h in view["hospitals"]
    ]
    print_table("各单位", ("单位", "新招", "分摊", "单独取整", "已派", "缺口"), rows, right=range(1, 6))


def _duty(outcome: Outcome, view: View) -> None:
    from countyhire.reports.duty import STATUSES as words

    persons = view["persons"]
    rows: Rows = []
    for kind, label in (("new_hire", "新招聘（五年内一年）"), ("intermediate", "中级（申报副高前一年）")):
        of_kind = [person for person in persons if person["kind"] == kind]
        rows.append((label, str(len(of_kind)), *(str(sum(p["status"] == status for p in of_kind)) for status in words)))
    print_table("基层服务义务", ("类别", "人数", *words.values()), rows, right=range(1, 8))
    urgent = [person for person in persons if person["status"] in ("overdue", "due")]
    book = outcome.material.book
    listed: Rows = [
        (words[p["status"]], p["person"], book.person_name(p["person"]), p["latest_start"] or "", p["finish_by"] or "")
        for p in urgent[:_ROWS]
    ]
    if listed:
        print_table("须尽快安排的人员", ("状态", "编号", "姓名", "最迟开始", "最迟完成"), listed)
    if len(urgent) > _ROWS:
        print(f"…… 另有 {len(urgent) - _ROWS} 人，见义务台账")


def _allocate(outcome: Outcome, view: View) -> None:
    if view["status"] != "optimal":
        rows: Rows = [
            (c,) if isinstance(c, str) else tuple(str(v) for v in c.values()) for c in view.get("conflicts", [])
        ]
        print_table(
            "没有可行方案：下列规定互相冲突", ("规定",) if rows and len(rows[0]) == 1 else ("规定", "说明"), rows
        )
        return
    print_table(
        "逐级目标",
        ("目标", "达到", "已证最优"),
        [(o.get("label", o["name"]), str(o["value"]), str(o["best"])) for o in view["objectives"]],
        right=(1, 2),
    )
    book = outcome.material.book
    chosen: Rows = [
        (a["person"], book.person_name(a["person"]), a["specialty"], book.institution_name(a["receiver"]), a["demand"])
        for a in view["assignments"][:_ROWS]
    ]
    print_table("调配结果", ("编号", "姓名", "专业", "接收机构", "需求"), chosen)
    if len(view["assignments"]) > _ROWS:
        print(f"…… 另有 {len(view['assignments']) - _ROWS} 人，见调配方案")
    _registers(view)
    _compared(outcome, view)
    print(f"调配 {len(view['assignments'])} 人；未满足需求 {sum(u['short'] for u in view['unfilled'])} 个岗位")


def _registers(view: View) -> None:
    """What the receivers can do and have, where the registers are kept, and for how many demands that is too little."""
    for row in view["abilities"]:
        print(f"{row['receivers']} 家中 {row['held']} 家具备{row['ability']}能力")
    lacking = sum(any(one["state"] != "有" for one in row["abilities"]) for row in view["demands"])
    short = sum(bool(row["equipment"]) and row["equipment"]["state"] != "有" for row in view["demands"])
    if view["abilities"] or view["equipment"]:
        print(f"所需能力不具备或未登记的需求 {lacking} 项，设备不足或未登记的 {short} 项，见需求落实表")


def _compared(outcome: Outcome, view: View) -> None:
    """The ways to keep an allocation that stands, and what a changed pack value moves."""
    book = outcome.material.book
    demands = {demand.code: book.institution_name(demand.institution) for demand in book.demands}

    def moves(title: str, listed: Sequence[View]) -> None:
        rows: Rows = [
            (m["person"], book.person_name(m["person"]), *(_where(m[key], demands) for key in ("before", "after")))
            for m in listed[:_ROWS]
        ]
        if rows:
            print_table(title, ("编号", "姓名", "原", "现"), rows)
        if len(listed) > _ROWS:
            print(f"…… 另有 {len(listed) - _ROWS} 人，见调整对比")

    if kept := view.get("keep"):
        keys = ("kept", "moved", "dropped", "added", "continuity", "first_wishes", "wishes")
        rows: Rows = [
            (
                f"{number} {one['label']}{'（采用）' if number == kept['chosen'] else ''}",
                *("不计" if one[key] is None else str(one[key]) for key in keys),
            )
            for number, one in enumerate(kept["options"], 1)
        ]
        heads = ("办法", "不动", "改派", "不再派", "新派", "延续专业", "第一志愿", "志愿内")
        print_table("三种调整办法（--keep-option 选用）", heads, rows, right=range(1, 8))
        moves("与原分配的变动", kept["moves"])
    if what_if := view.get("what_if"):
        moves("按试算的政策值去向不同的人员", what_if["moves"])
        shifts: Rows = [
            (o["label"], *("无此目标" if o[key] is None else str(o[key]) for key in ("before", "after")))
            for o in what_if["objectives"]
        ]
        print_table("按试算的政策值达到不同的目标", ("目标", "公布", "试算"), shifts, right=(1, 2))


def _where(demand: str | None, institutions: Mapping[str, str]) -> str:
    return f"{demand} {institutions.get(demand, '')}" if demand else "不派"


def _check(outcome: Outcome, view: View) -> None:
    from countyhire.cli.findings_list import reading_rows

    heads = ("文件", "读到", "使用", "未用", "未用的是")
    print_table("读取情况（读到 = 使用 + 未用）", heads, reading_rows(view["files"]), right=(1, 2, 3))


def _explain(outcome: Outcome, view: View) -> None:
    from countyhire.cli.explain_page import page_lines

    for line in page_lines(view, screen_width()):
        print(line)


def _rollup(outcome: Outcome, view: View) -> None:
    keys = ("new_hires", "quota", "dispatched", "shortfall", "duties_overdue", "assigned", "unfilled", "total")
    heads = ("区县", "新招", "应派", "已派", "缺口", "逾期", "调配", "未满足", "绩效合计")
    rows: Rows = [
        (line["district"], *("" if line[key] is None else str(line[key]) for key in keys))
        for line in (*view["districts"], view["total"])
    ]
    rows[-1] = ("合计", *rows[-1][1:])
    print_table(f"{outcome.year}年度全市汇总", heads, rows, right=range(1, 9))
    for line in view["missing"]:
        print(f"缺少：{line['district']} 的 {line['command']}，不在合计之内")


def _verify(outcome: Outcome, view: View) -> None:
    if view["same"]:
        print(f"{view['run']}：{view['compared']} 个输出重算后逐字节相同，输入和清单都没有改动")
        if pack := view.get("pack"):
            print(f"证据包：{pack['name']}，{pack['size']} 字节，SHA-256 {pack['sha256']}")
        return
    rows: Rows = [(d["kind"], d["name"], d["what"]) for d in view["differences"]]
    print_table(f"{view['run']} 与清单不符", ("哪一类", "文件", "怎么不符"), rows)


_PRINTERS: dict[str, Callable[[Outcome, View], None]] = {
    "quota": _quota, "duty": _duty, "allocate": _allocate, "payroll": money_tables.payroll,
    "fund": money_tables.fund, "primary": primary_tables.primary, "assess": money_tables.assess,
    "compare": money_tables.compare, "check": _check,
    "explain": _explain, "verify": _verify, "rollup": _rollup, "certify": certify_tables.certify,
    "report": report_tables.report, "effect": effect_tables.effect, "targets": targets_tables.targets,
    "simulate": plan_tables.simulate, "posts": posts_tables.posts,
    "village": village_tables.village, "train": train_tables.train,
}  # fmt: skip
