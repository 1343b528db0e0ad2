"""Large problems without workbooks: people, departments, hospitals, posts and some thirty pairs a person."""

import random

from countyhire.compute.allocation.problem import Level, Limit, Problem, Tally

SPECIALTIES = 12
PAIRS = 30


def large_problem(people: int, seed: int = 1) -> Problem:
    """As many places as people, limits and quotas that bind, and fifteen levels."""
    rng = random.Random(seed)
    posts, hospitals = people // 2, max(2, people // 100)
    home = [(rng.randrange(hospitals), rng.randrange(10)) for _ in range(people)]
    specialty = [rng.randrange(SPECIALTIES) for _ in range(people)]
    asked = [rng.randrange(SPECIALTIES) for _ in range(posts)]
    of_specialty = [[post for post in range(posts) if asked[post] == one] for one in range(SPECIALTIES)]
    pairs = tuple(
        (person, post)
        for person in range(people)
        for post in sorted(
            rng.sample(of_specialty[specialty[person]], min(PAIRS, len(of_specialty[specialty[person]])))
        )
    )
    departments: dict[tuple[int, int], list[int]] = {}
    for person, key in enumerate(home):
        departments.setdefault(key, []).append(person)
    staff = [[person for person in range(people) if home[person][0] == hospital] for hospital in range(hospitals)]
    tallies = [Tally("quota", "people", tuple(range(people)), people // 4)]
    tallies += [Tally(f"quota:{at}", "people", tuple(members), len(members) // 4) for at, members in enumerate(staff)]

    def some(share: float, count: int) -> dict[int, int]:
        return {at: 1 for at in range(count) if rng.random() < share}

    rank = [rng.randint(1, 4) for _ in range(posts)]
    wish = [rng.choice((0, 0, 0, 0, 0, 1, 2, 3)) for _ in pairs]
    return Problem(
        people=tuple(f"P{at:05}" for at in range(people)),
        posts=tuple(f"D{at:05}" for at in range(posts)),
        places=tuple(rng.randint(1, 3) for _ in range(posts)),
        pairs=pairs,
        limits=tuple(
            Limit(f"{key}", tuple(departments[key]), max(1, len(departments[key]) * 6 // 10))
            for key in sorted(departments)
        ),
        tallies=tuple(tallies),
        levels=(
            Level("must_go", "必须派出", people=some(0.1, people)),
            Level("quota", "全区名额", tallies=("quota",)),
            Level("quota_hospitals", "各机构名额", tallies=tuple(tally.name for tally in tallies[1:])),
            *(Level(f"demand_{n}", f"志愿{n}", posts={at: 1 for at in range(posts) if min(rank[at], 3) == n})
              for n in (1, 2, 3)),
            Level("remote", "边远", posts=some(0.3, posts)),
            Level("title", "中级", people=some(0.6, people)),
            Level("backbone", "骨干", people=some(0.2, people)),
            Level("volunteers", "自愿", people=some(0.4, people)),
            *(Level(f"wish_{n}", f"志愿{n}", pairs={at: 1 for at, one in enumerate(wish) if one == n})
              for n in (1, 2, 3)),
            Level("community", "医共体", pairs=some(0.2, len(pairs))),
            Level("distance", "路程", posts={at: -rng.randint(10, 900) for at in range(posts)}, sign=-1),
        ),
        seed="示例区2026",
    )  # fmt: skip
