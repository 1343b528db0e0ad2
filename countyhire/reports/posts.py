"""编制调整建议表: posts, the three factors of 55号 三（二）, changes, pool, levels, vacancies."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from countyhire.compute.posts.approved import COUNTED, INCLUDED, NO_LEDGER
from countyhire.compute.posts.compared import AT_MOST, BEYOND, DIFFERS, EQUAL, FITS, INFORMS
from countyhire.model.amount import Amount
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, numbered, source
from countyhire.reports.payroll import count
from countyhire.reports.values import Value
from countyhire.reports.working import working

if TYPE_CHECKING:
    from countyhire.compute.posts import Posts
    from countyhire.compute.posts.relations import Relation
    from countyhire.compute.posts.titles import Level, Seniors
    from countyhire.compute.posts.unit import Unit

TABLE = "编制调整建议表"
BLANK = "未填报"
RELATIONS_TOLD = "只列在册的编制内和总量备案人员里有缺项的；年金只看总量备案人员。"
STANDINGS = {COUNTED: "计入", INCLUDED: "已含在核定编制里", NO_LEDGER: "没有登记核定编制，没有计入"}
RELATIONS = {AT_MOST: "不多于", EQUAL: "等于", INFORMS: ""}
KINDS = {
    "J04": "派出编制", "J07": "三个固定数",
    "J22": "编制调剂", "J23": "调剂编制招聘", "J29": "逐级派驻", "K01": "新增编制",
}  # fmt: skip
VERDICTS = {FITS: "符合", BEYOND: "超过", DIFFERS: "不相等", None: ""}
NOT_RULED = "所用政策包没有这项规定，本表不适用。"


def posts_documents(result: "Posts", letter: Letterhead) -> list[Document]:
    """The workbook for the 编制部门 and its working."""
    letter = replace(letter, year=result.year)
    title = f"{letter.district}{result.year}年度编制和岗位计算过程"
    return [_workbook(result, letter), *working(letter, title, _figures(result), "C02")]


def _figures(result: "Posts") -> list[Amount]:
    found: list[Amount | None] = []
    for unit in result.units:
        found += [unit.approved, unit.in_post, unit.population, unit.visits, unit.need.wanted, unit.need.met]
    if result.pool:
        found += [result.pool.pool, result.pool.kept_empty, *(one.kept_empty for one in result.pool.shares)]
    found += [one.exact for one in result.seniors]
    return [figure for figure in found if figure is not None]


def _workbook(result: "Posts", letter: Letterhead) -> Document:
    names = {unit.code: unit.place.name for unit in result.units}
    rows = Rows(
        (
            "序号", "编码", "机构", "核定", "调整", "现行", "在编", "空编", "人口", "人口位次", "业务", "月数",
            "业务位次", "骨干", "需求", "中级", "缺口", "缺口位次", "仍缺", "上报", "草稿", "建议",
        ),
        numbered(_unit(unit, result) for unit in result.units),
    )  # fmt: skip
    known = [unit for unit in result.units if unit.balance is not None]
    values: dict[str, Value] = {
        "总述": _summary(result),
        "说明": _remarks(result),
        "依据": source("C01", "C02", "A09"),
        "变动依据": source("C02"),
        "池依据": source("J24", "J25", "J26", "J27"),
        "岗依据": source("J28", "J32"),
        "高依据": source("P08", "P09", "P10", "P11"),
        "空依据": source("M02", "M03", "M04"),
        "人依据": source("J32"),
        "乡依据": source("A09"),
        "核依据": source("J04", "J07", "J22", "J23", "J29", "K01"),
        "系依据": source("M01", "M08"),
        "系说明": _relations_note(result),
        "池说明": _pool_note(result),
        "高说明": _senior_note(result),
        "核对空编": agreed(
            sum(_n(unit.approved) - _n(unit.in_post) for unit in known) == sum(unit.balance or 0 for unit in known)
        ),
        "核对调整": agreed(sum(_since(unit) for unit in result.units) == sum(_counted(result))),
        "合计.现行": sum(_n(unit.approved) for unit in result.units),
        "合计.空编": sum(unit.balance or 0 for unit in known),
        "核对数": check_figure(rows, f"现行编制合计{sum(_n(unit.approved) for unit in result.units)}名"),
    }
    for field, at in (
        ("核定", 3), ("调整", 4), ("在编", 6), ("人口", 8), ("业务", 10), ("骨干", 13), ("需求", 14), ("中级", 15),
        ("缺口", 16), ("仍缺", 18), ("上报", 19), ("草稿", 20),
    ):  # fmt: skip
        values[f"合计.{field}"] = _sum(rows, at)
    lists = {"行": rows, **_lists(result, names)}
    for owner, fields in SUMS.items():
        for field in fields:
            values[f"{owner}合计.{field}"] = _sum(lists[owner], lists[owner].fields.index(field))
    return excel(letter, TABLE, values, lists)


SUMS = {
    "变动": ("变动", "计入", "未计"),
    "池": ("编制", "在编", "空编", "须空", "原可用"),
    "岗": ("岗位", "已聘", "空岗", "超岗"),
    "高": ("编制", "岗位", "已聘", "全科", "超岗", "特设"),
    "空": ("数",),
    "乡": ("需求", "在岗", "缺口"),
}


def _lists(result: "Posts", names: dict[str, str]) -> dict[str, Rows]:
    shares = result.pool.shares if result.pool else ()
    due = {one.unit.code: one for one in result.due}
    return {
        "变动": Rows(
            ("编码", "机构", "变动", "计入", "未计", "事由", "状态", "文号", "日期", "说明"),
            [
                (
                    row.institution, names.get(row.institution, ""), row.change,
                    row.change if standing == COUNTED else None, None if standing == COUNTED else row.change,
                    row.reason, row.state, row.document, row.approved_on, STANDINGS.get(standing, "没有批准，不计入"),
                )
                for row, standing in result.changes
            ],
        ),
        "池": Rows(
            ("编码", "机构", "编制", "在编", "空编", "须空", "原可用"),
            [
                (
                    share.unit.code, share.unit.place.name, _n(share.unit.approved), _n(share.unit.in_post),
                    share.vacant, _n(share.kept_empty) if share.kept_empty else None,
                    share.free_before if share.kept_empty else None,
                )
                for share in shares
            ],
        ),
        "岗": Rows(
            ("编码", "机构", "层级", "岗位", "已聘", "空岗", "超岗", "结论"),
            [
                (
                    one.unit.code, one.unit.place.name, one.name, one.posts, one.used, one.free, one.over,
                    _filled(one),
                )
                for one in result.levels
            ],
        ),
        "高": Rows(
            ("编码", "机构", "编制", "按比例", "上限", "目标", "岗位", "已聘", "全科", "超岗", "特设", "结论"),
            [
                (
                    one.unit.code, one.unit.place.name, _n(one.unit.approved), count(one.exact), one.cap, one.target,
                    one.posts, one.used, one.practitioners, one.over, one.special, _senior(one),
                )
                for one in result.seniors
            ],
        ),
        "空": Rows(
            ("编码", "机构", "数", "起", "天", "人", "上次", "应调", "说明", "办法"),
            [
                (
                    one.unit.code, one.unit.place.name, one.count, one.since, one.days, one.person,
                    one.unit.adjusted_on, due[one.unit.code].on if one.unit.code in due else None,
                    "" if one.since else "起始日没有记录", "",
                )
                for one in result.vacancies
            ],
        ),
        "人": Rows(
            ("编号", "姓名", "机构", "资格", "职务", "空岗"),
            [
                (
                    one.person.code, one.person.name, one.unit.place.name, one.person.qualification,
                    one.person.appointment, one.free,
                )
                for one in result.waiting
            ],
        ),
        "核": Rows(
            ("条", "编码", "机构", "左项", "左", "关系", "右项", "右", "结论", "说明"),
            [
                (
                    KINDS[one.clause], one.institution, names.get(one.institution, one.institution) or "全区",
                    one.left_name, BLANK if one.left is None else one.left, RELATIONS[one.rule], one.right_name,
                    "" if one.rule == INFORMS else BLANK if one.right is None else one.right, VERDICTS[one.verdict],
                    one.note,
                )
                for one in result.compared
            ],
        ),
        "系": Rows(
            ("编号", "姓名", "机构", "编制", "单位", "年金", "缺项"),
            [
                (
                    one.person.code, one.person.name, names.get(one.person.institution, one.person.institution),
                    one.person.establishment, one.person.relation_holder or BLANK,
                    "不适用" if not one.asked else BLANK if one.annuity is None else "是" if one.annuity else "否",
                    _lacking(one),
                )
                for one in result.relations
            ],
        ),
        "乡": Rows(
            ("名称", "需求", "在岗", "缺口"), [(one.name, one.wanted, one.met, one.gap) for one in result.townships]
        ),
    }  # fmt: skip


def _unit(unit: "Unit", result: "Posts") -> tuple[Value, ...]:
    people, visits, gap = unit.ranks
    asked = result.with_demands
    return (
        unit.code,
        unit.place.name,
        unit.row.approved if unit.row else None,
        _since(unit) if unit.approved else None,
        None if unit.approved is None else _n(unit.approved),
        None if unit.in_post is None else _n(unit.in_post),
        unit.balance,
        BLANK if unit.population is None else _n(unit.population),
        people,
        BLANK if unit.visits is None else _n(unit.visits),
        unit.months,
        visits,
        unit.backbone if result.with_people else BLANK,
        _n(unit.need.wanted) if asked else BLANK,
        unit.need.wanted_middle if asked else BLANK,
        unit.need.gap if asked else BLANK,
        gap,
        unit.beyond_vacancies if asked else None,
        unit.submitted,
        unit.drafts,
        "",
    )


def _since(unit: "Unit") -> int:
    """What approved changes add to the ledger's figure."""
    return _n(unit.approved) - (unit.row.approved or 0) if unit.row else 0


def _counted(result: "Posts") -> Iterator[int]:
    return (row.change or 0 for row, standing in result.changes if standing == COUNTED)


def _filled(one: "Level") -> str:
    if one.over:
        return "超岗位"
    if one.used > one.posts:
        return "超出的是全科医生，不算超岗位"
    return "有岗无人" if one.free else "满岗"


def _senior(one: "Seniors") -> str:
    """What the share says of the posts, both ways of reading it (Q27), and of the appointments."""
    if one.posts > one.target:
        told = "高于比例"
    elif one.posts > one.cap:
        told = "作目标已到，作上限超1个"
    elif one.posts == one.target:
        told = "等于比例"
    elif one.posts == one.cap:
        told = f"作上限已满，作目标还差{one.target - one.posts}个"
    else:
        told = f"作上限可增{one.cap - one.posts}个，作目标还差{one.target - one.posts}个"
    if one.over is None:
        return f"{told}；没有填高级已聘"
    return f"{told}；已聘超岗位{one.over}个" if one.over else told


def _relations_note(result: "Posts") -> str:
    if not result.with_relations:
        return NOT_RULED
    missing = f"花名册没有填{'、'.join(result.unfilled)}，没有核对。" if result.unfilled else ""
    return RELATIONS_TOLD + missing


def _lacking(one: "Relation") -> str:
    told = []
    if one.held is None and not one.holder_unasked:
        told.append("人事关系没有填")
    if one.held is False:
        told.append("人事关系不在卫生健康部门或受委托单位")
    if one.asked and not one.annuity:
        told.append("年金没有填" if one.annuity is None else "没有建立年金")
    return "；".join(told)


def _summary(result: "Posts") -> str:
    whole, filled = (sum(_n(getattr(unit, name)) for unit in result.units) for name in ("approved", "in_post"))
    waiting = sum(1 for _, standing in result.changes if standing not in (COUNTED, INCLUDED))
    return (
        f"机构{len(result.units)}个，现行编制{whole}名，在编{filled}名，空编{sum(u.vacant for u in result.units)}名；"
        f"编制调整{len(result.changes)}笔，其中没有计入的{waiting}笔。"
    )


def _remarks(result: "Posts") -> str:
    missing = [] if result.with_visits else ["没有月度诊疗，业务量未填报"]
    missing += [] if result.levels else ["没有填岗位数和已聘数，有人无岗没有核对"]
    missing += [] if result.with_people else ["没有人员花名册，中级以上在编、有人无岗、空编起始日没有核对"]
    missing += [] if result.with_demands else ["没有需求申报表，骨干需求未填报"]
    parts = [
        "文件只列出服务人口、业务发展、骨干需求三项因素，没有规定公式；位次在县级机构、基层机构内分别排，大的在前，同数同位",
        "建议增减由本单位填写，按程序报编制部门批准后才计入现行编制",
        *missing,
    ]
    return "；".join(parts)


def _pool_note(result: "Posts") -> str:
    pool = result.pool
    if pool is None:
        return NOT_RULED
    note = f"编制池{_n(pool.pool)}名＝总编制{_n(pool.total)}名－在编{_n(pool.in_post)}名－应急备用{_n(pool.reserve)}名"
    if pool.kept_empty:
        note += f"；按原先规定，总编制须空{_n(pool.kept_empty)}名（进一取整），各机构分别取整的合计见表"
    return f"{note}；空编不足应急备用数" if pool.pool.value < 0 else note


def _senior_note(result: "Posts") -> str:
    if not result.seniors:
        return NOT_RULED
    return (
        "岗位总数按现行编制；比例是上限的舍去小数，是目标的进一取整，两个数都列出；"
        "全科医生可超岗位聘用，特设岗位不计比例。"
    )


def _n(amount: Amount | None) -> int:
    return 0 if amount is None else int(amount.value)


def _sum(rows: Rows, at: int) -> int:
    """The sum of a column, texts and blanks passed over as Excel does."""
    return sum(value for row in rows.rows if isinstance(value := row[at], int))
