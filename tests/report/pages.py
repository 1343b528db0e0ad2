"""The year's page of the sample district, made once."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from countyhire.compute.duty import duty
from countyhire.compute.evaluation import Facts
from countyhire.compute.evaluation.mechanisms import mechanisms
from countyhire.compute.funds import fund
from countyhire.compute.payroll import payroll
from countyhire.compute.quota import quota
from countyhire.district import load_district
from countyhire.model.book import Book
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from countyhire.reports.letterhead import Document, Letterhead
from countyhire.reports.year.page import year_page, year_view
from countyhire.reports.year.parts import Section
from countyhire.reports.year.sections import sections_of
from countyhire.rules.registry import run as run_rules
from countyhire.sheets.read import read_district

ON = date.fromisoformat(SAMPLE_DAY)
YEAR = 2026
FOLDER = sample_data() / SAMPLE


@lru_cache(maxsize=1)
def book() -> Book:
    return read_district(FOLDER).book


@lru_cache(maxsize=1)
def allocation() -> Mapping[str, Any]:
    """An allocation's result with the keys of the contract: the demands in their order, the third part not filled."""
    rows, gaps = [], []
    people = [person for person in book().people if person.profession == "执业医师"]
    for number, demand in enumerate(book().demands):
        for place in range(demand.count or 0):
            person = people[(7 * number + place) % len(people)]
            if (number + place) % 3 == 2:
                gaps.append(
                    {"demand": demand.code, "receiver": demand.institution, "specialty": demand.specialty, "short": 1}
                )
            else:
                rows.append(
                    {
                        "person": person.code, "sender": person.institution, "specialty": demand.specialty,
                        "demand": demand.code, "receiver": demand.institution,
                    }
                )  # fmt: skip
    return {"status": "optimal", "assignments": rows, "unfilled": gaps}


@lru_cache(maxsize=1)
def facts() -> Facts:
    policy, there = load_district(FOLDER).policy, book()
    return Facts(
        book=there,
        policy=policy,
        year=YEAR,
        on=ON,
        quota=quota(there, policy, YEAR, ON),
        duty=duty(there, policy, ON),
        allocation=("allocate-2026-001", allocation()),
        payroll=payroll(there, policy, YEAR - 1, ON),
        fund=fund(there, policy, YEAR, ON),
        findings=run_rules(there, policy, ON, ()),
    )


@lru_cache(maxsize=4)
def sections(least: int = 3) -> tuple[Section, ...]:
    return sections_of(facts(), mechanisms(facts()), least)


def letter(folder: Path | None = None) -> Letterhead:
    district = load_district(FOLDER)
    made = Letterhead(district.name, district.office, YEAR, ON, district.policy)
    return replace(made, folder=folder)


@lru_cache(maxsize=4)
def page(least: int = 3) -> Document:
    return year_page(sections(least), letter(), least)


def view(least: int = 3) -> dict[str, Any]:
    return year_view(sections(least), YEAR, least)


def tables(html: str) -> list[list[list[str]]]:
    """Every table of the page as its rows of texts, head and foot among them."""
    return [
        [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)]
        for table in re.findall(r"<table>(.*?)</table>", html, re.S)
    ]
