"""Official pages: geometry, fonts, glyphs that no font has, faults of a template in a clerk's words."""

import os
import re
from collections import UserDict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from countyhire.reports import fonts
from countyhire.reports import page as page_maker
from countyhire.reports.page import GlyphProblem, PageError, pdf
from tests.reports.district import template_folder
from tests.reports.pdftext import fonts as fonts_of
from tests.reports.pdftext import objects, pages, text_of
from tests.reports.results import made

ON = date(2026, 11, 22)
QUOTA = "选派任务完成情况通知.typ"
LIST = "调配结果通知.typ"


def people(count: int, **changed: str) -> dict[str, object]:
    """The data of the notice of an allocation with so many people."""
    row = {"姓名": "李四", "派出单位": "示例区人民医院", "专业": "麻醉", "职称": "中级", "接收单位": "示例镇中心卫生院"}
    return {
        "标题": "通知", "发文机关": "示例区卫生健康委员会", "成文日期": "2026年11月22日",
        "政策文号": "渝卫发〔2021〕55号", "依据": "渝卫发〔2021〕55号三（二）", "核对数": "核对数：1行",
        "年度": 2027, "人数": count, "机构数": 1,
        "起始日期": "2027年1月1日", "结束日期": "2027年12月31日", "未满足人数": 0, "附件名称": "名单",
        "名单": [{"编号": f"P{number}", **row, **(changed if number == 3 else {})} for number in range(count)],
    }  # fmt: skip


def test_archival_pdf_with_every_glyph_embedded() -> None:
    data = pdf(LIST, people(5), ON)
    assert all(fonts_of(data).values()) and len(fonts_of(data)) == 2
    metadata = next(body for body in objects(data).values() if b"pdfaid" in body).decode()
    assert re.search(r"pdfaid:part>2<", metadata) and re.search(r"pdfaid:conformance>B<", metadata)
    assert "2026-11-22" in metadata


def test_a4_and_the_measures_of_an_official_page() -> None:
    """37 mm above, 28 mm at the left, lines 28.95 pt apart, 22 to a page."""
    data = pdf(LIST, people(5), ON)
    for page in pages(data):
        assert b"/MediaBox[0 0 595.2756 841.8898]" in page
    content = objects(data)[int(re.search(rb"/Contents (\d+) 0 R", pages(data)[0])[1])]  # type: ignore[index]
    places = [(float(x), float(y)) for x, y in re.findall(rb"q 1 0 0 -1 ([\d.]+) ([\d.]+) cm", content)]
    body = sorted({y for x, y in places if y < 620 and y > 110}, reverse=True)
    steps = {round(one - other, 1) for one, other in pairwise(body)}
    assert steps == {28.9} or steps == {28.9, 29.0}
    assert min(x for x, _ in places) == pytest.approx(28 / 25.4 * 72, abs=0.1)
    assert pytest.approx((297 - 37 - 35) / 25.4 * 72, abs=1) == 22 * 28.95


def test_no_page_is_blank_and_numbers_stand_right_and_left() -> None:
    data = pdf(LIST, people(60), ON)
    texts = text_of(data).split("\f")
    assert all(len(text.strip().splitlines()) > 3 for text in texts)
    assert [re.findall(r"— (\d+) —", text) for text in texts] == [[str(n)] for n in range(1, len(texts) + 1)]
    assert len(texts) == 5
    for text in texts[2:]:
        assert "姓名" in text  # the head of the table stands on each of its pages
    places = []
    for page in pages(data)[:2]:
        content = objects(data)[int(re.search(rb"/Contents (\d+) 0 R", page)[1])]  # type: ignore[index]
        spots = [(float(y), float(x)) for x, y in re.findall(rb"q 1 0 0 -1 ([\d.]+) ([\d.]+) cm", content)]
        places.append(min(spots)[1])
    assert places[0] > 400 and places[1] < 150


def test_the_signature_never_stands_alone() -> None:
    for name, document in made().items():
        if name.endswith(".pdf"):
            page = next(text for text in text_of(document.data).split("\f") if "\n示例区卫生健康委员会\n" in text)
            assert len(page.strip().splitlines()) > 4, name


def test_a_letter_ends_with_a_line_of_its_text_above_the_signature_however_long_its_list() -> None:
    person = {"姓名": "李四", "专业": "麻醉", "职称": "中级", "对方单位": "示例镇中心卫生院"}
    units = [
        {"名称": "示例区人民医院", "事由": "由你单位派出", "要求": "请通知本人按时报到。", "对方": "接收单位",
         "人员": [person] * count, "核对数": f"{count}行"}
        for count in range(1, 25)
    ]  # fmt: skip
    term = {"起始日期": "2027年1月1日", "结束日期": "2027年12月31日"}
    sheets = text_of(pdf("派驻通知单.typ", {**people(0), **term, "单位": units}, ON)).split("\f")
    signed = [text for text in sheets if "2026年11月22日" in text]
    assert len(signed) == len(units) < len(sheets)
    assert all("请通知本人按时报到。" in text for text in signed)
    for text, unit in zip(signed, units, strict=True):  # and with the last two of the list, under a head of their own
        assert text.count("李四") >= min(2, len(unit["人员"]))
        assert text.count("序号") == 1
    assert sum(text.count("李四") for text in sheets) == sum(range(1, 25))


def test_names_are_never_markup() -> None:
    shown = text_of(pdf(LIST, people(5, 姓名="#panic()[*x*]", 接收单位="$y$ <z> @w"), ON))
    assert "#panic()" in shown and "[*x*]" in shown and "$y$ <z> @w" in shown


def test_rare_characters_of_names_are_printed() -> None:
    assert "䶮𬭎𫖯㛃" in text_of(pdf(LIST, people(5, 姓名="䶮𬭎𫖯㛃"), ON))


def test_a_character_without_a_glyph_is_named_with_the_person() -> None:
    data = people(8, 姓名="王𪚥")
    data["名单"][5]["姓名"] = "张😀"  # type: ignore[index]
    with pytest.raises(PageError) as caught:
        pdf(LIST, data, ON)
    assert set(caught.value.problems) == {GlyphProblem("𪚥", "王𪚥", "P3"), GlyphProblem("😀", "张😀", "P5")}
    assert "“王𪚥（P3）”里的“𪚥”（U+2A6A5）没有字体可以印出" in caught.value.sentence


def test_a_district_may_word_its_own_notice(tmp_path: Path) -> None:
    own = template_folder(tmp_path) / LIST
    own.write_text('#import "公文.typ": *\n#show: 公文\n#标题[本区通知]\n共#数据.人数;人', encoding="utf-8")
    assert text_of(pdf(LIST, people(5), ON, tmp_path)).startswith("本区通知\n共5人")


def test_a_fault_in_a_template_names_file_and_line(tmp_path: Path) -> None:
    own = template_folder(tmp_path) / LIST
    own.write_text('#import "公文.typ": *\n#show: 公文\n共#数据.没有;人', encoding="utf-8")
    with pytest.raises(PageError, match=r"调配结果通知\.typ.*第3行") as caught:
        pdf(LIST, people(5), ON, tmp_path)
    assert str(tmp_path) not in caught.value.sentence and "/tmp" not in caught.value.sentence


def test_changed_fonts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fonts._SHA256, "NotoSansSC-Regular.otf", "0" * 64)
    fonts.bundled_folder.cache_clear()
    with pytest.raises(fonts.FontProblem, match=r"NotoSansSC-Regular\.otf 缺失或已改变"):
        pdf(LIST, people(1), ON)
    fonts.bundled_folder.cache_clear()


def test_the_machines_fonts_are_used_only_where_asked_for() -> None:
    assert set(map(tuple, fonts.faces(False).values())) == {(fonts.SERIF,), (fonts.SANS,)}
    assert {role: families[-1] for role, families in fonts.faces(True).items()} == {
        role: own for role, (own, _) in fonts.ROLES.items()
    }
    assert fonts.log_lines(False)[0] == "小标宋：Noto Serif SC"


class _WindowsEnviron(UserDict[str, str]):
    """What the environment is on Windows, where names that differ in case are one."""

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.upper())

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.upper(), value)

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name.upper())

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).upper())


@pytest.mark.parametrize("environment", [dict, _WindowsEnviron])
@pytest.mark.parametrize("kept", [{}, {"HTTP_PROXY": "http://a"}, {"http_proxy": "http://a", "NO_PROXY": "b"}])
def test_the_page_maker_reaches_nobody_and_the_environment_is_afterwards_as_it_was(
    kept: dict[str, str], environment: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", environment(kept))
    with page_maker._offline():
        assert os.environ["http_proxy"] == os.environ["HTTPS_PROXY"] == page_maker._NOBODY
        assert os.environ["no_proxy"] == ""
    assert os.environ == environment(kept)
