"""Accepts or rejects an allocation and its proof; shares no code with the solver, and counts in whole numbers.

For each level the proof gives a price for every person, post, department, pin and tally. What a choice
gains less what it costs at these prices bounds every lawful answer; the bound equals the value reached,
so no answer is better. Choices that gain (or lose) at these prices are then fixed as every equally good
answer must have them, and the next level is proven among what is left open. `proof` is the JSON object
that the run writes; anybody may repeat this with a program of their own.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any


def check(proof: Mapping[str, Any], sent: Iterable[tuple[str, str]]) -> list[str]:
    """What is wrong, in words; nothing where those sent (人员编号, 需求编号) go lawfully and are proven best."""
    pairs, chosen = proof["pairs"], set(proof["chosen"])
    if len(chosen) < len(proof["chosen"]) or not chosen <= set(range(len(pairs))):
        return ["证明所列的人员与岗位配对有误"]
    people, posts = [pairs[pair][0] for pair in chosen], [pairs[pair][1] for pair in chosen]
    faults = []
    if sorted((proof["people"][i], proof["posts"][j]) for i, j in zip(people, posts, strict=True)) != sorted(sent):
        faults.append("调配结果与证明不一致")
    if len(set(people)) < len(people):
        faults.append("有人被派往两个岗位")
    faults += [f"{proof['posts'][j]}超过需求人数" for j in sorted(set(posts)) if posts.count(j) > proof["places"][j]]
    for limit in proof["limits"]:
        if len(set(people) & set(limit["members"])) > limit["most"]:
            faults.append(f"{limit['name']}超过可派人数")
    faults += [f"{pin['name']}没有落实" for pin in proof["pins"] if len(chosen & set(pin["pairs"])) != 1]
    return faults or _unproven(proof, chosen, people, posts)


def _unproven(proof: Mapping[str, Any], chosen: set[int], people: list[int], posts: list[int]) -> list[str]:
    """The levels that are not proven. A column is what enters (1) or leaves (-1) rows that add up to zero."""
    pairs, heads, rows = proof["pairs"], len(proof["people"]), len(proof["people"]) + len(proof["posts"])
    columns = [[(i, 1), (heads + j, 1)] for i, j in pairs] + [[(row, -1)] for row in range(rows)]
    first = {"pairs": 0, "people": len(pairs), "posts": len(pairs) + heads}
    flow = [int(pair in chosen) for pair in range(len(pairs))] + [int(i in set(people)) for i in range(heads)]
    flow += [posts.count(j) for j in range(rows - heads)]
    low, high = [0] * len(columns), [1] * first["posts"] + proof["places"]
    counter = {}
    for group in (*proof["limits"], *proof["pins"], *proof["tallies"]):
        base = first["pairs" if "pairs" in group else group.get("side", "people")]
        members = [base + member for member in group.get("members", group.get("pairs"))]
        left = sum(flow[member] for member in members)
        for member in members:
            columns[member].append((rows, 1))
        counter[group["name"]] = len(columns) if "side" in group else None
        for most in [group.get("most", 1), heads][: 1 + ("side" in group)]:
            columns.append([(rows, -1)])
            flow.append(min(left, most))
            low.append(int("pairs" in group))
            high.append(most)
            left -= flow[-1]
        rows += 1
    faults = []
    for level in proof["levels"]:
        gain = {first[side] + member: amount for side in first for member, amount in level[side]}
        gain |= {counter[name]: 1 for name in level["tallies"]}
        if level["round"] is not None:
            for pair in (pair for pair in range(len(pairs)) if low[pair] < high[pair]):
                text = f"{proof['seed']}|{proof['people'][pairs[pair][0]]}|{proof['posts'][pairs[pair][1]]}"
                gain[pair] = int.from_bytes(sha256(text.encode()).digest()[:8]) >> 20 * level["round"] & 0xFFFFF
        price, bound = dict(level["prices"] or ()), 0
        for at, entries in enumerate(columns):
            if low[at] < high[at] or low[at]:
                worth = gain.get(at, 0) - sum(price.get(row, 0) * sign for row, sign in entries)
                bound += max(worth * low[at], worth * high[at])
                low[at], high[at] = high[at] if worth > 0 else low[at], low[at] if worth < 0 else high[at]
        reached = sum(amount * flow[at] for at, amount in gain.items())
        if level["value"] != level["base"] + level["sign"] * reached:
            faults.append(f"“{level['label']}”的数值有误")
        if bound != reached:
            faults.append(f"“{level['label']}”没有证明为最优")
    return faults
