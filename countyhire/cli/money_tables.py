"""Pay of the year, of a month and of a settlement as tables on the screen, from the view that `--json` prints."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, grouped, print_table
from countyhire.pipeline.outcome import Outcome

View = Mapping[str, Any]
_ROWS = 30


def payroll(outcome: Outcome, view: View) -> None:
    """The totals first, then what belongs to the kind of run."""
    if "month" in view:
        _month(outcome, view)
        return
    pool = view["pool"]
    print_table(
        f"{outcome.year}年度虚拟机构绩效工资（元，税前）",
        ("基础绩效", "超额绩效", "合计", "核定总量", "人数"),
        [(pool["basic"], pool["excess"], pool["total"], pool["approved"] or "未核定", str(len(view["persons"])))],
        right=range(5),
    )
    rows: Rows = [
        (d["code"], outcome.material.book.institution_name(d["code"]), d["average_headcount"], d["deducted"], d["net"])
        for d in view["deductions"]
    ]
    print_table("单位年平均人数扣减", ("编码", "单位", "年平均人数", "扣减", "扣减后"), rows, right=(2, 3, 4))
    if "settlement" in view:
        _settlement(outcome, view["settlement"])


def _month(outcome: Outcome, view: View) -> None:
    persons = view["persons"]
    pool = view["pool"]
    name = outcome.material.book.person_name
    corrected = [
        (row["person"], name(row["person"]), one["month"], one["due"], one["paid"], one["amount"])
        for row in persons
        for one in row["differences"]
    ]
    print_table(
        f"{view['month']} 绩效工资发放（元，税前）",
        ("基础绩效", "超额绩效（预发）", "本次发放", "人数", "其中差额"),
        [(pool["basic"], pool["excess"], view["sum"], str(len(persons)), f"{len(corrected)}笔")],
        right=range(5),
    )
    if corrected:
        heads = ("编号", "姓名", "月份", "应发", "已发", "差额")
        print_table("以前月份的差额", heads, corrected[:_ROWS], right=(3, 4, 5))
    if len(corrected) > _ROWS:
        print(f"…… 另有 {len(corrected) - _ROWS} 笔，见发放表")
    if view["again"]:
        print(f"{view['month']} 以前已发，本次只发差额：{grouped(view['sum'])} 元")


def _settlement(outcome: Outcome, view: View) -> None:
    print_table(
        f"{outcome.year}年度结算（元，税前）",
        ("以前已发", "追回", "本次结算", "人数", "提前结束或不合格"),
        [(view["paid"], view["clawed"], view["sum"], str(len(view["persons"])), f"{len(view['stakes'])}人次")],
        right=range(5),
    )


def fund(outcome: Outcome, view: View) -> None:
    """Both pools, what they were used for, and the cover of the pay."""
    pools = view["pools"]
    parts = ("opening", "income", "transfers", "spending", "closing")
    heads = ("资金池", "年初", "收入", "划转", "支出", "期末")
    balances: Rows = [(pool["pool"], *(pool[part] for part in parts)) for pool in pools]
    print_table(f"{outcome.year}年双资金池（元，截至 {view['until']}）", heads, balances, right=range(1, 6))
    pace: Rows = [
        (
            pool["pool"], _percent(pool["use_rate"]), _percent(pool["total_use_rate"]), pool["monthly_spending"],
            pool["empty_in"] or "没有支出",
        )
        for pool in pools
    ]  # fmt: skip
    print_table("使用进度", ("资金池", "使用率", "累计使用率", "平均每月支出", "按此用完"), pace, right=range(1, 5))
    uses: Rows = [
        (pool["pool"], name, amount)
        for pool in view["pools"]
        for name, amount in pool["uses"].items()
        if amount != "0.00"
    ]
    print_table("用途", ("资金池", "类别", "支出"), uses, right=(2,))
    given: Rows = [
        (one["source"], one["planned"], one["actual"], _percent(one["share"])) for one in view["contributions"]
    ]
    print_table("三方筹资", ("来源", "预算", "实际", "占比"), given, right=(1, 2, 3))
    if view["coverage"]:
        cover = view["coverage"]
        whole, covered, uncovered = (grouped(cover[part]) for part in ("pay_total", "covered", "uncovered"))
        print(f"绩效工资总额 {whole}，资金池已覆盖 {covered}，未覆盖 {uncovered}")
    if view["subsidy"]:
        print(f"经费补助合计 {grouped(view['subsidy']['sum'])}")


def _percent(rate: str | None) -> str:
    return f"{float(rate) * 100:.1f}%" if rate is not None else "—"


def assess(outcome: Outcome, view: View) -> None:
    """Which workbook goes to whom, or what came back."""
    if view["action"] == "forms":
        rows: Rows = [(one["code"], one["name"], str(len(one["persons"]))) for one in view["receivers"]]
        print_table(f"{view['month']} 考核表", ("编码", "考核机构", "人数"), rows, right=(2,))
        print(f"{len(rows)} 份考核表在运行文件夹的“考核表”里，发给各机构；交回后放进“考核回收”，再运行 assess collect")
        return
    missing: Rows = [
        (one["code"], one["name"], str(len(one["persons"])), "、".join(one["persons"])) for one in view["missing"]
    ]
    if missing:
        print_table("没有交回", ("编码", "考核机构", "人数", "人员"), missing[:_ROWS], right=(2,))
    best = view["excellent"]
    limit = "" if best["limit"] is None else f"，最多 {best['limit']} 人"
    print(f"{view['month']} 应考核 {view['asked']} 人次，本次收回 {view['collected']} 人次")
    print(f"优秀 {best['count']} 人，共 {best['graded']} 人{limit}；月度考核表核对后可替换文件夹里的原表")


def compare(outcome: Outcome, view: View) -> None:
    """The causes with their sums, then the people."""
    labels = {c["cause"]: c["label"] for one in view["differences"] for c in one["causes"]}
    causes: Rows = [(labels[name], amount) for name, amount in view["by_cause"].items()]
    print_table("差异按原因（新－旧，元）", ("原因", "金额"), causes, right=(1,))
    rows: Rows = [
        (
            one["name"], one["part"], one["old"], one["new"], one["difference"],
            "；".join(c["label"] for c in one["causes"]),
        )
        for one in view["differences"][:_ROWS]
    ]  # fmt: skip
    print_table("逐人", ("姓名", "项目", "旧表", "新表", "差额", "原因"), rows, right=(2, 3, 4))
    if len(view["differences"]) > _ROWS:
        print(f"…… 另有 {len(view['differences']) - _ROWS} 笔，见手工表比较")
    old, new, unexplained = (grouped(sum_) for sum_ in (view["old"]["sum"], view["new"]["sum"], view["unexplained"]))
    print(f"旧表合计 {old}，新表合计 {new}，原因不明 {unexplained}")
