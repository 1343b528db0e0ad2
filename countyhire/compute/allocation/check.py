"""Accepts or rejects an allocation and its proof; shares no code with the solver, and counts in whole numbers.

For each level the proof gives a price for every person, place, department, pin and tally. What a choice
gains less what it costs at these prices bounds every lawful answer; the bound equals the value reached,
so no answer is better. Choices that gain (or lose) at these prices are then fixed as every equally good
answer must have them, and the next level is proven among what is left. `proof` is the JSON object that
the run writes; anybody may repeat this with a program of their own.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any


def check(proof: Mapping[str, Any], sent: Iterable[tuple[str, str]]) -> list[str]:
    """What is wrong, in words; nothing where the people sent (人员编号, 需求编号) are lawful and proven best."""
    pairs, chosen, places = proof["pairs"], proof["chosen"], proof["places"]
    if len(set(chosen)) < len(chosen) or not all(0 <= pair < len(pairs) for pair in chosen):
        return ["证明所列的人员与岗位配对有误"]
    people, posts = [pairs[pair][0] for pair in chosen], [pairs[pair][1] for pair in chosen]
    faults = []
    if sorted((proof["people"][i], proof["posts"][j]) for i, j in zip(people, posts, strict=True)) != sorted(sent):
        faults.append("调配结果与证明不一致")
    if len(set(people)) < len(people):
        faults.append("有人被派往两个岗位")
    faults += [f"{proof['posts'][j]}超过需求人数" for j in sorted(set(posts)) if posts.count(j) > places[j]]
    for limit in proof["limits"]:
        if len(set(people) & set(limit["members"])) > limit["most"]:
            faults.append(f"{limit['name']}超过可派人数")
    faults += [f"{pin['name']}没有落实" for pin in proof["pins"] if len(set(chosen) & set(pin["pairs"])) != 1]
    return faults + _unproven(proof, set(chosen), people, posts)


def _unproven(proof: Mapping[str, Any], chosen: set[int], people: list[int], posts: list[int]) -> list[str]:
    """The levels that are not proven. Columns: pairs, people, posts, limits, pins, and two for each tally."""
    columns: list[list[int]] = [[i, len(proof["people"]) + j] for i, j in proof["pairs"]]  # the rows each flows into
    first_person, first_post = len(columns), len(columns) + len(proof["people"])
    columns += [[] for _ in range(len(proof["people"]) + len(proof["posts"]))]
    source: list[int] = [-1] * first_person + list(range(len(columns) - first_person))  # the row each flows out of
    high = [1] * first_post + list(proof["places"])
    flow = [int(pair in chosen) for pair in range(first_person)] + [
        int(i in set(people)) for i in range(len(proof["people"]))
    ]
    flow += [posts.count(j) for j in range(len(proof["posts"]))]
    low = [0] * len(columns)
    rows = len(columns) - first_person
    for group, base in (
        *((limit, first_person) for limit in proof["limits"]),
        *((pin, 0) for pin in proof["pins"]),
        *((tally, first_person if tally["side"] == "people" else first_post) for tally in proof["tallies"]),
    ):
        members = group["pairs"] if "pairs" in group else group["members"]
        for member in members:
            columns[base + member] = [*columns[base + member], rows]
        reached, most = sum(flow[base + member] for member in members), group.get("most", 1)
        parts = [(min(reached, most), most), (max(0, reached - most), len(proof["people"]))]
        for part, bound in parts if "side" in group else [(reached, most)]:
            columns.append([])
            source.append(rows)
            flow.append(part)
            low.append(int("pairs" in group))
            high.append(bound)
        rows += 1
    first_tally = len(columns) - 2 * len(proof["tallies"])
    faults = []
    for level in proof["levels"]:
        gains = [0] * len(columns)
        for side, base in (("pairs", 0), ("people", first_person), ("posts", first_post)):
            for member, gain in level[side]:
                gains[base + member] = gain
        for at, tally in enumerate(proof["tallies"]):
            gains[first_tally + 2 * at] = int(tally["name"] in level["tallies"])
        if level["round"] is not None:
            for pair in (pair for pair in range(first_person) if low[pair] < high[pair]):
                person, post = proof["pairs"][pair]
                text = f"{proof['seed']}|{proof['people'][person]}|{proof['posts'][post]}"
                gains[pair] = int.from_bytes(sha256(text.encode()).digest()[:8]) >> 20 * level["round"] & 0xFFFFF
        prices = dict(level["prices"] or [])
        bound = 0
        for at, into in enumerate(columns):
            worth = gains[at] - sum(prices.get(row, 0) for row in into) + prices.get(source[at], 0)
            bound += max(worth * low[at], worth * high[at])
            low[at], high[at] = (high[at] if worth > 0 else low[at]), (low[at] if worth < 0 else high[at])
        reached = sum(gain * amount for gain, amount in zip(gains, flow, strict=True))
        if level["value"] != level["base"] + level["sign"] * reached:
            faults.append(f"“{level['label']}”的数值有误")
        if bound != reached:
            faults.append(f"“{level['label']}”没有证明为最优")
    return faults
