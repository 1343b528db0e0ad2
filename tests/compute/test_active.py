"""Who serves on a day: one badge each, the posts held, the public board, presence (S0 三节, 四节)."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

from countyhire.compute.active import HEAD, LEADER, OTHER, active_on, kind_of
from countyhire.model.book import Book
from countyhire.model.period import Month
from countyhire.model.service import Score
from countyhire.model.village import Mentoring
from countyhire.policy.load import load
from countyhire.reports.active import active_documents, active_view
from countyhire.reports.letterhead import Letterhead
from tests.compute.dutybook import book_of, doctor, hospital, served, township
from tests.compute.effectbook import person, sent
from tests.reports.pdftext import text_of
from tests.reports.results import told

ON = date(2026, 6, 1)
LETTER = Letterhead("示例区", "示例区卫生健康委员会", 2026, ON, load("chongqing-2021-55"))
SERVING = {"status": "服务中", "term_result": ""}
ROWS = (
    hospital("H1", name="区人民医院"),
    township("T1", name="雪峰乡卫生院"),
    township("T2", name="望江镇卫生院"),
    doctor(
        "A", name="安一", appointment="中级", qualification="主治医师", id_number="509901199001010011",
        phone="13800000001",
    ),
    doctor("B", name="白二", appointment="副高", bank_account="6222020000000001"),
    doctor("C", name="常三"),
    served("A", "2025-08-01", "2026-07-31", specialty="外科", temporary_post="业务副院长", **SERVING),
    served("B", "2025-08-01", "2026-07-31", specialty="内科", temporary_post="外科主任", receiver="T2", **SERVING),
    served("C", "2025-08-01", None, specialty="儿科", **SERVING),
    served("D", "2025-06-01", "2026-05-31"),  # over
    served("E", "2026-06-02", "2027-06-01", **SERVING),  # not yet
    served("F", "2025-08-01", "2026-07-31", status="拟派", term_result=""),
    served("G", "2025-08-01", "2026-05-31", **SERVING),  # its last day is past
)  # fmt: skip


def book() -> Book:
    scores = [
        Score(person="A", month=Month(2026, month), assessor="T1", duty_days=20, attended_days=there)
        for month, there in ((4, 18), (5, 20))
    ]
    pairs = [
        Mentoring(mentor="A", learner="X", institution="T1", skill=skill, start=start)
        for skill, start in (("清创缝合", date(2025, 9, 1)), ("石膏固定", date(2026, 7, 1)))
    ]
    return book_of(*ROWS).with_rows("scores", scores).with_rows("mentoring", pairs)


def test_a_badge_for_everybody_who_serves_and_nobody_else() -> None:  # H52
    people = active_on(book(), ON).people
    assert [row.person for row in people] == ["A", "C", "B"]
    twice = book_of(*ROWS, served("A", "2026-05-01", "2026-12-31", code="S9", receiver="T2", **SERVING))
    assert [(row.person, row.receiver) for row in active_on(twice, ON).people if row.person == "A"] == [("A", "T2")]
    turned = replace(twice, spells=twice.spells[::-1])
    assert active_on(turned, ON) == active_on(twice, ON)


def test_posts_held_and_departments_headed() -> None:  # H35, H60, F04
    serving = active_on(book(), ON)
    assert [(row.person, row.post, row.kind) for row in serving.with_posts] == [
        ("A", "业务副院长", LEADER), ("B", "外科主任", HEAD),
    ]  # fmt: skip
    assert serving.mid_share == Fraction(1, 2)  # of A and B
    assert [kind_of(post) for post in ("", "党支部书记", "中心主任", "护士长", "院感专员")] == [
        "",
        LEADER,
        LEADER,
        HEAD,
        OTHER,
    ]
    assert active_on(Book(), ON).mid_share is None
    sheets = "\n".join(told(active_documents(serving, LETTER, book())[0].data))
    assert "业务副院长" in sheets.partition("# 挂职")[2].partition("# 科室负责人")[0]
    assert "外科主任" in sheets.partition("# 科室负责人")[2].partition("# 到岗率")[0]


def test_presence_of_each() -> None:  # H55
    serving = active_on(book(), ON)
    rows = {row.person: row.present for row in serving.people}
    assert rows["A"] and (rows["A"].due, rows["A"].attended, rows["A"].rate) == (40, 38, Fraction(19, 20))
    assert rows["B"] is None
    assert [row["due_days"] for row in active_view(serving)["people"]] == [40, None, None]


def test_the_board_says_what_may_be_known_and_no_more() -> None:  # H51
    documents = {one.name: one for one in active_documents(active_on(book(), ON), LETTER, book())}
    board = documents["县聘乡用专家简介.pdf"]
    assert board.published and documents["县聘乡用专家简介.docx"].published
    assert not documents["派驻人员名单.xlsx"].published
    text = re.sub(r"\s", "", text_of(board.data))
    for word in (
        "安一主治医师业务副院长",
        "雪峰乡卫生院",
        "望江镇卫生院",
        "专业：外科",
        "来自：区人民医院",
        "带教项目：清创缝合",
    ):
        assert word in text, word
    for word in ("509901199001010011", "13800000001", "6222020000000001", "石膏固定"):
        assert word not in text
    assert text.index("安一") < text.index("常三") < text.index("白二")  # a page a receiver


def test_no_board_without_people_or_names() -> None:
    assert len(active_documents(active_on(Book(), ON), LETTER, Book())) == 1
    bare = book_of(*(row for row in ROWS if hasattr(row, "receiver")))
    assert len(active_documents(active_on(bare, ON), LETTER, bare)) == 1


def test_somebody_whom_the_roster_does_not_name_is_on_no_board() -> None:  # H51
    stranger = book_of(*ROWS, served("H509", "2025-08-01", "2026-07-31", receiver="T2", **SERVING))
    documents = {one.name: one for one in active_documents(active_on(stranger, ON), LETTER, stranger)}
    text = text_of(documents["县聘乡用专家简介.pdf"].data)
    assert "H509" not in text and "白二" in text
    assert "H509" in "\n".join(told(documents["派驻人员名单.xlsx"].data))
    assert "1人不在花名册" in "\n".join(told(documents["派驻人员名单.xlsx"].data))
    alone = book_of(*ROWS[:5], served("H509", "2025-08-01", "2026-07-31", **SERVING))
    assert len(active_documents(active_on(alone, ON), LETTER, alone)) == 1


def test_who_has_left_has_no_badge_although_the_row_still_runs() -> None:  # H52
    day = date(2024, 6, 30)
    gone = [
        person("P1", status="离职", left_on=date(2024, 5, 31)), person("P2", status="离职", left_on=date(2024, 7, 31)),
        person("P3", status="退休"),
    ]  # fmt: skip
    spells = [sent(one.code, date(2024, 1, 1), date(2024, 12, 31), status="服务中") for one in gone]
    book = Book(people=tuple(gone), spells=tuple(spells), read=frozenset({"people", "spells"}))
    assert [row.person for row in active_on(book, day).people] == ["P2"]
