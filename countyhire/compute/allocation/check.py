"""Accepts or rejects an allocation and its proof; shares no code with the solver, and counts in whole numbers.

For each level the proof prices every person, post, limit, pin and tally; what choices gain less what they cost
bounds every lawful answer, and is reached. Choices with a gain or loss left are fixed for the levels after it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any


def check(proof: Mapping[str, Any], sent: Iterable[tuple[str, str]]) -> list[str]:
    """What is wrong, in words; nothing where those sent (人员编号, 需求编号) go lawfully and are proven best."""
    heads, ends, pairs, chosen = len(proof["people"]), len(proof["posts"]), proof["pairs"], set(proof["chosen"])
    least = proof.get("least", [0] * ends)
    sound = len({*proof["people"]}) == heads and len({*proof["posts"]}) == ends == len(proof["places"]) == len(least)
    sound = sound and all(0 <= i < heads and 0 <= j < ends for i, j in pairs) and chosen <= set(range(len(pairs)))
    if not sound or len(chosen) < len(proof["chosen"]):
        return ["证明所列的人员与岗位配对有误"]
    goers, filled = {pairs[pair][0] for pair in chosen}, Counter(pairs[pair][1] for pair in chosen)
    faults = ["有人被派往两个岗位"] if len(goers) < len(chosen) else []
    if sorted((proof["people"][pairs[at][0]], proof["posts"][pairs[at][1]]) for at in chosen) != sorted(sent):
        faults.append("调配结果与证明不一致")
    faults += [f"{proof['posts'][j]}人数有误" for j in range(ends) if not least[j] <= filled[j] <= proof["places"][j]]
    away = [(len(goers.intersection(one["members"])), one) for one in proof["limits"]]
    faults += [f"{one['name']}人数有误" for n, one in away if not one.get("least", 0) <= n <= one["most"]]
    faults += [f"{pin['name']}没有落实" for pin in proof["pins"] if len(chosen & set(pin["pairs"])) != 1]
    return faults or _unproven(proof, chosen, least)


def _unproven(proof: Mapping[str, Any], chosen: set[int], least: list[int]) -> list[str]:
    """The levels not proven. Columns: pairs, and what counts of each tally; rows: sums of them, each in bounds."""
    pairs, heads, ends, faults = proof["pairs"], len(proof["people"]), len(proof["posts"]), []
    low, high, flow = [0] * len(pairs), [1] * len(pairs), list[int]()
    row_low, row_high = [0] * heads + least, [1] * heads + proof["places"]
    rows = {("people", i): [i] for i in range(heads)} | {("posts", j): [heads + j] for j in range(ends)}
    pinned, tallies = defaultdict[int, list[int]](list), list[tuple[int, str]]()
    for kind, group in ((key, group) for key in ("limits", "pins", "tallies") for group in proof[key]):
        side, row = group["side"] if kind == "tallies" else "people", len(row_low)
        members = {member for member in group.get("members", ()) if (side, member) in rows}
        for member in members:
            rows[side, member].append(row)
        for pair in set(group["pairs"] if kind == "pins" else ()):
            pinned[pair].append(row)
        if kind == "tallies":
            tallies.append((row, group["name"]))
            flow.append(min(group["most"], sum(pairs[pair][side == "posts"] in members for pair in chosen)))
            low.append(0)
            high.append(group["most"])
        row_low.append({"limits": group.get("least", 0), "pins": 1, "tallies": 0}[kind])
        row_high.append({"limits": group.get("most"), "pins": 1, "tallies": heads}[kind])
    for level in proof["levels"]:
        price, bound = {row: int(n) for row, n in level["prices"] or () if 0 <= row < len(row_low)}, 0
        by_person, by_post, gain = dict(level["people"]), dict(level["posts"]), dict(level["pairs"])
        for at in (at for at in range(len(pairs)) if level["round"] is not None and low[at] < high[at]):
            text = f"{proof['seed']}|{proof['people'][pairs[at][0]]}|{proof['posts'][pairs[at][1]]}"
            gain[at] = int.from_bytes(sha256(text.encode()).digest()[:8]) >> 20 * level["round"] & 0xFFFFF
        reached = sum(by_person.get(pairs[at][0], 0) + by_post.get(pairs[at][1], 0) + gain.get(at, 0) for at in chosen)
        reached += sum(n for n, (_, name) in zip(flow, tallies, strict=True) if name in level["tallies"])
        goer = [by_person.get(i, 0) - sum(price.get(row, 0) for row in rows["people", i]) for i in range(heads)]
        place = [by_post.get(j, 0) - sum(price.get(row, 0) for row in rows["posts", j]) for j in range(ends)]
        worth = [gain.get(at, 0) + goer[i] + place[j] if high[at] else 0 for at, (i, j) in enumerate(pairs)]
        for at in pinned.keys() & range(len(pairs)):
            worth[at] -= sum(price.get(row, 0) for row in pinned[at])
        worth += [(name in level["tallies"]) + price.get(row, 0) for row, name in tallies]
        for at in (at for at, n in enumerate(worth) if n):
            bound += max(worth[at] * low[at], worth[at] * high[at])
            low[at], high[at] = (high[at],) * 2 if worth[at] > 0 else (low[at],) * 2
        for row, cost in price.items():
            bound += max(cost * row_low[row], cost * row_high[row])
            row_low[row], row_high[row] = (row_high[row],) * 2 if cost > 0 else (row_low[row],) * 2
        whole = level["sign"] in (1, -1) and {name for _, name in tallies} >= set(level["tallies"])
        if not whole or level["value"] != level["base"] + level["sign"] * reached:
            faults.append(f"“{level['label']}”的数值有误")
        if bound != reached:
            faults.append(f"“{level['label']}”没有证明为最优")
    turns = "".join("." if one["round"] is None else str(one["round"]) for one in proof["levels"]).lstrip(".")
    drawn = turns == "012" or (turns in ("", "0", "01") and low[: len(pairs)] == high[: len(pairs)])
    return faults if drawn else [*faults, "没有抽签"]
