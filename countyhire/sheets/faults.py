"""What can be wrong with files, sheets and headers, CH001–CH049; FAULTS are all of the reader's, those of cells too."""

from countyhire.model.finding import Fault, Severity
from countyhire.sheets.cell_faults import FAULTS as CELL_FAULTS

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

SHEET_MISSING = Fault(
    "CH001",
    "sheet-missing",
    _ERROR,
    "工作簿里没有要读的工作表",
    "每个工作簿里至少要有一张约定名称的工作表，名称对不上就不知道读哪一张。",
    "把工作表改成约定的名称；只有一张工作表时，名称可以不同。",
    "FORM",
)
SHEET_RENAMED = Fault(
    "CH002",
    "sheet-renamed",
    _NOTICE,
    "工作表名称与约定不同，按表头认出",
    "名称不同但表头一致的工作表，按表头读入。",
    "不必处理；为免误会，可改成约定的名称。",
    "FORM",
)
SHEET_UNREAD = Fault(
    "CH003",
    "sheet-unread",
    _NOTICE,
    "有工作表没有读入",
    "名称和表头都对不上的工作表不读，里面的数据不会参与核对和计算。",
    "如果里面有要用的数据，请改成约定的工作表名称和表头。",
    "FORM",
)
FILE_PASSED_OVER = Fault(
    "CH004",
    "file-passed-over",
    _WARNING,
    "同一工作簿有几个文件，只读了一个",
    "同名而格式不同的文件、与原件放在一起的批注副本，两份都读会重复，读哪一份要由人定。",
    "请只留一份；确实要分几个文件的，放进以工作簿命名的文件夹。",
    "FORM",
)
FILE_NOT_READ = Fault(
    "CH005",
    "file-not-read",
    _NOTICE,
    "文件名像是要读的工作簿，但没有读",
    "只读约定名称的文件；名称里多了年份、“定稿”等字样的不会自动读，免得读到旧稿。",
    "要读的，请改成约定的文件名，或在 countyhire.toml 的 [files] 里写明。",
    "FORM",
)
FILE_LINKED = Fault(
    "CH006",
    "file-linked",
    _WARNING,
    "工作簿链接了其他文件",
    "链接的文件不会打开，单元格里只读上次保存的结果，可能已经过时。",
    "请在“数据—编辑链接”里更新后断开链接，再保存。",
    "FORM",
)
HEADER_MISSING = Fault(
    "CH010",
    "header-missing",
    _ERROR,
    "找不到表头",
    "从前五十行里认不出表头，不知道每一列是什么。",
    "请保留空白工作簿里的表头一行；标题和说明可以放在表头上面。",
    "FORM",
)
COLUMN_MISSING = Fault(
    "CH011",
    "column-missing",
    _ERROR,
    "缺少必填的列",
    "必填的列缺了，这张表里的每一行都不完整。",
    "请补上这一列；列名不同的，改成约定的列名。",
    "FORM",
)
HEADER_TWICE = Fault(
    "CH012",
    "header-twice",
    _ERROR,
    "必填的列出现两次",
    "两列都像是同一项，读哪一列要由人定。",
    "请删去或改名其中一列。",
    "FORM",
)
HEADER_TWICE_FREE = Fault(
    "CH013",
    "free-header-twice",
    _WARNING,
    "选填的列出现两次",
    "两列都像是同一项选填内容；现读有内容的一列，都有内容时读左边一列。",
    "请删去或改名其中一列。",
    "FORM",
)
COLUMNS_DIFFER = Fault(
    "CH014",
    "columns-contradict",
    _ERROR,
    "两列都像是同一必填项，同一行的值不同",
    "列名都不是约定的写法，又都像是同一项，值不同就不能确定用哪一个。",
    "请核对，把要用的一列改成约定的列名，或删去另一列。",
    "FORM",
)
COLUMNS_DIFFER_FREE = Fault(
    "CH015",
    "free-columns-contradict",
    _WARNING,
    "两列都像是同一选填项，同一行的值不同",
    "列名都不是约定的写法，又都像是同一项；现读排在前面的写法那一列。",
    "请核对，把要用的一列改成约定的列名，或删去另一列。",
    "FORM",
)
HIDDEN_READ = Fault(
    "CH020",
    "hidden-read",
    _NOTICE,
    "隐藏或筛选掉的内容也已读入",
    "筛选和隐藏不等于删除，被藏起来的行、列、工作表仍是数据。",
    "不需要的行请真正删除；需要的不必处理。",
    "FORM",
)

FAULTS: tuple[Fault, ...] = (
    *(value for value in list(globals().values()) if isinstance(value, Fault)),
    *CELL_FAULTS,
)
