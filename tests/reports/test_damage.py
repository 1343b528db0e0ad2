"""What of a template its filling would damage: named and refused, or given up where the district wants it so (U25)."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from countyhire.district import load_district
from countyhire.policy.load import PolicyError
from countyhire.reports.damage import PARTS
from countyhire.reports.documents import quota_documents
from countyhire.reports.fill import Rows, TemplateError, fill
from countyhire.reports.outgoing import outgoing
from countyhire.reports.templates import shipped_folder
from tests.reports.district import book, letter, template_folder
from tests.reports.results import quota_result
from tests.reports.test_fill import PROPERTIES, filled, parts, rows, template, totals, with_parts

SWITCH = "[templates] force = true"


def forced(source: bytes) -> tuple[bytes, list[str]]:
    """The filled template, whatever is lost, and what is said to be."""
    people = rows(2)
    values = {"年度": 2026, "说明": "", "填报单位": "", **totals(people)}
    made = fill(source, "表.xlsx", values, {"行": people}, PROPERTIES, force=True)
    return made.data, [f"{problem.cell}：{problem.sentence}" for problem in made.lost]


@pytest.mark.parametrize("start", PARTS)
def test_a_part_that_cannot_stay_as_it_is(start: str) -> None:
    source = with_parts(template(), **{f"{start}1.xml": "<p/>"})
    sentence, remedy, lost = PARTS[start]
    with pytest.raises(TemplateError) as caught:
        filled(2, source)
    assert caught.value.sentence == f"分配表.xlsx：{sentence}；{remedy}；确需照用的，在 countyhire.toml 写 {SWITCH}"
    assert forced(source)[1] == [f"表.xlsx：{lost}"]
    assert forced(template())[1] == []


def test_a_signature_goes_with_all_that_points_to_it() -> None:
    source = template()
    kinds, relations = (parts(source)[name].decode() for name in ("[Content_Types].xml", "_rels/.rels"))
    signed = {
        "_xmlsignatures/origin.sigs": "",
        "_xmlsignatures/sig1.xml": "<s/>",
        "[Content_Types].xml": kinds.replace(
            "</Types>", '<Override PartName="/_xmlsignatures/sig1.xml" ContentType="x"/></Types>'
        ),
        "_rels/.rels": relations.replace(
            "</Relationships>", '<Relationship Id="s" Type="x" Target="_xmlsignatures/origin.sigs"/></Relationships>'
        ),
    }
    made = parts(forced(with_parts(source, **signed))[0])
    assert not any(b"_xmlsignatures" in part or name.startswith("_xml") for name, part in made.items())
    assert set(parts(source)) <= set(made)


def test_a_blank_in_the_name_of_a_sheet_an_array_formula_and_a_table_of_a_model() -> None:
    made = Workbook()
    made.active.title = "{{年度}}年"
    made.active["A1"] = ArrayFormula("A1:A2", "=B1:B2*2")
    made.active["C1"] = 7
    out = io.BytesIO()
    made.save(out)
    sheet = parts(out.getvalue())["xl/worksheets/sheet1.xml"].decode()
    model = sheet.replace('<c r="C1" t="n"><v>7</v>', '<c r="C1"><f t="dataTable" ref="C1:C2" r1="B1"/><v>7</v>')
    assert model != sheet
    names = parts(out.getvalue())["xl/workbook.xml"].decode()
    names = names.replace(
        "</sheets>",
        "</sheets><definedNames><definedName name=\"两倍\">'{{年度}}年'!$A$1</definedName></definedNames>",
    )
    source = with_parts(out.getvalue(), **{"xl/worksheets/sheet1.xml": model, "xl/workbook.xml": names})
    with pytest.raises(TemplateError) as caught:
        fill(source, "表.xlsx", {"年度": 2026, "两倍": 4}, {}, PROPERTIES)
    assert [str(problem.cell) for problem in caught.value.problems] == [
        "表.xlsx", "表.xlsx[{{年度}}年]!A1", "表.xlsx[{{年度}}年]!C1",
    ]  # fmt: skip
    done = fill(source, "表.xlsx", {"年度": 2026, "两倍": 4}, {}, PROPERTIES, force=True)
    assert [problem.sentence for problem in done.lost] == [
        "工作表名“{{年度}}年”里有填空，没有填写", "数组公式已改为普通公式", "模拟运算表已改为模板里原有的数",
    ]  # fmt: skip
    shown = load_workbook(io.BytesIO(done.data)).active
    assert (shown["A1"].value, shown["C1"].value) == ("=B1:B2*2", 7)


def test_a_formula_shared_by_a_run_of_cells_is_as_if_typed_in_each() -> None:
    """The sheet of a program that shares them gives the bytes of the sheet of one that does not."""
    made = Workbook()
    made.active.title = "表"
    for row in range(1, 5):
        made.active.append([row, f"=A{row}*$A$1+表!A{row}"])
    made.active.append(["{{行.数}}", "=A5*$A$1+表!A5"])
    made.active["C5"] = "=SUM(B1:B5)"
    out = io.BytesIO()
    made.save(out)
    plain = parts(out.getvalue())
    text = plain["xl/workbook.xml"].decode()
    defined = "".join(
        f'<definedName name="{name}">表!${place[0]}${place[1]}</definedName>'
        for name, place in {"一": "B1", "二": "B2", "三": "B3", "四": "B4", "行.乘": "B5", "行.和": "C5"}.items()
    )
    text = text.replace("</sheets>", f"</sheets><definedNames>{defined}</definedNames>")
    sheet = plain["xl/worksheets/sheet1.xml"].decode()
    first, *others = re.findall(r"<f>A\d.*?</f>", sheet)
    shared = sheet.replace(first, first.replace("<f>", '<f t="shared" ref="B1:B5" si="0">'))
    for other in others:
        shared = shared.replace(other, '<f t="shared" si="0"/>')
    assert shared.count("shared") == 5
    values = {"一": 2, "二": 4, "三": 6, "四": 8}
    lists = {"行": Rows(("数", "乘", "和"), [(number, 2 * number, 20) for number in (5, 6)])}
    one, other = (
        fill(
            with_parts(out.getvalue(), **{"xl/worksheets/sheet1.xml": part, "xl/workbook.xml": text}),
            "表.xlsx", values, lists, PROPERTIES,
        ).data
        for part in (sheet, shared)
    )  # fmt: skip
    assert one == other
    assert load_workbook(io.BytesIO(one)).active["B6"].value == "=A6*$A$1+表!A6"


def test_a_shared_formula_without_its_first_cell_is_named() -> None:
    made = Workbook()
    made.active["A1"] = "=1"
    out = io.BytesIO()
    made.save(out)
    sheet = parts(out.getvalue())["xl/worksheets/sheet1.xml"].decode().replace("<f>1</f>", '<f t="shared" si="3"/>')
    with pytest.raises(TemplateError, match=r"A1：数组公式、模拟运算表不能原样保留"):
        fill(with_parts(out.getvalue(), **{"xl/worksheets/sheet1.xml": sheet}), "表.xlsx", {}, {}, PROPERTIES)


def test_the_districts_switch_turns_the_refusal_into_a_finding(tmp_path: Path) -> None:
    source = (shipped_folder() / "招聘与选派情况表.xlsx").read_bytes()
    (template_folder(tmp_path) / "招聘与选派情况表.xlsx").write_bytes(
        with_parts(source, **{"_xmlsignatures/sig1.xml": "<s/>"})
    )
    settings = tmp_path / "countyhire.toml"
    settings.write_text(SWITCH.replace("] ", "]\n"), encoding="utf-8")
    district = load_district(tmp_path)
    with pytest.raises(TemplateError, match="有数字签名"):
        quota_documents(quota_result(), letter(folder=tmp_path, pdf=False), book())
    made = quota_documents(quota_result(), letter(folder=tmp_path, pdf=False, force=district.force_templates), book())
    written, found = outgoing(made, book())
    assert len(written) == len(made)
    assert [(one.code, str(one.cell), one.message) for one in found] == [
        ("CH952", "招聘与选派情况表.xlsx", "数字签名已去掉")
    ]


@pytest.mark.parametrize("line", ['force = "是"', "strict = true"])
def test_a_setting_of_templates_that_is_not_known(tmp_path: Path, line: str) -> None:
    (tmp_path / "countyhire.toml").write_text(f"[templates]\n{line}", encoding="utf-8")
    with pytest.raises(PolicyError, match="templates"):
        load_district(tmp_path)
