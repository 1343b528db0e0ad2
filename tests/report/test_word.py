"""The editable twins of the letters: the same text as the PDF, the layout by name, the same bytes (F2)."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from countyhire.reports.letterhead import letters
from countyhire.reports.package import Properties
from countyhire.reports.privacy import scan, scan_text, secrets_of
from countyhire.reports.templates import shipped_folder
from countyhire.reports.word import WordProblem, word
from tests.reports.district import book, letter
from tests.reports.pdftext import text_of
from tests.reports.results import quota_documents, quota_result

DAY = date(2026, 12, 31)
PEOPLE = [
    {
        "编号": f"P0{number}", "姓名": name, "单位": "示例区人民医院", "派出单位": "示例区人民医院",
        "类别": "新招聘医师", "接收单位": "望江镇中心卫生院", "对方单位": "望江镇中心卫生院", "专业": "内科",
        "职称": "中级", "起始日期": "2026年1月1日", "结束日期": "2026年12月31日", "理由": "义务到期；志愿第一",
        "合计": "12个月", "核对数": f"1行，校验码 0{number}",
        "服务": [
            {
                "登记号": f"S{number}{part}", "接收单位": "望江镇中心卫生院", "专业": "内科",
                "起始日期": "2026年1月1日", "结束日期": "2026年12月31日", "时间": "12个月", "考核": "合格",
            }
            for part in range(number)
        ],
    }
    for number, name in ((1, "甲<乙>&丙"), (2, "王三"))
]  # fmt: skip
_UNITS = [
    {"名称": name, "事由": "由你单位派出", "要求": "请通知本人。", "对方": "接收单位", "人员": PEOPLE, "核对数": "2行"}
    for name in ("示例区人民医院", "示例区中医院")
]
_POSTS = ("内科医师", "")
_BACK = {"原单位": "示例区人民医院", "返回日期": "2027年1月1日", "考核": "合格"}
_BOARD = [
    {
        "名称": name,
        "核对数": "2人",
        "专家": [
            {
                "姓名": "安一", "职称": "主治医师", "专业": "外科", "原单位": "示例区人民医院", "职务": post,
                "时间": "2025年8月1日至2026年7月31日", "带教": skill,
            }
            for post, skill in (("业务副院长", "清创缝合、石膏固定"), ("", ""))
        ],
    }
    for name in ("望江镇中心卫生院", "雪峰乡卫生院")
]  # fmt: skip
_TERM = {
    "起始日期": "2026年1月1日",
    "结束日期": "2026年12月31日",
    "依据": "渝卫发〔2021〕55号三（二）",
    "核对数": "2人",
}
_SHORT = {"名称": "示例区人民医院", "缺口": 4, "新招": 7, "份额": 6, "本单位取整": 6, "实派": 2}


def _quota(
    hired: int, owed: int, sent: int, short: list[dict[str, Any]], until: str = ""
) -> tuple[str, dict[str, Any]]:
    return "选派任务完成情况通知", {
        "截至": until, "比例": "80%", "占比": "27.27%", "附件名称": "示例区2026年度招聘与选派情况表",
        "依据": "渝卫发〔2021〕55号三（二）", "核对数": "核对数：3行", "招聘人数": hired, "应派人数": owed,
        "实派人数": sent, "缺口": max(owed - sent, 0), "欠派机构": short, "机构": [_SHORT] if hired else [],
    }  # fmt: skip


def _sent(short: int) -> tuple[str, dict[str, Any]]:
    more = {"人数": 2, "机构数": 1, "未满足人数": short, "附件名称": "名单", "名单": PEOPLE}
    return "调配结果通知", {**_TERM, **more}


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "缺": _quota(11, 9, 3, [_SHORT, _SHORT]),
    "成": _quota(11, 9, 9, []),
    "无": _quota(0, 0, 1, [], "（截至2026年8月15日）"),
    "调配": _sent(1),
    "调配全满": _sent(0),
    "证明": ("基层工作经历证明", {**_TERM, "人员": PEOPLE}),
    "催办": (
        "选派任务催办函",
        {"截至": "2026年8月15日", "比例": "80%", "依据": "渝卫发〔2021〕55号三（二）", "核对数": "2个单位",
         "单位": [{**_SHORT, "可派": 5, "核对数": f"H{number}，应派6人"} for number in (1, 2)]},
    ),
    "告知": ("派驻告知书", {**_TERM, "人员": PEOPLE}),
    "通知单": ("派驻通知单", {**_TERM, "单位": _UNITS}),
    "返回": (
        "期满返回通知书",
        {**_TERM, "人员": [{**one, **_BACK, "原岗位": post} for one, post in zip(PEOPLE, _POSTS, strict=True)]},
    ),
    "专家": ("县聘乡用专家简介", {**_TERM, "单位": _BOARD}),
}  # fmt: skip


def docx_text(data: bytes) -> str:
    """The text of a Word document's body as printed, a page's foot in its frame last, without white space."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        markup = package.read("word/document.xml").decode()
    found, foot = "", ""
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", markup, re.S):
        text = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph))
        if 'w:type="page"' in paragraph:
            found, foot = found + foot, ""
        if "<w:framePr" in paragraph:
            foot += text
        else:
            found += text
    return _tight((found + foot).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def pdf_text(data: bytes) -> str:
    """The text of a PDF without page numbers and white space."""
    return _tight(re.sub(r"—\s*\d+\s*—", "", text_of(data)))


@pytest.mark.parametrize("name", CASES)
def test_the_twin_says_what_the_pdf_says(name: str) -> None:  # F1
    template, data = CASES[name]
    pdf, docx = letters(letter(), template, "标题", data, "文书")
    assert (pdf.name, docx.name) == ("文书.pdf", "文书.docx")
    assert sorted(docx_text(docx.data)) == sorted(pdf_text(pdf.data))  # the same characters …
    assert _words(docx_text(docx.data)) == _words(pdf_text(pdf.data))  # … and the same runs of them
    assert "{{" not in docx_text(docx.data) and "{%" not in docx_text(docx.data)


def _words(text: str) -> set[str]:
    """Whole sentences: what stands between full stops."""
    return {part for part in text.split("。") if len(part) > 12 and "序号" not in part and "工作单位" not in part}


def test_both_come_from_the_quota_run() -> None:
    made = {document.name: document.data for document in quota_documents(quota_result(), letter(), book())}
    letters_made = [name.removesuffix(".docx") for name in made if name.endswith(".docx")]
    assert [name.removesuffix(".pdf") for name in made if name.endswith(".pdf")] == letters_made
    for name in letters_made:
        assert sorted(docx_text(made[f"{name}.docx"])) == sorted(pdf_text(made[f"{name}.pdf"]))
    assert "招聘执业医师类人员11人" in docx_text(made[f"{letters_made[0]}.docx"])


def test_every_word_template_has_its_page_template() -> None:
    for path in shipped_folder().glob("*.docx"):
        assert path.with_suffix(".typ").is_file(), path.name
        assert path.stem in {template for template, _ in CASES.values()}, path.name


def test_without_pdf_the_letter_comes_in_word() -> None:
    names = [document.name for document in quota_documents(quota_result(), letter(pdf=False), book())]
    assert [name for name in names if name.endswith(".pdf")] == []
    assert "关于2026年度“县聘乡用”选派任务完成情况的通知.docx" in names


@pytest.mark.parametrize("name", CASES)
def test_nothing_of_a_person_that_is_not_public(name: str) -> None:  # X8
    template, data = CASES[name]
    for document in letters(letter(), template, "标题", data, "文书"):
        if document.name.endswith(".pdf"):
            assert scan_text(text_of(document.data)) == []
        assert scan(document.name, document.data, secrets_of(book())) == []


@pytest.mark.parametrize("template", sorted({template for template, _ in CASES.values()}))
def test_the_official_layout(template: str) -> None:  # U24, GB/T 9704
    with zipfile.ZipFile(shipped_folder() / f"{template}.docx") as package:
        body, styles = package.read("word/document.xml").decode(), package.read("word/styles.xml").decode()
        feet = [package.read(name).decode() for name in package.namelist() if "footer" in name]
    page = re.search(r"<w:pgMar [^>]*>", body)
    assert page is not None
    sides = {side: int(re.search(rf'w:{side}="(\d+)"', page[0])[1]) for side in ("top", "bottom", "left", "right")}  # type: ignore[index]
    in_mm = {side: twips * 25.4 / 1440 for side, twips in sides.items()}
    assert in_mm == pytest.approx({"top": 37, "bottom": 35, "left": 28, "right": 26}, abs=0.1)
    assert 'w:w="11906"' in body or 'w:w="11907"' in body or 'w:w="11905"' in body  # A4
    assert 'w:line="579"' in styles and 'w:lineRule="exact"' in styles  # 28.95 points
    assert '<w:sz w:val="32"/>' in styles  # 三号
    for font in ("方正小标宋简体", "仿宋_GB2312"):
        assert font in body + styles
    if template.endswith("通知"):
        assert "黑体" in body
        assert len(feet) == 2
        assert all("— " in foot and "PAGE" in foot for foot in feet)
        assert sorted("right" if 'w:val="right"' in foot else "left" for foot in feet) == ["left", "right"]


def test_the_same_values_give_the_same_bytes_with_the_district_as_author() -> None:
    template, data = CASES["调配"]
    first, second = (letters(letter(), template, "标题", data, "文书")[1].data for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "<dc:creator>示例区卫生健康委员会</dc:creator>" in core
    assert "2026-12-31T00:00:00Z" in core
    assert "python-docx" not in core


@pytest.mark.parametrize(
    "text", ["{{ 没有这个 }}", "{{ 标题.__class__.__mro__ }}", "{% for 人 in 名单 %}", "{{ 标题 | 不认识 }}"]
)
def test_a_template_with_a_wrong_blank_is_named(tmp_path: Path, text: str) -> None:  # X6
    (tmp_path / "模板").mkdir()
    source = shipped_folder() / "派驻告知书.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "模板" / source.name, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            new.writestr(
                item, part.replace("请于".encode(), text.encode()) if "document.xml" in item.filename else part
            )
    values = {**CASES["告知"][1], "标题": "", "政策文号": "", "发文机关": "", "成文日期": "", "名单": []}
    with pytest.raises(WordProblem, match=r"派驻告知书\.docx"):
        word("派驻告知书.docx", values, Properties("某委", "题", DAY), tmp_path)


def test_a_file_that_is_no_word_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "模板").mkdir()
    (tmp_path / "模板" / "派驻告知书.docx").write_bytes(b"doc")
    with pytest.raises(WordProblem, match="不是 Word 文档"):
        word("派驻告知书.docx", {}, Properties("某委", "题", DAY), tmp_path)


def test_letters_for_three_hundred_people_are_one_document() -> None:
    people = [{**PEOPLE[0], "编号": f"P{number}"} for number in range(300)]
    made = letters(letter(), "派驻告知书", "告知书", {**_TERM, "人员": people}, "告知书")
    assert [document.name.rpartition(".")[2] for document in made] == ["pdf", "docx"]
    assert b"/Count 300" in made[0].data  # pages
