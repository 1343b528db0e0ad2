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
    sound = len(set(proof["people"])) == heads and len(set(proof["posts"])) == ends == len(proof["places"])
    sound = sound and all(0 <= i < heads and 0 <= j < ends for i, j in pairs) and chosen <= set(range(len(pairs)))
    if not sound or len(chosen) < len(proof["chosen"]):
        return ["证明所列的人员与岗位配对有误"]
    people, posts = [pairs[pair][0] for pair in chosen], [pairs[pair][1] for pair in chosen]
    goers = set(people)
    faults = ["有人被派往两个岗位"] if len(goers) < len(people) else []
    if sorted((proof["people"][i], proof["posts"][j]) for i, j in zip(people, posts, strict=True)) != sorted(sent):
        faults.append("调配结果与证明不一致")
    faults += [f"{proof['posts'][j]}超过需求人数" for j, n in Counter(posts).items() if n > proof["places"][j]]
    faults += [f"{one['name']}超员" for one in proof["limits"] if len(goers.intersection(one["members"])) > one["most"]]
    faults += [f"{pin['name']}没有落实" for pin in proof["pins"] if len(chosen & set(pin["pairs"])) != 1]
    return faults or _unproven(proof, chosen)


def _unproven(proof: Mapping[str, Any], chosen: set[int]) -> list[str]:
    """The levels not proven. Columns: pairs, and what counts of each tally; rows: sums of them, each in bounds."""
    pairs, heads = proof["pairs"], len(proof["people"])
    rows_of: list[list[tuple[int, int]]] = [[(i, 1), (heads + j, 1)] for i, j in pairs]
    flow, low, high = [int(pair in chosen) for pair in range(len(pairs))], [0] * len(pairs), [1] * len(pairs)
    row_low, row_high = [0] * (heads + len(proof["posts"])), [1] * heads + proof["places"]
    column, ends = {}, defaultdict[tuple[str, int], list[int]](list)
    for at, (i, j) in enumerate(pairs):
        ends["people", i].append(at)
        ends["posts", j].append(at)
    for group in (*proof["limits"], *proof["pins"], *proof["tallies"]):
        side, members = group.get("side", "people"), group.get("members", ())
        inside = group.get("pairs", [at for member in members for at in ends[side, member]])
        for pair in inside:
            rows_of[pair].append((len(row_low), 1))
        if "side" in group:
            column[group["name"]] = len(rows_of)
            rows_of.append([(len(row_low), -1)])
            flow.append(min(group["most"], sum(flow[pair] for pair in inside)))
            low.append(0)
            high.append(group["most"])
        row_low.append(int("pairs" in group))
        row_high.append(heads if "side" in group else group.get("most", 1))
    faults = []
    for level in proof["levels"]:
        by_person, by_post, gain = dict(level["people"]), dict(level["posts"]), dict(level["pairs"])
        for at in range(len(pairs)):
            if level["round"] is not None and low[at] < high[at]:
                text = f"{proof['seed']}|{proof['people'][pairs[at][0]]}|{proof['posts'][pairs[at][1]]}"
                gain[at] = int.from_bytes(sha256(text.encode()).digest()[:8]) >> 20 * level["round"] & 0xFFFFF
        gain |= {column[name]: 1 for name in level["tallies"] if name in column}
        price, bound, reached = {row: int(n) for row, n in level["prices"] or () if 0 <= row < len(row_low)}, 0, 0
        for at in (at for at in range(len(rows_of)) if high[at]):
            gained = gain.get(at, 0)
            if at < len(pairs):
                gained += by_person.get(pairs[at][0], 0) + by_post.get(pairs[at][1], 0)
            worth = gained - sum(price.get(row, 0) * one for row, one in rows_of[at])
            bound, reached = bound + max(worth * low[at], worth * high[at]), reached + gained * flow[at]
            low[at], high[at] = high[at] if worth > 0 else low[at], low[at] if worth < 0 else high[at]
        for row, cost in price.items():
            bound += max(cost * row_low[row], cost * row_high[row])
            row_low[row], row_high[row] = (row_high[row],) * 2 if cost > 0 else (row_low[row],) * 2
        whole = level["sign"] in (1, -1) and column.keys() >= set(level["tallies"])
        if not whole or level["value"] != level["base"] + level["sign"] * reached:
            faults.append(f"“{level['label']}”的数值有误")
        if bound != reached:
            faults.append(f"“{level['label']}”没有证明为最优")
    turns = "".join("." if one["round"] is None else str(one["round"]) for one in proof["levels"]).lstrip(".")
    drawn = turns == "012" or (turns in ("", "0", "01") and low[: len(pairs)] == high[: len(pairs)])
    return faults if drawn else [*faults, "没有抽签"]
