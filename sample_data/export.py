"""The roster as the health-statistics system exports it: 40 columns, codes instead of names.

The columns that the export lacks stand behind it under their own headers, as a bureau adds them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from countyhire.model.book import Book
from countyhire.model.column import Column, Kind, columns_of
from countyhire.model.people import Person

from .write import Page, raw, write, write_tables

SEX = {"男": "1", "女": "2"}
PROFESSIONS = {
    "执业医师": "11", "执业助理医师": "12", "见习医师": "13", "注册护士": "21", "助产士": "22", "西药师(士)": "31",
    "中药师(士)": "32", "检验技师(士)": "41", "影像技师(士)": "42", "康复技师": "43", "管理人员": "80",
    "工勤技能人员": "90",
}  # fmt: skip
CATEGORIES = {"临床": "1", "口腔": "2", "公共卫生": "3", "中医": "4"}
SCOPES = {
    "内科": "11", "外科": "12", "妇产科": "13", "儿科": "14", "眼耳鼻咽喉科": "15", "皮肤病与性病": "16",
    "精神卫生": "17", "医学影像和放射治疗": "19", "全科医学": "21", "急救医学": "22", "康复医学": "23", "口腔": "31",
    "中医": "51",
}  # fmt: skip
QUALIFICATIONS = {
    "主任医师": "231", "副主任医师": "232", "主治医师": "233", "医师": "234", "医士": "235", "主管药师": "243",
    "药师": "244", "药士": "245", "主任护师": "251", "副主任护师": "252",
    "主管护师": "253", "护师": "254", "护士": "255",
}  # fmt: skip
APPOINTMENTS = {"正高": "1", "副高": "2", "中级": "3", "师级": "4", "士级": "5", "待聘": "9"}
EDUCATION = {"本科": "2", "大专": "3"}
ESTABLISHMENT = {"编制内": "1", "合同制": "2", "临聘": "3", "返聘": "4"}


def _compact(day: date | None) -> str | None:
    return f"{day:%Y%m%d}" if day else None


def _flow(person: Person) -> tuple[str | None, date | None]:
    """年内人员流动情况 with its day: came this year, or left."""
    if person.gone:
        return ("24" if person.status == "退休" else "25"), person.left_on
    if person.hired_on and person.hired_on.year == 2026:
        return ("12" if person.entry_route == "调入" else "11"), person.hired_on
    return None, None


Names = Mapping[str, str]
EXPORT: tuple[tuple[str, Callable[[Person, Names], Any]], ...] = (
    ("机构id", lambda p, names: None),
    ("机构编码", lambda p, names: p.institution),
    ("机构名称", lambda p, names: names[p.institution]),
    ("姓名", lambda p, names: p.name),
    ("身份证件种类", lambda p, names: "1"),
    ("身份证件号码", lambda p, names: p.id_number),
    ("出生日期", lambda p, names: _compact(p.birth_date)),
    ("性别代码", lambda p, names: SEX[p.sex]),
    ("民族代码", lambda p, names: "01"),
    ("参加工作日期", lambda p, names: _compact(p.hired_on)),
    ("办公室电话号码", lambda p, names: None),
    ("手机号码", lambda p, names: p.phone),
    ("所在科室代码", lambda p, names: None),
    ("科室实际名称", lambda p, names: p.department),
    ("从事专业类别代码", lambda p, names: PROFESSIONS[p.profession]),
    ("医师/卫生监督员执业证书编码", lambda p, names: p.practice_licence),
    ("医师执业类别代码", lambda p, names: CATEGORIES.get(p.practice_category)),
    ("医师执业范围代码", lambda p, names: ",".join(SCOPES.get(scope, scope) for scope in p.practice_scopes)),
    ("是否多地点执业医师", lambda p, names: "是" if p.filed_practice_sites else "否"),
    ("第2执业单位的机构类别", lambda p, names: "2" if p.filed_practice_sites else None),
    ("第3执业单位的机构类别", lambda p, names: None),
    ("是否获得国家住院医师规范化培训合格证书", lambda p, names: None),
    ("住院医师规范化培训合格证书编码", lambda p, names: None),
    ("行政/业务管理职务代码", lambda p, names: None),
    ("专业技术资格(评)代码", lambda p, names: QUALIFICATIONS.get(p.qualification, p.qualification)),
    ("专业技术职务(聘)代码", lambda p, names: APPOINTMENTS.get(p.appointment, p.appointment)),
    ("学历代码", lambda p, names: EDUCATION.get(p.education, p.education)),
    ("学位代码", lambda p, names: None),
    ("所学专业代码", lambda p, names: None),
    ("专业特长1", lambda p, names: None),
    ("专业特长2", lambda p, names: None),
    ("专业特长3", lambda p, names: None),
    ("年内人员流动情况", lambda p, names: _flow(p)[0]),
    ("调入/调出时间", lambda p, names: _compact(_flow(p)[1])),
    ("编制情况", lambda p, names: ESTABLISHMENT.get(p.establishment, p.establishment)),
    ("是否注册为全科医学专业", lambda p, names: "是" if "全科医学" in p.practice_scopes else "否"),
    ("全科医生取得培训合格证书情况", lambda p, names: None),
    ("是否由乡镇卫生院或社区卫生服务机构派驻村卫生室工作", lambda p, names: "否"),
    ("是否从事统计信息化业务工作", lambda p, names: "否"),
    ("统计信息化业务工作", lambda p, names: None),
)
COVERED = {
    "institution", "name", "id_number", "birth_date", "sex", "phone", "department", "profession", "practice_licence",
    "practice_category", "practice_scopes", "qualification", "appointment", "education", "establishment",
}  # fmt: skip


def appended() -> list[Column]:
    """The columns of 花名册 that the export does not have."""
    return [column for column in columns_of(Person) if column.field not in COVERED]


def write_export(folder: Path, book: Book, sheets: Sequence[Page]) -> None:
    """The district's folder with its roster in the export form; the other workbooks as usual."""
    write(folder, [sheet for sheet in sheets if sheet.workbook != "人员花名册"])
    names = {row.code: row.name for row in book.institutions}
    columns = appended()
    headers = [header for header, _ in EXPORT] + [column.header for column in columns]
    kinds = [Kind.CODE] * len(EXPORT) + [column.kind for column in columns]
    body = [
        [value(person, names) or None for _, value in EXPORT] + [raw(column, person) for column in columns]
        for person in book.people
    ]
    roster = Page("人员花名册", "卫统导出的医生数据", Person, ())
    others = []
    for sheet in sheets:
        if sheet.workbook == "人员花名册" and sheet.record is not Person:
            rows = [[raw(column, record) for column in sheet.columns] for record in sheet.rows]
            others.append((sheet, [c.header for c in sheet.columns], [c.kind for c in sheet.columns], rows))
    write_tables(folder / "人员花名册.xlsx", [(roster, headers, kinds, body), *others])
