"""What an allocation may be and how much any could fill, from the raw rows, by augmenting paths."""

from calendar import monthrange
from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta

from tests.e2e.district import Row, Workbooks
from tests.e2e.plain import rows, scheme

TITLE = {"副高": 3, "中级": 2, "师级": 1}


@dataclass
class Market:
    """Who may go (person to department), how many a department may spare, which demands each person fits."""

    ward: dict[str, tuple[str, str]]
    spare: dict[tuple[str, str], int]
    fits: dict[str, list[str]]
    places: dict[str, int]
    first: set[str]


def _year_later(day: date) -> date:
    last = monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1) if day.day <= last else date(day.year + 1, day.month + 1, 1)


def market(workbooks: Workbooks, start: date) -> Market:
    """The market of the term that begins on `start`."""
    homes = scheme(workbooks)
    end = _year_later(start) - timedelta(days=1)
    away = {
        spell["人员编号"]
        for spell in rows(workbooks, "服务台账", "服务")
        if spell["状态"] in ("服务中", "拟派") and spell["起始日期"] <= end and spell["结束日期"] >= start
    }
    limits = {(r["机构编码"], r["科室"]): r for r in rows(workbooks, "编制台账", "科室保障表")}
    wishes = {r["人员编号"]: r for r in rows(workbooks, "志愿申请表", "志愿")}
    physicians = [p for p in rows(workbooks, "人员花名册", "花名册") if p["从事专业类别"] == "执业医师"]
    spare: dict[tuple[str, str], int] = {}
    for ward in {(p["机构编码"], p["所在科室"]) for p in physicians}:
        mine = [p for p in physicians if (p["机构编码"], p["所在科室"]) == ward]
        gone = sum(p["人员编号"] in away for p in mine)
        rule = limits.get(ward)
        room = len(mine) - gone
        if rule:
            room = min(rule["同期最多派出"] - gone, len(mine) - gone - rule["最低在岗医师"])
        spare[ward] = max(0, room)
    demands = rows(workbooks, "需求申报表", "需求")
    people = {
        p["人员编号"]: p
        for p in physicians
        if p["机构编码"] in homes and p["人员编号"] not in away and p["入职日期"] <= start
    }
    return Market(
        {code: (p["机构编码"], p["所在科室"]) for code, p in people.items()},
        spare,
        {code: [d["需求编号"] for d in demands if _fits(p, d, wishes.get(code))] for code, p in people.items()},
        {d["需求编号"]: d["需求人数"] for d in demands},
        {d["需求编号"] for d in demands if d["志愿顺序"] == 1},
    )


def _fits(person: Row, demand: Row, wish: Row | None) -> bool:
    least = TITLE.get(demand.get("最低职称") or "", 0)
    listed = {wish.get(f"志愿{i}") for i in range(1, 6)} if wish else set()
    held = wish is not None and wish["服从调剂"] == "否" and demand["机构编码"] not in listed
    return person["专业"] == demand["专业"] and TITLE[person["专业技术职务"]] >= least and not held


def unlawful(market: Market, chosen: dict[str, str]) -> list[str]:
    """What is wrong with an allocation; nothing where it is lawful."""
    wrong = [f"{p}->{d}" for p, d in chosen.items() if d not in market.fits.get(p, [])]
    for demand, places in market.places.items():
        if sum(d == demand for d in chosen.values()) > places:
            wrong.append(f"{demand} over its number")
    for ward, room in market.spare.items():
        if sum(market.ward[p] == ward for p in chosen if p in market.ward) > room:
            wrong.append(f"{ward} under its minimum")
    return wrong


def most(market: Market) -> tuple[int, int]:
    """The most first wishes, and the most places, that any lawful allocation fills."""
    return _flow(market, market.first), _flow(market, set(market.places))


def _flow(market: Market, demands: set[str]) -> int:
    """Maximum flow source -> department -> person -> demand -> sink, one unit at a time."""
    room: dict[tuple[object, object], int] = {}
    near: dict[object, set[object]] = {}

    def pipe(a: object, b: object, size: int) -> None:
        room[a, b] = room.get((a, b), 0) + size
        room.setdefault((b, a), 0)
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)

    for ward, size in market.spare.items():
        pipe("source", ward, size)
    for person, fits in market.fits.items():
        pipe(market.ward[person], ("person", person), 1)
        for demand in fits:
            if demand in demands:
                pipe(("person", person), ("demand", demand), 1)
    for demand in demands:
        pipe(("demand", demand), "sink", market.places[demand])
    total = 0
    while True:
        came: dict[object, object] = {"source": "source"}
        queue: deque[object] = deque(["source"])
        while queue and "sink" not in came:
            here = queue.popleft()
            for there in near.get(here, ()):
                if there not in came and room[here, there] > 0:
                    came[there] = here
                    queue.append(there)
        if "sink" not in came:
            return total
        step: object = "sink"
        while step != "source":
            room[came[step], step] -= 1
            room[step, came[step]] += 1
            step = came[step]
        total += 1
