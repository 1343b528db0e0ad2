"""The plan of some years on the screen: the years, then the specialties year by year."""

from collections.abc import Mapping
from typing import Any

from countyhire.cli.screen import Rows, print_table
from countyhire.pipeline.outcome import Outcome

View = Mapping[str, Any]
_HEADS = ("年度", "需求", "延续", "到期须派", "已排", "派出", "缺口", "可派未用", "返回")
_KEYS = ("places", "continuing", "must_go", "must_go_sent", "sent", "short", "free", "returning")


def simulate(outcome: Outcome, view: View) -> None:
    """Years, specialties (sent and short), coverage; or the rules in conflict."""
    if view["status"] != "optimal":
        conflicts: Rows = [(row["rule"], row["text"]) for row in view["conflicts"]]
        print_table("没有可行方案：下列规定互相冲突", ("规定", "说明"), conflicts)
        return
    years = view["years"]
    rows: Rows = [(str(row["year"]), *(str(row[key]) for key in _KEYS)) for row in years]
    print_table("分年计划（人）", _HEADS, rows, right=range(1, 9))
    names = sorted({one["specialty"] for row in years for one in row["specialties"]})
    by_year = [{one["specialty"]: one for one in row["specialties"]} for row in years]
    each: Rows = [
        (name, *(f"{year[name]['sent']}/{year[name]['short']}" if name in year else "" for year in by_year))
        for name in names
    ]
    heads = ("专业", *(str(row["year"]) for row in years))
    print_table("各专业派出/缺口", heads, each, right=range(1, len(heads)))
    found = view["coverage"]
    late = sum(row["year"] is None for row in view["owing"])
    print(f"覆盖接收单位 {found['covered']}/{found['receivers']} 家，派出 {found['doctors']} 人")
    if found["aims"]["receivers"] is not None:
        print(f"方案目标 {found['aims']['years']} 年 {found['aims']['receivers']} 家、{found['aims']['doctors']} 人")
    print(f"义务尚未完成的 {len(view['owing'])} 项，没有排上 {late} 项，原因见多年派出计划")
