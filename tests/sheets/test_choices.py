"""Names, other spellings, codes of the old and the new lists, and both in one cell."""

import pytest

from countyhire.model.column import Kind
from countyhire.model.people import PROFESSIONS
from countyhire.sheets.catalogue import SHEETS, sheet_of
from countyhire.sheets.choices import _tables, to_choice, to_known_text, to_yes_no, vocabulary
from countyhire.sheets.convert import converter
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.trouble import Trouble


def read(book_field: str, name: str, value):
    sheet = sheet_of(book_field)
    column = next(column for column in sheet.columns if column.field == name)
    return converter(column, book_field, Specialties())(value)


@pytest.mark.parametrize(
    "value",
    ["执业医师", "11", 11.0, "11-执业医师", "11 执业医师", "11.执业医师", "１１－执业医师", "医师", " 执业 医师"],
)
def test_profession(value):
    assert read("people", "profession", value) == "执业医师"


@pytest.mark.parametrize(
    ("code", "name"),
    [("43", "康复技师"), ("44", "其他技师"), ("60", "乡村医生"), ("31", "西药师(士)"), ("90", "工勤技能人员")],
)
def test_old_and_new_codes_of_professions(code, name):
    assert read("people", "profession", code) == name
    assert read("people", "profession", f"{code}-{name}") == name


@pytest.mark.parametrize("value", ["6", "9", 9.0, "待聘", "9-待聘"])
def test_both_codes_of_waiting_for_appointment(value):
    assert read("people", "appointment", value) == "待聘"


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("establishment", "在编", "编制内"),
        ("establishment", "总量备案制", "总量备案"),
        ("establishment", "1", "编制内"),
        ("appointment", "副主任医师", "副高"),
        ("appointment", "3", "中级"),
        ("appointment", "师级/助理", "师级"),
        ("sex", "2", "女"),
        ("sex", "未说明", ""),
        ("practice_category", "中医类别", "中医"),
        ("status", "在职", "在岗"),
        ("qualification", "233", "主治医师"),
        ("qualification", 232.0, "副主任医师"),
        ("qualification", "中医主治医师", "中医主治医师"),
        ("education", "硕士研究生", "硕士"),
        ("education", "2", "本科"),
        ("department", "A26", "麻醉科"),
        ("department", "医技楼三层", "医技楼三层"),
        ("practice_scopes", "11,12；51", ("内科", "外科", "中医")),
        ("practice_scopes", "20", ("医学检验", "病理")),
        ("practice_scopes", "内科、 外科/儿科", ("内科", "外科", "儿科")),
    ],
)
def test_of_the_roster(name, value, found):
    assert read("people", name, value) == found


def test_of_institutions():
    assert read("institutions", "kind", "C220") == "乡镇卫生院"
    assert read("institutions", "kind", "中医院") == "中医医院"


def test_every_column_of_choices_knows_other_words_or_codes():
    """A clerk who writes 已批复 for 已批准 is understood, in whatever column there are choices."""
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind is Kind.CHOICE:
                table = _tables().get(f"{sheet.book_field}.{column.field}", {})
                assert table.get("names") or table.get("codes"), f"{sheet.book_field}.{column.field}"


@pytest.mark.parametrize(
    ("sheet", "name", "value", "found"),
    [
        ("establishment_changes", "state", "已批复", "已批准"),
        ("establishment_changes", "state", "待批", "已上报"),
        ("establishment_changes", "state", "草案", "草稿"),
        ("primary_staff", "role", "院长", "主要负责人"),
        ("equipment", "state", "正常", "在用"),
        ("abilities", "specialties", "麻醉、普外科、心理咨询室", ("麻醉科", "普通外科", "心理咨询室")),
    ],
)
def test_other_words_of_the_smaller_sheets(sheet, name, value, found):
    assert read(sheet, name, value) == found


def test_a_code_and_a_name_that_disagree():
    assert read("people", "profession", "11-执业助理医师").fault.code == "CH063"


def test_an_unknown_value_names_the_nearest():
    found = read("people", "profession", "执业医生师")
    assert found.fault.code == "CH062"
    assert "执业" in found.remedy


@pytest.mark.parametrize("value", ["是", "√", "Y", "有", "1", 1.0, True, "ｙｅｓ"])
def test_yes(value):
    assert to_yes_no(value) is True


@pytest.mark.parametrize("value", ["否", "×", "N", "无", "0", 0.0, False])
def test_no(value):
    assert to_yes_no(value) is False


def test_neither():
    assert to_yes_no("也许").fault.code == "CH061"
    assert to_yes_no("—") is None


def test_every_choice_reads_as_itself():
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind is Kind.CHOICE:
                for choice in column.choices:
                    assert to_choice(choice, vocabulary(sheet.book_field, column)) == choice


def test_the_tables_name_only_columns_and_choices_that_exist():
    columns = {f"{sheet.book_field}.{column.field}": column for sheet in SHEETS for column in sheet.columns}
    for place, table in _tables().items():
        names = {*table.get("codes", {}).values(), *table.get("names", {})}
        assert place in columns
        if columns[place].choices:
            assert names <= set(columns[place].choices), place


def test_the_new_list_of_professions_is_whole():
    sheet = sheet_of("people")
    column = next(column for column in sheet.columns if column.field == "profession")
    assert set(vocabulary("people", column).codes.values()) == set(PROFESSIONS)


def test_open_lists_keep_what_they_do_not_know():
    column = next(column for column in sheet_of("people").columns if column.field == "education")
    assert to_known_text("肄业", vocabulary("people", column)) == "肄业"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (" P001 ", "P001"),
        (1001.0, "1001"),
        ("Ｐ００１", "P001"),
        ("001", "001"),
        ("无", ""),
        ("'00123", "00123"),
        ('="00123"', "00123"),
        ("P\u3000001", "P 001"),
    ],
)
def test_codes(value, found):
    assert read("demands", "institution", "无") == "无"  # a required code is never said to be none
    assert read("people", "practice_licence", value) == found


@pytest.mark.parametrize("value", [6.2220212345678e18, "6.22202E+18", True])
def test_damaged_codes(value):
    assert isinstance(read("people", "bank_account", value), Trouble)
    assert read("people", "bank_account", value).fault.code == "CH064"


@pytest.mark.parametrize("name", ["王�", "李?", "赵\ue863", "钱□"])
def test_a_name_that_lost_a_character(name):
    found = read("people", "name", name)
    assert (found.fault.code, found.value) == ("CH081", name)


@pytest.mark.parametrize("name", ["李　明", "阿依·古丽", "䶮𬭸", "王〇"])
def test_rare_names_are_kept(name):
    assert read("people", "name", name) == name
