"""What has happened to people since they were hired: leave, departure, promotion; and names out of the ordinary."""

from dataclasses import replace
from datetime import date

from countyhire.model.people import Leave, Person, PostChange

from .names import generator

AS_OF = date(2026, 8, 15)
SHARED_NAME = "陈思源"


def special_names(people: list[Person]) -> list[Person]:
    """Rare characters, a middle dot, and one name that two units share."""
    renamed = list(people)
    chosen = [place for place, person in enumerate(people) if person.institution in ("H01", "H02", "H04")]
    men = [place for place in chosen if people[place].sex == "男"]
    women = [place for place in chosen if people[place].sex == "女"]
    for place, text in ((men[3], "冉䶮"), (men[11], "吴𬭎"), (women[5], "谭婧䶮"), (men[20], "阿旺·云丹")):
        renamed[place] = replace(people[place], name=text)
    at = {person.institution: place for place, person in reversed(list(enumerate(people)))}
    for institution in ("H02", "H06"):
        renamed[at[institution] + 12] = replace(people[at[institution] + 12], name=SHARED_NAME)
    return renamed


def statuses(people: list[Person]) -> tuple[list[Person], list[Leave]]:
    """Residents, trainees, the ill, mothers, those who left: with the leave that each has."""
    rng = generator("statuses")
    changed, leaves = [], []
    recruits_left = 0
    for person in people:
        recruit = person.recruited_as == "执业医师类" and person.hired_on and person.hired_on >= date(2026, 1, 1)
        roll = rng.random()
        county = person.institution.startswith("H")
        if recruit and person.profession == "见习医师" and roll < 0.55:
            assert person.hired_on
            status, start, end = "规培", max(person.hired_on, date(2026, 8, 1)), date(2029, 7, 31)
        elif recruit and not recruits_left and person.institution == "H01" and person.establishment == "编制内":
            recruits_left += 1
            changed.append(replace(person, status="离职", left_on=date(2026, 7, 31), hired_on=date(2026, 3, 2)))
            continue
        elif recruit or not county or roll > 0.045:
            changed.append(person)
            continue
        elif roll < 0.012 and (person.birth_date or AS_OF) < date(1974, 1, 1):
            changed.append(replace(person, status="退休", left_on=date(2026, rng.randrange(1, 8), 1)))
            continue
        elif roll < 0.020 and person.sex == "女" and 1990 <= (person.birth_date or AS_OF).year <= 1998:
            status, start, end = "产假", date(2026, 5, 20), date(2026, 11, 3)
        elif 0.020 <= roll < 0.028:
            status, start, end = "进修", date(2026, 3, 1), date(2027, 2, 28)
        elif 0.028 <= roll < 0.035:
            status, start, end = "病假", date(2026, 6, 10), None
        else:
            changed.append(person)
            continue
        changed.append(replace(person, status=status))
        leaves.append(
            Leave(
                person=person.code, kind=status, start=start, end=end, approval=f"示例卫人〔2026〕{len(leaves) + 11}号"
            )
        )
    return changed, leaves


def post_changes(people: list[Person]) -> tuple[list[Person], list[PostChange]]:
    """The grades of those promoted lately: to an intermediate title, or up a grade at the new year of 2026."""
    rng = generator("posts")
    changed, rows = [], []
    up = {"专技九级": "专技十级", "专技八级": "专技九级", "专技十一级": "专技十二级", "专技六级": "专技七级"}
    for person in people:
        before, since, first = up.get(person.post_grade, ""), date(2026, 1, 1), person.post_grade_since
        if person.gone or not first or not person.hired_on or not person.institution.startswith("H"):
            before = ""
        elif first >= date(2024, 1, 1) and person.appointment == "中级" and person.hired_on < first:
            before, since, first = "专技十二级", first, person.hired_on
        elif rng.random() > 0.25:
            before = ""
        if not before or not first:
            changed.append(person)
            continue
        rows.append(PostChange(person=person.code, post_grade=before, since=min(first, date(2024, 12, 31))))
        rows.append(PostChange(person=person.code, post_grade=person.post_grade, since=since))
        changed.append(replace(person, post_grade_since=since))
    return changed, rows
