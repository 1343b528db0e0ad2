"""例外清单: a documented exception silences a soft fault about one subject until a day (B14, Q29).

Never silently: every exception in use is listed, one that is expired, unused, undocumented or about a
rule without exceptions is a finding itself. A row of 服务台账 with its own 例外批准文号 is documented
in the same way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Fault, Finding, Severity
from countyhire.model.service import Spell
from countyhire.model.village import Exemption
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import fault

UNKNOWN_FAULT = fault(
    "CH900",
    "exception-of-unknown-rule",
    Severity.ERROR,
    """例外清单的问题编码不存在。

    为什么: 编码不对，例外就不起作用，问题也不会被登记。
    怎么改: 按问题清单的编码填写，如 CH402。
    """,
    "B14",
)
HARD_FAULT = fault(
    "CH901",
    "exception-of-hard-rule",
    Severity.ERROR,
    """例外清单要免除的规定没有例外。

    为什么: 只有文件写明“原则上”的规定可以有例外，其他规定批准了也不能免除。
    怎么改: 删除这一行，改正数据本身。
    """,
    "B14",
)
UNDOCUMENTED = fault(
    "CH902",
    "exception-without-approval",
    Severity.ERROR,
    """例外没有批准文号。

    为什么: “原则上”的例外必须有批准文件，否则不算例外。
    怎么改: 补填批准文号（有年份和号数）；没有批准的，删除这一行。
    """,
    "B14",
)
EXPIRED = fault(
    "CH903",
    "exception-expired",
    Severity.WARNING,
    """例外已过有效期。

    为什么: 过期的例外不再起作用，对应的问题重新列出。
    怎么改: 重新报批后改有效期，或者改正数据。
    """,
    "B14",
)
UNUSED = fault(
    "CH904",
    "exception-unused",
    Severity.NOTICE,
    """例外没有用到。

    为什么: 这个对象没有这个问题，例外可能写错了编码或对象，或者已不需要。
    怎么改: 核对问题编码和对象；不再需要的删除。
    """,
    "B14",
)
IN_USE = fault(
    "CH905",
    "exception-in-use",
    Severity.NOTICE,
    """有批准的例外，问题不再列出。

    为什么: 例外不能悄悄生效，用到的都要列出供核对。
    怎么改: 不必处理；到期前重新报批或改正数据。
    """,
    "B14",
)
UNKNOWN_SUBJECT = fault(
    "CH906",
    "exception-of-unknown-subject",
    Severity.ERROR,
    """例外清单的对象不存在。

    为什么: 对象应是人员编号、机构编码或台账记录的编号，找不到的例外不起作用。
    怎么改: 按台账填写对象的编号。
    """,
    "B14",
)

FAULTS = (UNKNOWN_FAULT, HARD_FAULT, UNDOCUMENTED, EXPIRED, UNUSED, IN_USE, UNKNOWN_SUBJECT)

READERS_CODE = re.compile(r"CH0\d\d")
Place = tuple[str, str, int]


def judge(
    findings: Sequence[Finding], book: Book, policy: Policy, on: date, faults: Mapping[str, Fault], ran: Set[str]
) -> Iterator[Finding]:
    """The findings less those that a documented exception silences, and what there is to say of the exceptions.

    `faults` are those of every rule by code, `ran` the codes of the rules whose sheets were read: of the
    others an exception cannot be said to be unused.
    """
    approved = _approved_spells(book)
    valid: dict[tuple[str, str], Exemption] = {}
    for row in book.exemptions:
        complaint = _complaint(row, book, policy, on, faults, ran)
        if complaint:
            yield complaint
        elif row.fault and row.subject:
            valid[row.fault.upper(), row.subject] = row
    codes = _codes_by_place(book) if valid else {}
    used: set[tuple[str, str]] = set()
    for finding in findings:
        place = _place(finding)
        key = _exemption_key(finding, valid, codes.get(place, ""))
        if finding.fault.exempt and key:
            used.add(key)
        elif finding.fault.exempt and place in approved:
            yield _in_use_at(approved[place], finding)
        else:
            yield finding
    for key, row in valid.items():
        if key in used:
            words = f"{row.subject}的{row.fault}按{row.document or '例外清单'}例外，有效至{row.valid_until}"
            yield IN_USE.at(row.cell("fault"), words, row.subject)
        elif key[0] in ran:
            yield UNUSED.at(row.cell("fault"), f"{row.subject}没有{row.fault}这个问题", row.subject)


def _complaint(
    row: Exemption, book: Book, policy: Policy, on: date, faults: Mapping[str, Fault], ran: Set[str]
) -> Finding | None:
    """Why a row does not count as an exception; None where it does, or where the reader has said it."""
    code = row.fault.upper()
    known = faults.get(code)
    if READERS_CODE.fullmatch(code):
        return HARD_FAULT.at(row.cell("fault"), f"{code}是读不出的数据，没有例外", row.subject)
    if code and known is None:
        return UNKNOWN_FAULT.at(row.cell("fault"), f"没有问题编码{code}", row.subject)
    if known and not known.exempt:
        return HARD_FAULT.at(row.cell("fault"), f"{code}没有例外：{known.summary}", row.subject)
    if row.subject and code in ran and row.subject not in book.codes:
        return UNKNOWN_SUBJECT.at(row.cell("subject"), f"没有编号为{row.subject}的人员、机构或记录", row.subject)
    if policy.flag("exceptions.required", on) and not any(letter.isdigit() for letter in row.document):
        words = f"{row.subject}的例外没有批准文号" + (f"，只写“{row.document}”" if row.document else "")
        return UNDOCUMENTED.at(row.cell("document"), words, row.subject)
    if row.valid_until and row.valid_until < on:
        return EXPIRED.at(row.cell("valid_until"), f"{row.subject}的例外{row.valid_until}到期", row.subject)
    return None


def _approved_spells(book: Book) -> dict[Place, Spell]:
    """The rows of 服务台账 with an approval of their own, by where they stand."""
    return {
        (spell.table.file, spell.table.sheet, spell.row): spell for spell in book.spells if spell.exception_approval
    }


def _codes_by_place(book: Book) -> dict[Place, str]:
    """The code of the record in each row: an exception may name the record instead of the person."""
    return {
        (record.table.file, record.table.sheet, record.row): code
        for record in book.records()
        if (code := getattr(record, "code", ""))
    }


def _place(finding: Finding) -> Place:
    return (finding.cell.file, finding.cell.sheet, finding.cell.row)


def _exemption_key(finding: Finding, valid: Mapping[tuple[str, str], Exemption], code: str) -> tuple[str, str] | None:
    for subject in (finding.subject, code):
        if (finding.code, subject) in valid:
            return (finding.code, subject)
    return None


def _in_use_at(spell: Spell, finding: Finding) -> Finding:
    words = f"{finding.code}按{spell.exception_approval}例外：{finding.message}"
    return IN_USE.at(spell.cell("exception_approval"), words, finding.subject)
