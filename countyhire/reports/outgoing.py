"""The last look at documents before they are written: what has no glyph or was lost, and what must not be
published (X8, U24, U25)."""

from collections.abc import Collection, Sequence

from countyhire.model.book import Book
from countyhire.model.finding import Fault, Finding, Severity
from countyhire.model.where import Cell
from countyhire.reports.letterhead import Document
from countyhire.reports.privacy import NotForPublication, origin_of, scan, secrets_of

GLYPH_MISSING = Fault(
    "CH951",
    "glyph-missing",
    Severity.WARNING,
    "有字没有字体可以印出，含这个字的页没有印",
    "生僻字没有字体时印出来是空白方框；宁可不印这一页，也不能把缺字的文书发出去。",
    '在本机安装收有该字的字体，在 countyhire.toml 写 [fonts] use = "system" 后重新运行；也可用同时写出的 Word 文件。',
    "FORM",
)
TEMPLATE_FORCED = Fault(
    "CH952",
    "template-forced",
    Severity.WARNING,
    "照用的模板里有东西没有保留",
    "countyhire.toml 要求照用不能原样填写的模板，填出的文件与模板不完全一样，发出前要看一眼。",
    "打开写出的文件核对这一处；改好模板后去掉 [templates] force。",
    "FORM",
)
FAULTS = (GLYPH_MISSING, TEMPLATE_FORCED)


def outgoing(
    documents: Sequence[Document], book: Book, allowed: Collection[str] = ()
) -> tuple[list[Document], list[Finding]]:
    """The documents that can be written, and what was lost or could not be printed in them, each once.

    Raises NotForPublication where a file that goes out tells of one person what nobody else may know; `allowed`
    are the texts about health of which the district says that they tell of nobody.
    """
    secrets = secrets_of(book) if any(document.published for document in documents) else {}
    for document in documents:
        # A PDF is made from the same values as its twin in Word, which is looked at.
        looked_at = document.published and not document.name.endswith(".pdf")
        if looked_at and (hits := scan(document.name, document.data, secrets, allowed)):
            raise NotForPublication(document.name, hits, str(origin_of(hits[0], book) or ""))
    findings = [
        GLYPH_MISSING.at(_name_cell(book, problem.person), f"{document.name}：{problem.sentence}", problem.person)
        for document in documents
        for problem in document.unprinted
    ]
    findings += [
        TEMPLATE_FORCED.at(problem.cell, problem.sentence) for document in documents for problem in document.lost
    ]
    return [document for document in documents if document.data or not document.unprinted], list(
        dict.fromkeys(findings)
    )


def _name_cell(book: Book, code: str) -> Cell:
    """The name of a person in 花名册; the roster itself where the character stands elsewhere."""
    person = book.person(code)
    return person.cell("name") if person else Cell("人员花名册.xlsx")
