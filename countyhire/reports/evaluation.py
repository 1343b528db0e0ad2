"""市级评估材料: what the city asks of a district (55号 四（四）; A08, G08, G13, I03, I14, I16, J21)."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from countyhire.compute.evaluation.measure import EXACT, MONEY, NOT_APPLICABLE, SHARE
from countyhire.model.money import fixed_text, yuan, yuan_grouped
from countyhire.policy.clauses import cite
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.quota import percent
from countyhire.reports.values import Value, official_day

if TYPE_CHECKING:
    from countyhire.compute.evaluation import Evaluation, Measure
    from countyhire.compute.evaluation.facts import Facts

PACKET = "市级评估材料"


def evaluation_document(result: "Evaluation", facts: "Facts", letter: Letterhead) -> Document:
    """The workbook: indicators, mechanisms, yearly tasks, senders, medical communities."""
    rows = Rows(
        ("序号", "类别", "指标", "分子名", "分子", "分母名", "分母", "数值", "来源", "依据", "备注"),
        numbered(_measure(row) for row in result.measures),
    )
    told = sum(row.top is not None or row.value is not None for row in result.measures)
    values: dict[str, Value] = {
        "总述": (
            f"截至{official_day(facts.until)}，共{len(result.measures)}项指标，已有数{told}项，"
            f"未填报或未计算{len(result.measures) - told}项；没有填报的不作0计。"
        ),
        "说明": "分子、分母为所列工作簿的数；金额单位为元，数值为分子除以分母，百分数取两位小数。",
        "依据": source("G13", "A08", "G08"),
        "核对数": check_figure(rows),
        **_sender_values(result, facts),
        "任务说明": result.tasks
        if isinstance(result.tasks, str)
        else f"从政策施行的{facts.policy.in_force_from.year}年起每年一行；依据：{source('G08', 'I01')}",
        "医共体说明": f"按机构名录的“医共体牵头机构”分组；人次为累计服务段数；依据：{source('I14')}",
        "结对说明": f"按机构名录的“上级机构”中的中心卫生院；空白为没有结对；依据：{source('I16')}",
        "组合计.成员": sum(row.branches for row in result.communities),
        "组合计.边远": sum(row.remote for row in result.communities),
        "组合计.派出": sum(row.sent for row in result.communities),
        "组合计.接收": sum(row.received for row in result.communities),
    }
    lists = {
        "行": rows,
        "机制": Rows(
            ("要求", "机制", "内容", "情况", "来源"),
            [(cite(row.clause), row.mechanism, row.what, row.told, row.source) for row in result.mechanisms],
        ),
        "任务": Rows(
            ("年度", "基准", "招聘", "应派", "已派", "完成率", "状态"),
            [
                (
                    row.year, "是" if row.baseline else "", row.new_hires, row.required, row.done, percent(row.rate),
                    row.status,
                )
                for row in (() if isinstance(result.tasks, str) else result.tasks)
            ],
        ),
        "单位": Rows(
            ("序号", "编码", "名称", "应派", "已派", "缺口", "完成率", "逾期", "提前", "结论"),
            numbered(
                (
                    row.code, row.name, row.required, row.done, row.short, percent(row.rate), row.overdue,
                    row.ended_early, row.verdict,
                )
                for row in (() if isinstance(result.senders, str) else result.senders)
            ),
        ),
        "组": Rows(
            ("编码", "名称", "成员", "边远", "派出", "接收"),
            [(row.lead, row.name, row.branches, row.remote, row.sent, row.received) for row in result.communities],
        ),
        "边": Rows(
            ("编码", "名称", "医共体", "次中心", "次中心名"),
            [(row.code, row.name, row.community, row.partner, row.partner_name) for row in result.partners],
        ),
    }  # fmt: skip
    return excel(letter, PACKET, values, lists)


def _sender_values(result: "Evaluation", facts: "Facts") -> dict[str, Value]:
    quota, senders = facts.quota, result.senders
    if isinstance(quota, str) or isinstance(senders, str):
        none = str(quota if isinstance(quota, str) else senders)
        empty = dict.fromkeys(("应派", "已派", "缺口", "逾期", "提前"))
        return {
            "单位说明": none,
            **{f"单位合计.{name}": 0 for name in empty},
            "全区县应派": None,
            "全区县已派": None,
            "核对单位": "未计算",
        }
    required, done = sum(row.required for row in senders), sum(row.done for row in senders)
    return {
        "单位说明": f"完成率＝已派÷应派（分摊数）；依据：{source('J21', 'C10')}",
        "单位合计.应派": required,
        "单位合计.已派": done,
        "单位合计.缺口": sum(row.short for row in senders),
        "单位合计.逾期": sum(row.overdue for row in senders),
        "单位合计.提前": sum(row.ended_early for row in senders),
        "全区县应派": quota.quota,
        "全区县已派": quota.dispatched,
        "核对单位": agreed((required, done) == (quota.quota, quota.dispatched)),
    }


def _measure(row: "Measure") -> tuple[Value, ...]:
    return (
        row.group, row.name, row.top_name, _part(row, row.top), row.bottom_name, _part(row, row.bottom), shown(row),
        row.source, cite(row.clause), row.reason,
    )  # fmt: skip


def _part(row: "Measure", part: int | None) -> Value:
    if part is None:
        return None
    return Decimal(part).scaleb(-2) if row.unit == "元" else part


def shown(row: "Measure") -> str:
    """The value as the sheet and the screen show it."""
    if row.value is None:
        return row.reason.partition("：")[0].partition("；")[0] or NOT_APPLICABLE
    if row.kind == SHARE:
        return percent(row.value)
    if row.kind == EXACT:
        return f"{fixed_text(row.value, 2)}{row.unit}"
    return f"{yuan_grouped(int(row.value))}元" if row.kind == MONEY else f"{int(row.value)}{row.unit}"


def evaluation_view(result: "Evaluation") -> dict[str, Any]:
    """The same as plain data: counts are integers, money and ratios texts, null where there is no value."""
    return {
        "indicators": [
            {
                "key": row.key,
                "name": row.name,
                "kind": row.kind,
                "numerator": _plain(row, row.top),
                "denominator": _plain(row, row.bottom),
                "value": _value(row),
                "missing": row.reason,
                "source": row.source,
                "clause": row.clause,
            }
            for row in result.measures
        ],
        "mechanisms": [
            {"clause": row.clause, "mechanism": row.mechanism, "what": row.what, "text": row.text, "source": row.source}
            for row in result.mechanisms
        ],
        "tasks": [
            {"year": row.year, "required": row.required, "done": row.done, "status": row.status}
            for row in (() if isinstance(result.tasks, str) else result.tasks)
        ],
        "senders": [
            {
                "code": row.code,
                "required": row.required,
                "done": row.done,
                "rate": None if row.rate is None else fixed_text(row.rate, 4),
                "overdue": row.overdue,
            }
            for row in (() if isinstance(result.senders, str) else result.senders)
        ],
    }


def _plain(row: "Measure", part: int | None) -> int | str | None:
    return yuan(part) if part is not None and row.unit == "元" else part


def _value(row: "Measure") -> int | str | None:
    if row.value is None:
        return None
    if row.kind in (SHARE, EXACT):
        return fixed_text(row.value, 4)
    return _plain(row, int(row.value))
