"""Markets of people and places: every answer is lawful, blocked by nobody, and the same for the same input (R12)."""

import random

from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.check import check
from countyhire.compute.allocation.problem import Level, Problem
from countyhire.compute.allocation.proof import proof
from countyhire.compute.allocation.solve import solve
from countyhire.compute.duty import duty, must_go
from countyhire.policy.load import load
from tests.allocation import districts as d
from tests.oracles.brute_allocation import District

POLICY = load("chongqing-2021-55")
SEED = "示例区2026"
Sent = dict[str, str]


def lawful(district: District, sent: Sent) -> bool:
    """By the documents' rules once more: who may go where, places, what each department can spare."""
    people = {person.code: person for person in district.people}
    demands = {demand.code: demand for demand in district.demands}
    if not all(code in people and demands[post] in district.options(people[code]) for code, post in sent.items()):
        return False
    homes = [(people[code].institution, people[code].department) for code in sent]
    posts = list(sent.values())
    return all(homes.count(home) <= district.spare(*home) for home in homes) and all(
        posts.count(post) <= (demands[post].count or 0) for post in posts
    )


def blocking(district: District, sent: Sent) -> tuple[int, list[tuple[str, str]]]:
    """How many wish for a place more than for what they got, and those with whom the district would be better off too.

    The person's rank is the order of the wishes; the places' rank is the scheme's order of aims, over the three ways
    to let the person in: at an empty place, for one who then stays at home, for one who takes the person's place.
    """
    measure = district.aims()
    demands = {demand.code: demand for demand in district.demands}
    worth = measure({code: demands[post] for code, post in sent.items()})
    wished, found = 0, []
    for person in district.people:
        wish = district.preferences.get(person.code)
        if not (wish and wish.willing and wish.wishes):
            continue
        now = sent.get(person.code)
        rank = [code for code in wish.wishes if code]
        best = rank.index(demands[now].institution) if now and demands[now].institution in rank else len(rank)
        for post in district.options(person):
            if post.institution not in rank[:best]:
                continue
            wished += 1
            holders = [code for code, place in sent.items() if place == post.code]
            ways = [{**sent, person.code: post.code}]
            for holder in holders:
                ways.append({code: place for code, place in ways[0].items() if code != holder})
                if now:
                    ways.append({**ways[0], holder: now})
            better = (way for way in ways if lawful(district, way))
            if any(measure({code: demands[place] for code, place in way.items()}) > worth for way in better):
                found.append((person.code, post.code))
    return wished, found


def test_no_market_is_unlawful_or_blocked(seeds):  # R12, C06
    wished = 0
    for number in seeds(25, 10_000):
        rng = random.Random(f"market {number}")
        book = d.random_book(number, people=rng.randint(5, 14), demands=rng.randint(3, 8))
        result = allocate(book, POLICY, d.YEAR, d.START, d.ON, seed=SEED)
        sent = {row.person: row.demand for row in result.assignments}
        assert len(sent) == len(result.assignments)
        owed = [row.person for row in must_go(duty(book, POLICY, d.ON), d.START, POLICY)]
        district = District(book, d.START, d.YEAR, owed, SEED)
        assert lawful(district, sent), number
        assert check(result.proof, sent.items()) == [], number
        more, pairs = blocking(district, sent)
        assert pairs == [], number
        wished += more
        again = allocate(d.shuffled(book, number), POLICY, d.YEAR, d.START, d.ON, seed=SEED)
        assert again.assignments == result.assignments, number
    assert wished > 0


def deferred(wishes: dict[int, list[int]], order: dict[int, int], places: list[int]) -> dict[int, int]:
    """Gale and Shapley: everybody asks in the order of the wishes, a place keeps the best who asked so far."""
    held: dict[int, list[int]] = {post: [] for post in range(len(places))}
    left = {person: iter(posts) for person, posts in wishes.items()}
    free = list(wishes)
    while free:
        person = free.pop()
        post = next(left[person], None)
        if post is None:
            continue
        held[post] = sorted([*held[post], person], key=order.__getitem__)
        free += held[post][places[post] :]
        del held[post][places[post] :]
    return {person: post for post, people in held.items() for person in people}


def test_where_people_and_places_rank_each_other_the_match_is_the_stable_one(seeds):  # R12
    """Places that agree on who comes first have one stable match; with an aim for each person in turn it is found."""
    for number in seeds(25, 10_000):
        rng = random.Random(f"ranks {number}")
        places = [rng.randint(1, 2) for _ in range(rng.randint(2, 5))]
        people = rng.randint(2, 8)
        wishes = {i: rng.sample(range(len(places)), rng.randint(0, len(places))) for i in range(people)}
        turn = rng.sample(range(people), people)
        pairs = tuple((i, j) for i in range(people) for j in sorted(wishes[i]))
        worth = [len(places) - wishes[i].index(j) for i, j in pairs]
        problem = Problem(
            tuple(f"p{i}" for i in range(people)), tuple(f"q{j}" for j in range(len(places))), tuple(places), pairs,
            levels=tuple(
                Level(f"turn{i}", "志愿", pairs={at: worth[at] for at, (one, _) in enumerate(pairs) if one == i})
                for i in turn
            ),
        )  # fmt: skip
        found = solve(problem)
        sent = dict(pairs[at] for at in found.chosen)
        assert sent == deferred(wishes, {i: at for at, i in enumerate(turn)}, places), number
        named = [(problem.people[i], problem.posts[j]) for i, j in sent.items()]
        assert check(proof(problem, found), named) == [], number
