"""First wishes, and all places, against the greatest flow: no lawful allocation could fill more."""

from countyhire.compute.allocation import allocate
from countyhire.policy.load import load
from tests.allocation import districts as d
from tests.oracles.brute_allocation import District

POLICY = load("chongqing-2021-55")


def greatest_flow(district, demands):
    """The most places of these demands that can be filled: augmenting paths, with departments as rooms."""
    wanted = {demand.code for demand in demands}
    options = {p.code: [o for o in district.options(p) if o.code in wanted] for p in district.people}
    home = {p.code: (p.institution, p.department) for p in district.people}
    capacity = {("s", ("room", key)): district.spare(*key) for key in set(home.values())}
    for code, key in home.items():
        capacity[("room", key), ("person", code)] = 1
        for demand in options[code]:
            capacity[("person", code), ("demand", demand.code)] = 1
            capacity[("demand", demand.code), "t"] = demand.count
    graph = {}
    for source, sink in list(capacity):
        capacity.setdefault((sink, source), 0)
        graph.setdefault(source, set()).add(sink)
        graph.setdefault(sink, set()).add(source)
    total = 0
    while True:
        came, waiting = {"s": None}, ["s"]
        while waiting and "t" not in came:
            node = waiting.pop(0)
            for other in graph.get(node, ()):
                if other not in came and capacity[node, other] > 0:
                    came[other] = node
                    waiting.append(other)
        if "t" not in came:
            return total
        node = "t"
        while came[node] is not None:
            capacity[came[node], node] -= 1
            capacity[node, came[node]] += 1
            node = came[node]
        total += 1


def test_first_wishes_and_places_reach_the_flow_bound(sweep):  # C06, H27
    """With demand as the only aim; the total equals the greatest flow, because matched places stay matchable."""
    policy = POLICY.with_values({"allocation.levels": "demand"})
    for number in range(sweep(25, 300)):
        book = d.random_book(number, people=40, demands=20)
        district = District(book, d.START, d.YEAR, (), "签")
        values = {row.name: row.value for row in allocate(book, policy, d.YEAR, d.START, d.ON).objectives}
        lawful = [demand for demand in district.demands if demand.institution != "V1"]
        first = [demand for demand in lawful if demand.rank == 1]
        two = [demand for demand in lawful if demand.rank <= 2]
        assert values["demand_first"] == greatest_flow(district, first), number
        assert values["demand_first"] + values["demand_second"] == greatest_flow(district, two), number
        assert sum(values.values()) == greatest_flow(district, lawful), number


def test_the_quota_before_the_demand_costs_no_place(sweep):  # C08
    """Whoever counts towards the quota fills a place, and a fuller plan keeps each department's number."""
    policy = POLICY.with_values({"allocation.levels": "quota、demand"})
    for number in range(sweep(15, 200)):
        book = d.random_book(number, people=40, demands=20).with_rows("spells", [])
        district = District(book, d.START, d.YEAR, (), "签")
        values = {row.name: row.value for row in allocate(book, policy, d.YEAR, d.START, d.ON).objectives}
        total = values["demand_first"] + values["demand_second"] + values["demand_rest"]
        assert total == greatest_flow(district, [row for row in district.demands if row.institution != "V1"]), number
