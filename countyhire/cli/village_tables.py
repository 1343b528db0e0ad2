"""乡聘村用 on the screen, from the view that `--json` prints."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, grouped, print_table
from countyhire.pipeline.outcome import Outcome

STATES = {"expired": "已到期", "within_30": "30天内到期", "within_60": "60天内到期"}
MOST = 10


def village(outcome: Outcome, view: Mapping[str, Any]) -> None:
    """What each unit pays, the renewals, then the counts of the lists."""
    name = outcome.material.book.institution_name
    own = {payer["code"]: 0 for payer in view["payers"]}
    for row in view["persons"]:
        own[row["payer"]] += _fen(row["own"])
    rows: Rows = [
        (name(one["code"]), str(one["persons"]), _yuan(own[one["code"]]), one["running_cost"], one["sum"])
        for one in view["payers"]
    ]
    months = view["months"]
    period = months[0] if len(months) == 1 else f"{outcome.year}年"
    print_table(
        f"{period}乡聘村用待遇（元）", ("发放机构", "人数", "个人待遇", "运行经费", "合计"), rows, right=range(1, 5)
    )
    due: Rows = [
        (one["person"], one["contract_end"], str(one["days_left"]), STATES[one["state"]])
        for one in view["renewals"][:MOST]
    ]
    if due:
        print_table("合同续签提醒", ("编号", "合同终止", "剩余天数", "提醒"), due, right=(2,))
        if len(view["renewals"]) > MOST:
            print(f"…… 另有 {len(view['renewals']) - MOST} 人，见乡聘村用台账")
    covered = view["coverage"]
    print(
        f"行政村 {covered['villages']} 个，村卫生室 {covered['clinics']} 个，村医 {covered['doctors']} 人，"
        f"没有合格村医的卫生室 {len(covered['uncovered'])} 个"
        + (f"，证书或合同不在有效期内的 {len(covered['lapsed'])} 人" if covered["lapsed"] else "")
    )
    print(
        f"用余编 {len(view['established'])} 人，编外 {len(view['temporary'])} 人，保险缺项 {len(view['uninsured'])} 人"
    )
    if view["targeted"] is not None:
        print(f"可定向招聘 {len(view['targeted'])} 人")
    if view["unpaid"]:
        print(f"{len(view['unpaid'])} 人没有在合同期内，没有列入发放表")
    print(f"待遇合计 {grouped(view['sum'])}")


def _fen(text: str) -> int:
    return int(text.replace(".", ""))


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
