"""Quota, pay and allocation bounds worked out from the raw rows, plainly and slowly; shares no code with countyhire."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from tests.e2e.district import Row, Workbooks

ONE = timedelta(days=1)


def rows(workbooks: Workbooks, book: str, sheet: str) -> list[Row]:
    return sorted(workbooks[book].get(sheet, []), key=lambda row: str(sorted((k, str(v)) for k, v in row.items())))


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2)) if value >= 0 else -int(-value + Fraction(1, 2))


def spread(total: int, weights: dict[str, Fraction]) -> dict[str, int]:
    """Largest remainder, ties by key."""
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: int(value) for key, value in exact.items()}
    order = sorted(exact, key=lambda key: (parts[key] - exact[key], key))
    for key in order[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def scheme(workbooks: Workbooks) -> dict[str, Row]:
    kinds = {"综合医院", "中医医院", "中西医结合医院", "专科医院", "妇幼保健院"}
    return {
        row["机构编码"]: row
        for row in rows(workbooks, "机构名录", "机构")
        if row.get("纳入区县统筹") == "是"
        or (row.get("纳入区县统筹") is None and row["隶属关系"] == "区县属" and row["机构类别"] in kinds)
    }


def days_served(workbooks: Workbooks, until: date) -> dict[str, dict[date, Row]]:
    """Person to day to the spell served on that day."""
    served: dict[str, dict[date, Row]] = defaultdict(dict)
    for spell in rows(workbooks, "服务台账", "服务"):
        day = spell["起始日期"]
        while day <= min(spell["结束日期"], until):
            served[spell["人员编号"]][day] = spell
            day += ONE
    return served


def quota(workbooks: Workbooks, year: int, on: date) -> dict[str, object]:
    """N, floor, shares, actual, as computations of the quota say."""
    homes = scheme(workbooks)
    hires = dict.fromkeys(homes, 0)
    for person in rows(workbooks, "人员花名册", "花名册"):
        if (
            person["机构编码"] in homes
            and person["招聘岗位类别"] == "执业医师类"
            and person["编制情况"] in ("编制内", "总量备案")
            and person["进入方式"] not in ("调入", "安置")
            and person["入职日期"].year == year
            and person["入职日期"] <= on
        ):
            hires[person["机构编码"]] += 1
    total = sum(hires.values())
    floor = -(-4 * total // 5)
    shares = dict.fromkeys(homes, 0)
    if total:
        exact = {code: Fraction(floor * n, total) for code, n in hires.items()}
        shares = {code: int(value) for code, value in exact.items()}
        order = sorted(exact, key=lambda code: (shares[code] - exact[code], -hires[code], code))
        for code in order[: floor - sum(shares.values())]:
            shares[code] += 1
    sent: dict[str, set[str]] = {code: set() for code in homes}
    served = days_served(workbooks, on)
    for spell in rows(workbooks, "服务台账", "服务"):
        start = spell["起始日期"]
        begun_before = start - ONE in served[spell["人员编号"]]
        if spell["派出机构编码"] in homes and start.year == year and start <= on and not begun_before:
            sent[spell["派出机构编码"]].add(spell["人员编号"])
    dispatched = len(set().union(*sent.values())) if sent else 0
    return {
        "new_hires": total, "quota": floor, "dispatched": dispatched, "shortfall": max(0, floor - dispatched),
        "hospitals": {
            code: (hires[code], shares[code], -(-4 * hires[code] // 5), len(sent[code])) for code in sorted(homes)
        },
    }  # fmt: skip


def payroll(workbooks: Workbooks, year: int, on: date) -> dict[str, object]:
    """Pool, average, every person's pay in fen, deductions."""
    people = {row["人员编号"]: row for row in rows(workbooks, "人员花名册", "花名册")}
    served = days_served(workbooks, min(on, date(year, 12, 31)))
    standard = {r["岗位等级"]: Fraction(r["年标准"]) * 100 for r in rows(workbooks, "绩效标准", "岗位基础绩效")}
    marks = {(r["人员编号"], r["月份"], r["考核机构编码"]): r for r in rows(workbooks, "月度考核表", "月度考核")}
    months: dict[str, Fraction] = {}
    means: dict[str, Fraction] = {}
    by_sender: dict[str, Fraction] = defaultdict(Fraction)
    for person, days in sorted(served.items()):
        inside = [day for day in days if day.year == year]
        if not inside:
            continue
        months[person] = sum((Fraction(1, monthrange(d.year, d.month)[1]) for d in inside), Fraction(0))
        for day in inside:
            by_sender[days[day]["派出机构编码"]] += Fraction(1, monthrange(day.year, day.month)[1])
        scores = []
        for number in sorted({day.month for day in inside}):
            there = [days[day]["接收机构编码"] for day in inside if day.month == number]
            weighed = [
                (Fraction(str(mark["得分"])), there.count(place))
                for place in sorted(set(there))
                if (mark := marks[person, f"{year}-{number:02d}", place]).get("得分") is not None
            ]
            if weighed:
                scores.append(sum((s * n for s, n in weighed), Fraction(0)) / sum(n for _, n in weighed))
        means[person] = sum(scores, Fraction(0)) / len(scores) if scores else Fraction(-1)
    if any(mean < 0 for mean in means.values()):
        return {"waiting": [person for person, mean in means.items() if mean < 0]}
    units = [r for r in rows(workbooks, "绩效标准", "区县级医疗机构") if r["年度"] == year]
    heads = {r["机构编码"]: Fraction(str(r["年平均人数"])) - by_sender[r["机构编码"]] / 12 for r in units}
    weighted = Fraction(sum(r["超额绩效总额"] for r in units) * 100) / sum(heads.values())
    basic_weights = {person: standard[people[person]["岗位等级"]] * m for person, m in months.items()}
    basic = half_up(sum(basic_weights.values(), Fraction(0)) / 12)
    excess = half_up(sum(months.values(), Fraction(0)) / 12 * weighted)
    for row in rows(workbooks, "绩效标准", "核定"):
        basic, excess = row["基础绩效核定数"] * 100, row["超额绩效核定数"] * 100
    excess_weights = {person: m * means[person] / 100 for person, m in months.items()}
    return {
        "waiting": [],
        "basic": basic if months else 0,
        "excess": excess if months else 0,
        "weighted": half_up(weighted),
        "persons": {
            person: (b, e)
            for (person, b), e in zip(
                sorted(spread(basic, basic_weights).items()),
                (value for _, value in sorted(spread(excess, excess_weights).items())),
                strict=True,
            )
        },
        "net": heads,
    }
