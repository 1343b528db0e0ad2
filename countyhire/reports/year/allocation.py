"""The section 人员调配, from the result of an earlier run."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from countyhire.model.book import Book
from countyhire.reports import charts
from countyhire.reports.charts import HELD
from countyhire.reports.flow import flow
from countyhire.reports.year.parts import Chart, Counts, Figure, Key, Section, Table, percent, source, text


def allocation_section(run: str, view: Mapping[str, Any], book: Book, least: int) -> Section:
    """Who was sent from where to where, in numbers, and which demand stays open; from an earlier run's result."""
    asked = {demand.code: demand.specialty for demand in book.demands}
    pairs = Counter((row["sender"], township_of(book, row["receiver"])) for row in view["assignments"])
    filled = Counter(asked.get(row["demand"], row["specialty"]) for row in view["assignments"])
    short: Counter[str] = Counter()
    short_at: Counter[str] = Counter()
    for gap in view["unfilled"]:
        short[gap["specialty"]] += gap["short"]
        short_at[township_of(book, gap["receiver"])] += gap["short"]
    senders = sorted({sender for sender, _ in pairs})
    townships = sorted({township for _, township in pairs} | set(short_at), key=lambda name: _order(book, name))
    specialties = sorted({*filled, *short}, key=lambda name: (-filled[name] - short[name], name))

    counts = Counts()
    for sender, township in sorted(pairs):  # where nobody goes there is no band: known to be nobody
        counts.put(("flow", sender, township), pairs[sender, township])
    for sender in senders:
        there = [name for name in townships if pairs[sender, name]]
        counts.put(("from", sender), sum(pairs[sender, name] for name in there))
        counts.total(("from", sender), [("flow", sender, name) for name in there])
    for township in townships:
        counts.put(("to", township), sum(pairs[sender, township] for sender in senders))
        counts.total(("to", township), [("flow", sender, township) for sender in senders if pairs[sender, township]])
        _filled(counts, "to", township, short_at[township])
    for name in specialties:
        counts.put(("in", name), filled[name])
        _filled(counts, "in", name, short[name])
    counts.put(("sent",), len(view["assignments"]))
    _filled(counts, "sent", "", short.total())
    counts.total(("sent",), [("from", sender) for sender in senders])
    for side, names in (("to", townships), ("in", specialties)):
        counts.total(("sent",), [(side, name) for name in names])
        counts.total(("short", "sent", ""), [("short", side, name) for name in names])
        counts.total(("asked", "sent", ""), [("asked", side, name) for name in names])
    shown = counts.shown(least)

    flows = {pair: shown["flow", *pair] for pair in sorted(pairs)}
    drawing = flow(
        [(sender, f"{book.institution_name(sender)} {text(shown['from', sender])}") for sender in senders],
        [(name, f"{name} {text(shown['to', name])}") for name in townships if any(n == name for _, n in flows)],
        flows,
    )
    total = (text(shown[("asked", "sent", "")]), text(shown[("sent",)]), text(shown[("short", "sent", "")]))
    return Section(
        "allocation",
        "人员调配",
        f"按运行 {run} 的调配方案：派出{total[1]}人到{len({name for _, name in pairs})}个乡镇街道，"
        f"未满足岗位{total[2]}个。",
        (
            Figure("需求岗位", total[0], "个"),
            Figure("调配", total[1]),
            Figure("未满足", total[2], "个"),
            Figure("满足率", percent(shown[("sent",)], shown[("asked", "sent", "")]).rstrip("%"), "%"),
        ),
        (
            Chart(
                "派出单位到乡镇街道",
                "从派出单位到乡镇街道的人数" + (f"；细虚线表示人数不显示（{HELD}）" if None in flows.values() else ""),
                flow=drawing,
            ),
            Chart(
                "各专业需求满足情况",
                "各专业需求岗位和满足岗位的个数",
                charts.bars(
                    specialties,
                    {
                        "需求": [shown["asked", "in", name] for name in specialties],
                        "满足": [shown["in", name] for name in specialties],
                    },
                    "各专业需求岗位和满足岗位的个数；数据见下表",
                ),
            ),
        ),
        (
            Table(
                "各专业需求满足情况（单位：个岗位）",
                ("专业", "需求", "满足", "未满足", "满足率"),
                tuple((name, *_fill_row(shown, "in", name)) for name in specialties),
                ("合计", *total, percent(shown[("sent",)], shown[("asked", "sent", "")])),
            ),
            Table(
                "各乡镇街道需求满足情况（单位：个岗位）",
                ("乡镇街道", "需求", "满足", "未满足", "满足率"),
                tuple((name, *_fill_row(shown, "to", name)) for name in townships),
                ("合计", *total, percent(shown[("sent",)], shown[("asked", "sent", "")])),
            ),
            Table(
                "派出单位（单位：人）",
                ("派出单位", "派出"),
                tuple((book.institution_name(sender), text(shown["from", sender])) for sender in senders),
                ("合计", total[1]),
            ),
        ),
        source("C06"),
    )


def _filled(counts: Counts, side: str, name: str, short: int) -> None:
    """Places asked for are those filled and those short; only the filled ones are people."""
    filled: Key = (side, name) if name else (side,)
    counts.put(("short", side, name), short, people=False)
    counts.put(("asked", side, name), counts.cells[filled] + short, people=False)
    counts.total(("asked", side, name), [filled, ("short", side, name)])


def _fill_row(shown: Mapping[Key, int | None], side: str, name: str) -> tuple[str, ...]:
    asked, filled, short = shown["asked", side, name], shown[side, name], shown["short", side, name]
    return text(asked), text(filled), text(short), percent(filled, asked)


def township_of(book: Book, receiver: str) -> str:
    """Where a receiver is: its township, or its name where none is entered."""
    place = book.institution(receiver)
    return (place.township if place else "") or book.institution_name(receiver)


def _order(book: Book, township: str) -> tuple[str, str]:
    """Townships in the order of their first institution's code."""
    return min((row.code for row in book.institutions if township in (row.township, row.name)), default=""), township
