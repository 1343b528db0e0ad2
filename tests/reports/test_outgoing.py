"""What is looked at before documents are written: characters without a glyph, and what must not be published."""

from dataclasses import replace
from datetime import date

import pytest

from countyhire.compute.allocation import allocate
from countyhire.compute.allocation.eligibility import Reason
from countyhire.model.book import Book
from countyhire.model.village import Exemption
from countyhire.reports.documents import Document, allocation_documents
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import excel
from countyhire.reports.outgoing import outgoing
from countyhire.reports.placement import placement_documents
from countyhire.reports.privacy import NotForPublication
from tests.report.test_word import docx_text
from tests.reports.district import ON, YEAR, book, letter
from tests.reports.pdftext import text_of

RARE = "王𪚥"


def allocated(name: str) -> tuple[Book, dict[str, Document], list[str]]:
    """The allocation of the small district with one of those sent renamed: documents written, and what was said."""
    there = book()
    first = allocate(there, letter().policy, YEAR + 1, date(2027, 1, 1), ON, seed="示例").assignments[0].person
    people = tuple(replace(one, name=name) if one.code == first else one for one in there.people)
    renamed = replace(there, people=people)
    result = allocate(renamed, letter().policy, YEAR + 1, date(2027, 1, 1), ON, seed="示例")
    assert first in {row.person for row in result.assignments}
    documents, findings = outgoing(allocation_documents(result, letter(), renamed), renamed)
    assert {finding.subject for finding in findings} <= {first}
    return renamed, {document.name: document for document in documents}, [finding.message for finding in findings]


def test_a_page_with_a_character_without_a_glyph_is_left_out_and_the_rest_is_given() -> None:
    _, documents, said = allocated(RARE)
    _, whole, _ = allocated("王三")
    notice = "关于2027年度“县聘乡用”人员调配结果的通知.pdf"
    assert set(whole) - set(documents) == {notice}  # one list on one page: nothing of it can be printed
    assert len(said) == 3 and all("王𪚥" in sentence and "U+2A6A5" in sentence for sentence in said)
    people = "派驻告知书（致个人）"
    assert RARE in docx_text(documents[f"{people}.docx"].data)
    printed = text_of(documents[f"{people}.pdf"].data)
    assert printed.count("派驻告知书") == docx_text(documents[f"{people}.docx"].data).count("派驻告知书") - 1
    assert "王" not in printed.replace("王三", "")


def test_the_finding_stands_at_the_name_in_the_roster() -> None:
    there, _, _ = allocated(RARE)
    result = allocate(there, letter().policy, YEAR + 1, date(2027, 1, 1), ON, seed="示例")
    _, findings = outgoing(placement_documents(result, letter(), there), there)
    person = next(person for person in there.people if person.name == RARE)
    assert {(finding.code, finding.cell, finding.subject) for finding in findings} == {
        ("CH951", person.cell("name"), person.code)
    }


def test_where_every_glyph_is_there_nothing_is_said() -> None:
    _, documents, said = allocated("王䶮")
    assert said == [] and "王䶮" in text_of(documents["派驻告知书（致个人）.pdf"].data)


@pytest.mark.parametrize("text", ["患病治疗中不能下派", "病假", "手机13800138000"])
def test_a_published_file_that_tells_of_a_person_is_not_written(text: str) -> None:  # X8 G12
    excused = Exemption(
        fault="CH301",
        subject="P01",
        reason="患病治疗中不能下派",
        approver="主任",
        document="批1号",
        valid_until=ON,
    )
    there = replace(book(), exemptions=(excused,))
    values = {"总述": f"拟选派0人。{text}", "依据": "", "核对数": ""}
    names = ("序号", "姓名", "性别", "派出单位", "专业", "职称", "接收单位", "起止")
    lists = {"行": Rows(names, [])}
    with pytest.raises(NotForPublication, match="公示名单"):
        outgoing([excel(letter(), "选派人员公示名单", values, lists, published=True)], there)
    assert outgoing([excel(letter(), "选派人员公示名单", values, lists)], there)[1] == []


def test_the_letter_to_a_person_gives_the_reasons_for_going_and_not_what_the_receiver_has() -> None:  # H29 I25
    there = book()
    result = allocate(there, letter().policy, YEAR + 1, date(2027, 1, 1), ON, seed="示例")
    more = (Reason("ability", "接收机构全麻手术能力：无"), Reason("equipment", "设备条件：无（缺麻醉机）"))
    sent = tuple(replace(row, reasons=(*row.reasons, *more)) for row in result.assignments)
    documents = {one.name: one for one in placement_documents(replace(result, assignments=sent), letter(), there)}
    text = docx_text(documents["派驻告知书（致个人）.docx"].data)
    assert "安排的理由" in text and sent[0].reasons[0].text in text
    assert "全麻手术" not in text and "麻醉机" not in text
