"""What can be wrong with a cell, CH050–CH099: blanks, dates, money, choices, codes, identity numbers, names."""

from countyhire.model.finding import Fault, Severity

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

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
