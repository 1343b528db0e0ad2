"""The work that is measured, ours and the peers': `python -m tests.bench.peers WORK WHO ARGUMENT`, one process each.

A check says the cells it found, a line each: row as Excel counts, and column.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.bench.material import COLUMNS

Work = Callable[[str], None]
WORK: dict[tuple[str, str], Work] = {}
SEXES, POSTS = ("男", "女"), ("编制内", "总量备案", "合同制", "临聘", "返聘", "劳务派遣", "柔性引进", "其他")


def work(what: str, who: str) -> Callable[[Work], Work]:
    def kept(function: Work) -> Work:
        WORK[what, who] = function
        return function

    return kept


# --- read: every cell of every sheet of a workbook


@work("read", "openpyxl")
def _read_openpyxl(path: str) -> None:
    import openpyxl

    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True):
        for _ in sheet.iter_rows(values_only=True):
            pass


@work("read", "pandas")
def _read_pandas(path: str) -> None:
    import pandas

    pandas.read_excel(path, sheet_name=None, header=None, dtype=str, engine="calamine")


@work("read", "calamine")
def _read_calamine(path: str) -> None:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


@work("read", "countyhire")
def _read_ours(path: str) -> None:
    from countyhire.sheets.read import read_files

    read_files([Path(path)])


# --- check: the same rules


def _said(cells: Iterator[tuple[int, str]]) -> None:
    for row, column in sorted(set(cells)):
        print(row, column)


def _id_holds(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    if len(number) != 18 or not number[:17].isdigit():
        return False
    return "10X98765432"[sum(w * int(d) for w, d in zip(weights, number, strict=False)) % 11] == number[17]


@work("check", "countyhire")
def _check_ours(path: str) -> None:
    """The whole of `check`, which has some hundred rules more."""
    import json

    from openpyxl.utils.cell import coordinate_from_string

    from countyhire.cli.shell import captured

    _, told = captured(["check", path, "--as-of", "2026-08-15", "--dry-run", "--json", "--quiet"])
    places = {letters: name for name, letters in zip(COLUMNS, "ABCDEFGHIJKLMNOPQRST", strict=True)}
    cells = (coordinate_from_string(row["cell"]) for row in json.loads(told)["findings"] if row["cell"])
    _said((row, places[letters]) for letters, row in cells if letters in places)


@work("check", "pandera")
def _check_pandera(path: str) -> None:
    import pandas
    import pandera.pandas as pandera

    table = pandas.read_excel(path, dtype=str, engine="calamine", keep_default_na=False)
    filled, days = pandera.Check(lambda cells: cells != ""), pandera.Check(_are_days)
    rules = {
        "人员编号": pandera.Column(str, filled, unique=True, report_duplicates="all"),
        "姓名": pandera.Column(str, filled),
        "身份证件号码": pandera.Column(str, pandera.Check(_id_holds, element_wise=True)),
        "性别": pandera.Column(str, pandera.Check.isin(SEXES)),
        "入职日期": pandera.Column(str, days),
        "出生日期": pandera.Column(str, days),
        "编制情况": pandera.Column(str, pandera.Check.isin(POSTS)),
    }
    try:
        pandera.DataFrameSchema(rules).validate(table, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        found = errors.failure_cases
        _said((int(row) + 2, str(column)) for row, column in zip(found["index"], found["column"], strict=True))


def _are_days(cells: Any) -> Any:
    import pandas

    return pandas.to_datetime(cells, errors="coerce", format="ISO8601").notna()


@work("check", "frictionless")
def _check_frictionless(path: str) -> None:
    from frictionless import Check, Checklist, Resource, Schema, errors, system

    class IdHolds(Check):  # type: ignore[misc]
        Errors = [errors.CellError]

        def validate_row(self, row: Any) -> Iterator[Any]:
            if not _id_holds(row["身份证件号码"] or ""):
                yield errors.CellError.from_row(row, note="check digit", field_name="身份证件号码")

    fields: list[dict[str, Any]] = [{"name": name, "type": "string"} for name in COLUMNS]
    by_name = {field["name"]: field for field in fields}
    by_name["人员编号"]["constraints"] = {"required": True, "unique": True}
    by_name["姓名"]["constraints"] = {"required": True}
    by_name["性别"]["constraints"] = {"enum": list(SEXES)}
    by_name["编制情况"]["constraints"] = {"enum": list(POSTS)}
    by_name["入职日期"]["type"] = by_name["出生日期"]["type"] = "date"
    with system.use_context(trusted=True):
        resource = Resource(path=path, schema=Schema.from_descriptor({"fields": fields}))
        report = resource.validate(Checklist(checks=[IdHolds()]), limit_errors=10**9)
    _said((error.row_number, error.field_name) for error in report.tasks[0].errors if hasattr(error, "field_name"))


# --- write: a list of so many rows and twelve columns, with borders, widths and dates

HEADS = ("序号", "编号", "姓名", "单位", "科室", "专业", "职称", "起始日期", "结束日期", "月数", "金额", "备注")
FIRST = date(2026, 1, 1)


def _rows(count: int) -> Iterator[tuple[Any, ...]]:
    for number in range(1, count + 1):
        day = FIRST + timedelta(days=number % 300)
        code, unit = f"H{number % 40:02}-{number:06}", f"第{number % 40}人民医院"
        yield (
            number,
            code,
            f"某{number % 997}",
            unit,
            "内科",
            "内科",
            "中级",
            day,
            day + timedelta(364),
            12,
            number / 4,
            "",
        )


def _target(who: str) -> str:
    return str(Path(sys.argv[4]) / f"{who}.xlsx")


@work("write", "xlsxwriter")
def _write_xlsxwriter(count: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(_target("xlsxwriter")) as book:
        page, plain = book.add_worksheet("名册"), book.add_format({"border": 1})
        day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
        page.set_column(0, len(HEADS) - 1, 12)
        page.write_row(0, 0, HEADS, plain)
        for number, row in enumerate(_rows(int(count)), 1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    page.write_string(number, place, value, plain)
                else:
                    page.write_number(number, place, value, plain)


@work("write", "openpyxl")
def _write_openpyxl(count: str) -> None:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Border, Side

    book = openpyxl.Workbook(write_only=True)
    page, side = book.create_sheet("名册"), Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    for row in (HEADS, *_rows(int(count))):
        cells = []
        for value in row:
            cell = WriteOnlyCell(page, value=value)
            cell.border = border
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            cells.append(cell)
        page.append(cells)
    book.save(_target("openpyxl"))


@work("write", "pandas")
def _write_pandas(count: str) -> None:
    """Through XlsxWriter, its quickest; without borders, which it has not."""
    import pandas

    table = pandas.DataFrame(_rows(int(count)), columns=list(HEADS))
    table.to_excel(_target("pandas"), sheet_name="名册", index=False, engine="xlsxwriter")


@work("write", "countyhire")
def _write_ours(count: str) -> None:
    """Into a template that staff own, with a formula below the list that shows its sum."""
    from countyhire.reports.fill import Rows, fill
    from countyhire.reports.package import Properties

    rows = tuple(_rows(int(count)))
    template = Path(_target("template"))
    _template(template)
    lists = {"行": Rows(HEADS, rows)}
    done = fill(template.read_bytes(), "名册.xlsx", {"合计.金额": sum(row[-2] for row in rows)}, lists,
                Properties("示例区", "名册", FIRST))  # fmt: skip
    Path(_target("countyhire")).write_bytes(done.data)


def _template(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        page, plain = book.add_worksheet("名册"), book.add_format({"border": 1})
        day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
        page.set_column(0, len(HEADS) - 1, 12)
        page.write_row(0, 0, HEADS, plain)
        for place, head in enumerate(HEADS):
            page.write_string(1, place, f"{{{{行.{head}}}}}", day if head.endswith("日期") else plain)
        page.write_formula(2, HEADS.index("金额"), "=SUM(K2:K2)", plain, 0)


# --- page: one notice with a table of so many people, as PDF

TITLE, UNIT = "“县聘乡用”人员派驻通知单", "示例区人民医院"
TEXT = "根据示例卫发〔2026〕1号，经统筹调配，2026年度由你单位派出下列人员，派驻时间自2026年9月1日至2027年8月31日。"
PAGE_HEADS = ("序号", "姓名", "专业", "职称", "接收单位")


def _people(count: str) -> list[tuple[str, ...]]:
    return [(str(n), f"某{n % 97}", "内科", "主治医师", f"第{n % 30}镇卫生院") for n in range(1, int(count) + 1)]


@work("page", "countyhire")
def _page_ours(count: str) -> None:
    from countyhire.reports.page import pdf

    keys = ("序号", "姓名", "专业", "职称", "对方单位")
    people = [dict(zip(keys, row, strict=True)) for row in _people(count)]
    unit = {"名称": UNIT, "事由": "由你单位派出", "要求": "请通知本人按时报到。", "对方": "接收单位", "人员": people}
    data = {
        "标题": TITLE, "年度": 2026, "发文机关": "示例区卫生健康委员会", "成文日期": "2026年8月15日", "区县": "示例区",
        "政策文号": "示例卫发〔2026〕1号", "起始日期": "2026年9月1日", "结束日期": "2027年8月31日", "依据": "示例",
        "单位": [{**unit, "核对数": "H01"}], "核对数": "1个单位",
    }  # fmt: skip
    (Path(sys.argv[4]) / "countyhire.pdf").write_bytes(pdf("派驻通知单.typ", data, FIRST))


@work("page", "reportlab")
def _page_reportlab(count: str) -> None:
    """With a font that the reader must have: it embeds no OpenType font of this kind."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("text", fontName="STSong-Light", fontSize=16, leading=28)
    table = Table([PAGE_HEADS, *_people(count)], repeatRows=1)
    table.setStyle([("FONT", (0, 0), (-1, -1), "STSong-Light", 12), ("GRID", (0, 0), (-1, -1), 0.5, "black")])
    parts = [Paragraph(TITLE, style), Paragraph(UNIT, style), Paragraph(TEXT, style), table]
    SimpleDocTemplate(str(Path(sys.argv[4]) / "reportlab.pdf"), pagesize=A4).build(parts)


def _html(count: str) -> str:
    from countyhire.reports.fonts import bundled_folder

    font = next(path for path in sorted(bundled_folder().iterdir()) if "Serif" in path.name)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _people(count))
    heads = "".join(f"<th>{head}</th>" for head in PAGE_HEADS)
    return (
        f'<meta charset="utf-8"><style>@font-face{{font-family:song;src:url("{font.as_uri()}")}}'
        "body{font:16pt song}table{border-collapse:collapse;font-size:12pt}td,th{border:.5pt solid}</style>"
        f"<h1>{TITLE}</h1><p>{UNIT}：</p><p>{TEXT}</p><table><thead><tr>{heads}</tr></thead>{rows}</table>"
    )


@work("page", "weasyprint")
def _page_weasyprint(count: str) -> None:
    import weasyprint

    weasyprint.HTML(string=_html(count)).write_pdf(str(Path(sys.argv[4]) / "weasyprint.pdf"))


@work("page", "LibreOffice")
def _page_libreoffice(count: str) -> None:
    import subprocess

    place = Path(sys.argv[4])
    (place / "页.html").write_text(_html(count), encoding="utf-8")
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(place)]
    subprocess.run([*words, str(place / "页.html")], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not (place / "页.pdf").is_file():
        raise SystemExit("no page")


# --- many pages in one go: a letter a person as PDF and in Word, a payslip a person


@work("letters", "countyhire")
def _letters(count: str) -> None:
    from countyhire.policy.load import load
    from countyhire.reports.letterhead import Letterhead, letters

    reasons = "专业对口：内科；须在2027年9月15日前完成基层服务；接收机构第一志愿需求；本人自愿；本人第三志愿机构"
    people = [
        {
            "编号": f"P{number}", "姓名": name, "派出单位": UNIT, "接收单位": place, "专业": what, "职称": title,
            "起始日期": "2026年9月1日", "结束日期": "2027年8月31日", "理由": reasons, "核对数": f"P{number}",
        }
        for number, name, what, title, place in _people(count)
    ]  # fmt: skip
    letter = Letterhead("示例区", "示例区卫生健康委员会", 2026, FIRST, load("chongqing-2021-55"))
    data = {"起始日期": "2026年9月1日", "结束日期": "2027年8月31日", "依据": "示例", "核对数": "示例", "人员": people}
    for document in letters(letter, "派驻告知书", "告知书", data, "告知书"):
        (Path(sys.argv[4]) / document.name).write_bytes(document.data)


@work("slips", "countyhire")
def _slips(count: str) -> None:
    """The year's pay of the sample district, its people over and over until there are enough."""
    from countyhire.compute.payroll import payroll
    from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
    from countyhire.policy.load import load
    from countyhire.reports.letterhead import Letterhead
    from countyhire.reports.pay_slips import Slip, payslips
    from countyhire.sheets.read import read_district

    day, policy = date.fromisoformat(SAMPLE_DAY), load("chongqing-2021-55")
    book = read_district(sample_data() / SAMPLE).book
    rows = payroll(book, policy, 2025, day).persons
    slips = [
        Slip(row.person, row.receivers, [("基础绩效", row.basic), ("超额绩效", row.excess)], row.total)
        for row in (rows[number % len(rows)] for number in range(int(count)))
    ]
    for document in payslips(Letterhead("示例区", "示例区卫生健康委员会", 2025, day, policy), book, "2025年度", slips):
        (Path(sys.argv[4]) / document.name).write_bytes(document.data)


if __name__ == "__main__":
    WORK[sys.argv[1], sys.argv[2]](sys.argv[3])
