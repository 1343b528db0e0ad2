"""县聘乡用专家简介 for each receiver, and 派驻人员名单: posts held, badges, presence (F04, H35, H51, H52, H55, H60)."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from countyhire.compute.active import HEAD
from countyhire.compute.presence import together
from countyhire.model.book import Book
from countyhire.model.money import fixed_text
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import Document, Letterhead, agreed, check_figure, excel, letters, numbered, source
from countyhire.reports.quota import percent
from countyhire.reports.values import Value, official_day

if TYPE_CHECKING:
    from countyhire.compute.active import Active, Serving

LISTS, BOARD = "派驻人员名单", "县聘乡用专家简介"
POST_FIELDS = ("序号", "编号", "姓名", "职称", "派出单位", "接收单位", "职务", "类别", "起始", "结束")


def active_documents(serving: "Serving", letter: Letterhead, book: Book) -> list[Document]:
    """The lists of the day; the board too, with those to whom the roster gives a name: no code is published."""
    documents = [_lists(serving, letter, book)]
    named = tuple(row for row in serving.people if book.person(row.person))
    if named and book.has("people", "institutions"):
        documents += _board(replace(serving, people=named), letter, book)
    return documents


def _lists(serving: "Serving", letter: Letterhead, book: Book) -> Document:
    badges = Rows(
        ("序号", "编号", "姓名", "职称", "专业", "派出单位", "接收单位"),
        numbered(
            (row.person, row.name, row.title, row.specialty, _place(book, row.sender), _place(book, row.receiver))
            for row in serving.people
        ),
    )
    told = tuple(row.present for row in serving.people if row.present)
    whole = together(told)
    strangers = sum(book.person(row.person) is None for row in serving.people)
    heads = [row for row in serving.with_posts if row.kind == HEAD]
    others = [row for row in serving.with_posts if row.kind != HEAD]
    values: dict[str, Value] = {
        "总述": (
            f"{official_day(serving.on)}在服务{len(serving.people)}人，一人一枚胸牌；"
            f"挂职{len(others)}人、任科室负责人{len(heads)}人，中级以上人员挂职领导班子成员占{percent(serving.mid_share)}。"
        ),
        "说明": "胸牌名单和服务台账里当日“服务中”的人员一一对应"
        + ("" if serving.ledger_read else "；没有读到服务台账")
        + (f"；其中{strangers}人不在花名册，没有姓名，不上专家简介" if strangers else ""),
        "依据": source("H52", "H35", "H60", "H55", "F04"),
        "核对数": check_figure(badges),
        "到岗合计.应到": whole.due,
        "到岗合计.实到": whole.attended,
        "全部到岗率": percent(whole.rate),
        "核对到岗": agreed(whole.attended <= whole.due),
        "到岗说明": (
            f"{serving.on.year}年1月至今，按接收单位月度考核表的应出勤、出勤天数；"
            f"没有填报天数的{len(serving.people) - len(told)}人不列，不作0计；依据：{source('H55')}"
        ),
    }
    lists = {
        "行": badges,
        "挂职": Rows(POST_FIELDS, numbered(_post(row, book) for row in others)),
        "科室": Rows(POST_FIELDS, numbered(_post(row, book) for row in heads)),
        "到岗": Rows(
            ("序号", "编号", "姓名", "接收单位", "月数", "应到", "实到", "到岗率", "缺报"),
            numbered(_presence(row, book) for row in serving.people if row.present),
        ),
    }
    return excel(letter, LISTS, values, lists)


def _post(row: "Active", book: Book) -> tuple[Value, ...]:
    return (
        row.person, row.name, row.title, _place(book, row.sender), _place(book, row.receiver), row.post, row.kind,
        row.start, row.end,
    )  # fmt: skip


def _presence(row: "Active", book: Book) -> tuple[Value, ...]:
    there = row.present
    if there is None:
        return ()
    return (
        row.person, row.name, _place(book, row.receiver), there.months, there.due, there.attended,
        percent(there.rate), there.not_reported or None,
    )  # fmt: skip


def _board(serving: "Serving", letter: Letterhead, book: Book) -> list[Document]:
    """A page a receiver. Public: no number, telephone, day of birth or anything of one's health stands on it."""
    receivers = dict.fromkeys(row.receiver for row in serving.people)
    data = {
        "单位": [
            {
                "名称": _place(book, code),
                "专家": [_expert(row, book) for row in serving.people if row.receiver == code],
                "核对数": f"{sum(row.receiver == code for row in serving.people)}人",
            }
            for code in receivers
        ],
        "依据": source("H51"),
        "核对数": f"{len(serving.people)}人",
    }
    return letters(letter, BOARD, BOARD, data, BOARD, each="单位", published=True)


def _expert(row: "Active", book: Book) -> dict[str, Any]:
    until = f"至{official_day(row.end)}" if row.end else "起"
    return {
        "姓名": row.name,
        "职称": row.title,
        "专业": row.specialty,
        "原单位": _place(book, row.sender),
        "职务": row.post,
        "时间": f"{official_day(row.start)}{until}",
        "带教": "、".join(row.skills),
    }


def _place(book: Book, code: str) -> str:
    return book.institution_name(code)


def active_view(serving: "Serving") -> dict[str, Any]:
    """Codes and counts: who serves where, which post each holds, how present each was."""
    share = serving.mid_share
    return {
        "people": [
            {
                "person": row.person,
                "receiver": row.receiver,
                "post": row.post,
                "post_kind": row.kind,
                "due_days": row.present.due if row.present else None,
                "attended_days": row.present.attended if row.present else None,
            }
            for row in serving.people
        ],
        "mid_title_in_leading_posts": None if share is None else fixed_text(share, 4),
    }
