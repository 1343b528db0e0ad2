"""CH180–CH199: optional columns that a sheet does not have, so that what they hold cannot be checked."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.column import Record, columns_of
from countyhire.model.finding import Severity
from countyhire.model.where import Cell
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hits, rule

CHECKED = {
    "people": ("practice_licence", "recruited_as", "post_grade"),
    "spells": ("term_result", "practice_suspended_on", "prescribing_suspended_on", "insurance_moved_on"),
}


def kept(record: Record, name: str) -> bool:
    """Whether the sheet of a record has the column at all: only then is a blank cell a missing value."""
    return name in record.table.columns or not record.table.columns


@rule("CH180", "checked-column-absent", Severity.WARNING, clause="FORM", reads=("spells",))
def checked_column_absent(book: Book, policy: Policy, on: date) -> Hits:
    """表里没有这一列，有关的检查没有做。

    为什么: 执业证书、招聘类别、暂停执业等要逐人核对，整列没有就一个人也核对不了。
    怎么改: 按空白工作簿补上这一列并填写；本地不登记的不必处理。
    """
    if not book.spells:
        return
    for sheet, names in CHECKED.items():
        tables = {(row.table.file, row.table.sheet): row for row in getattr(book, sheet)}
        for (file, page), row in sorted(tables.items(), key=lambda item: item[0]):
            headers = {column.field: column.header for column in columns_of(type(row))}
            for name in names:
                if not kept(row, name):
                    yield Cell(file, page), f"没有“{headers[name]}”一列，有关的检查没有做"
