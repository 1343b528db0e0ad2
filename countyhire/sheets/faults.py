"""Every fault that the reader can find: CH001–CH049 files, sheets and headers, CH050–CH099 cells."""

from countyhire.model.finding import Fault, Severity

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

REQUIRED_BLANK = Fault(
    "CH050",
    "required-blank",
    _ERROR,
    "必填的单元格是空的",
    "这一项是后面核对和计算的依据，缺了就无法办理。",
    "请补填。",
    "FORM",
)
ERROR_CELL = Fault(
    "CH051",
    "error-cell",
    _ERROR,
    "单元格是 #N/A 之类的错误值",
    "公式出错的单元格没有可用的值，不能当作空白。",
    "请改正公式，或直接填写数值。",
    "FORM",
)
NO_VALUE = Fault(
    "CH052",
    "formula-without-value",
    _ERROR,
    "公式还没有算出结果",
    "文件里只有公式，没有保存计算结果，读不到值。",
    "请用 WPS 或 Excel 打开，重新计算后保存。",
    "FORM",
)
DATE_IMPOSSIBLE = Fault(
    "CH053",
    "date-impossible",
    _ERROR,
    "日期不存在或认不出",
    "认不出的日期不能参与时限计算。",
    "请按 2026-03-01 的样式填写。",
    "FORM",
)
DATE_UNCERTAIN = Fault(
    "CH054",
    "date-uncertain",
    _ERROR,
    "必填的日期不能确定",
    "如 2021.1 可能是 1 月也可能是 10 月，两位数的年份、缺日的日期也一样，不能猜。",
    "请按 2026-03-01 的样式填写完整的年月日。",
    "FORM",
)
DATE_DOUBTFUL = Fault(
    "CH055",
    "date-doubtful",
    _WARNING,
    "选填的日期不能确定，按空白处理",
    "如 2021.1 可能是 1 月也可能是 10 月，两位数的年份、缺日的日期也一样，不能猜。",
    "请按 2026-03-01 的样式填写完整的年月日。",
    "FORM",
)
MONTH_IMPOSSIBLE = Fault(
    "CH056",
    "month-impossible",
    _ERROR,
    "月份不存在或认不出",
    "认不出的月份不能归到哪一期。",
    "请按 2026-03 的样式填写。",
    "FORM",
)
MONEY_IMPOSSIBLE = Fault(
    "CH057",
    "money-impossible",
    _ERROR,
    "金额认不出",
    "认不出的金额不能参与计算。",
    "请只填数字，以元为单位，最多两位小数。",
    "FORM",
)
MONEY_BEYOND_FEN = Fault(
    "CH058",
    "money-beyond-fen",
    _ERROR,
    "金额小于分的部分不为零",
    "金额精确到分；多出的小数说明抄录或公式有误，不能代为取舍。",
    "请核对后按两位小数填写。",
    "FORM",
)
NUMBER_IMPOSSIBLE = Fault(
    "CH059",
    "number-impossible",
    _ERROR,
    "数字认不出",
    "认不出的数字不能参与计算。",
    "请只填数字。",
    "FORM",
)
NUMBER_OUTSIDE = Fault(
    "CH060",
    "number-outside",
    _ERROR,
    "数字超出允许的范围",
    "超出范围的数字多半是错位或多写了零。",
    "请核对后改正。",
    "FORM",
)
YES_NO_IMPOSSIBLE = Fault(
    "CH061",
    "yes-no-impossible",
    _ERROR,
    "是否栏认不出",
    "这一栏只认 是、否（√、×，Y、N，1、0，有、无 也可以）。",
    "请填 是 或 否。",
    "FORM",
)
CHOICE_UNKNOWN = Fault(
    "CH062",
    "choice-unknown",
    _ERROR,
    "不在可选的值里",
    "这一栏只能填规定的几个值或其编码，别的值无法归类。",
    "请从下拉列表里选。",
    "FORM",
)
CHOICE_CONTRADICTS = Fault(
    "CH063",
    "choice-contradicts",
    _ERROR,
    "同一格里的编码和名称不一致",
    "如 11-执业助理医师：编码 11 是执业医师，名称却是执业助理医师。",
    "请核对后只留一个。",
    "FORM",
)
CODE_DAMAGED = Fault(
    "CH064",
    "code-damaged",
    _ERROR,
    "编码被表格软件改坏了",
    "长编码存成数字后，第 16 位起变成 0；像日期的编码会变成日期，都无法还原。",
    "请把这一列设成文本格式，照原件重新录入。",
    "FORM",
)
SPECIALTY_UNKNOWN = Fault(
    "CH065",
    "specialty-unknown",
    _ERROR,
    "专业不在专业名称表里",
    "专业按名称配对，认不出的专业配不上需求和人员。",
    "请改用专业名称表里的名称；本地特有的专业可在 countyhire.toml 里添加。",
    "FORM",
)
SPECIALTY_UNLISTED = Fault(
    "CH066",
    "specialty-unlisted",
    _WARNING,
    "台账里的专业不在专业名称表里",
    "认不出的专业照原样保留，按专业统计时单列。",
    "请改用专业名称表里的名称；本地特有的专业可在 countyhire.toml 里添加。",
    "FORM",
)
KEY_TWICE = Fault(
    "CH067",
    "key-twice",
    _ERROR,
    "应当唯一的编号重复",
    "编号重复就分不清是哪一条，后面引用它的地方都会出错。",
    "请核对后改正其中一条，或删去重复的行。",
    "FORM",
)
ID_SHAPE = Fault(
    "CH070",
    "id-shape",
    _ERROR,
    "身份证件号码的位数或字符不对",
    "公民身份号码是 18 位，前 17 位是数字，末位是数字或 X。",
    "请照证件原件重新录入。",
    "GB11643",
)
ID_CHECK = Fault(
    "CH071",
    "id-check-digit",
    _ERROR,
    "身份证件号码的校验位不对",
    "末位由前 17 位按 GB 11643 算出，对不上说明至少错了一位。",
    "请照证件原件重新录入。",
    "GB11643",
)
ID_DAMAGED = Fault(
    "CH072",
    "id-damaged",
    _ERROR,
    "身份证件号码精度丢失",
    "号码存成数字后只保留前 15 位，后面变成 0，无法还原。",
    "请把这一列设成文本格式，照证件原件重新录入。",
    "GB11643",
)
ID_BIRTH = Fault(
    "CH073",
    "id-birth",
    _ERROR,
    "身份证件号码里的出生日期不存在",
    "第 7 至 14 位是出生年月日，不是真实的日期就一定录错了。",
    "请照证件原件重新录入。",
    "GB11643",
)
ID_OLD = Fault(
    "CH074",
    "id-fifteen",
    _WARNING,
    "身份证件号码是 15 位旧号",
    "15 位号码已停用，按升位规则换成 18 位读入。",
    "请照现行证件录入 18 位号码。",
    "GB11643",
)
ID_REGION = Fault(
    "CH075",
    "id-region",
    _NOTICE,
    "身份证件号码的省级代码不常见",
    "前两位不是现有省级行政区划的代码，可能录错。",
    "请照证件原件核对前六位。",
    "GB11643",
)
ID_FOREIGN = Fault(
    "CH076",
    "id-other-kind",
    _NOTICE,
    "不是居民身份证号码，只核对格式",
    "永久居留证、通行证、护照等号码没有统一的校验办法，录错查不出来。",
    "请照证件原件核对。",
    "GB11643",
)
PERSON_UNKNOWN = Fault(
    "CH077",
    "id-not-in-roster",
    _ERROR,
    "按身份证件号码在花名册里找不到人",
    "这张表只有身份证件号码，要靠它在花名册里找到人员编号。",
    "请核对号码，或在花名册里补上此人，或补填人员编号。",
    "FORM",
)
PERSON_CONTRADICTS = Fault(
    "CH078",
    "id-contradicts-code",
    _ERROR,
    "人员编号和身份证件号码不是同一个人",
    "同一行的人员编号与身份证件号码，在花名册或其他表里属于两个人。",
    "请核对后改正。",
    "FORM",
)

PERSON_TWO = Fault(
    "CH079",
    "id-of-two-people",
    _ERROR,
    "一个身份证件号码在花名册里是两个人",
    "只凭这个号码分不清是哪一个人员编号。",
    "请改正花名册里重复的身份证件号码，或在本表补填人员编号。",
    "FORM",
)

NAME_CONTRADICTS = Fault(
    "CH080",
    "name-contradicts",
    _ERROR,
    "同一人员编号，姓名与花名册不同",
    "编号和姓名对不上，不是编号抄错就是姓名抄错，后面会算到别人头上。",
    "请核对两处的人员编号和姓名，改正错的一处。",
    "FORM",
)

NAME_DAMAGED = Fault(
    "CH081",
    "name-damaged",
    _WARNING,
    "姓名里有问号或造字区的字符",
    "生僻字在不认识它的软件里会变成问号或方框，打印和比对都会出错。",
    "请用支持 GB 18030-2022 的输入法重新录入姓名。",
    "FORM",
)

INSTITUTION_CODE = Fault(
    "CH082",
    "institution-code-check",
    _NOTICE,
    "机构编码像国家统一的代码，校验位不对",
    "统一社会信用代码、组织机构代码和22位卫生机构代码都有校验位，对不上多半抄错；本地自编的编码不受影响。",
    "请照登记证书核对；确是本地自编的编码不必处理。",
    "FORM",
)

FAULTS: tuple[Fault, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
