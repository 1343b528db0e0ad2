"""What must not stand in a file that is made public: numbers and days that tell of one person (X8).

`scan` looks at text, cells, formulas, comments, hidden sheets, defined names, headers and properties of
.xlsx and .docx, at the whole of any text file, and, with `secrets_of`, for the very values of a district's
roster. A PDF is looked at by its text (`scan_text`).
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from html import unescape

from countyhire.model.book import Book
from countyhire.model.where import Cell

IDENTITY, PHONE, BIRTH, ACCOUNT, CERTIFICATE = "身份证件号码", "手机号码", "出生日期", "银行账号", "证书编码"
HEALTH = "健康情况"
ALLOW = '确与个人无关的，把这段文字原样写进 countyhire.toml：[publication] allow = ["…"]'
END = 8  # last characters by which a known value is looked up: of a number the part that tells people apart
PLACES = {  # of parts by a piece of their name
    "comments": "批注", "docProps": "文件属性", "footer": "页脚", "header": "页眉", "charts": "图表",
    "drawings": "图形", "sharedStrings": "单元格", "worksheets": "工作表", "workbook": "工作表名或名称",
    "document.xml": "正文",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is, in which part of the file, and itself with its middle masked."""

    kind: str
    part: str
    shown: str

    @property
    def sentence(self) -> str:
        return f"的{_place(self.part)}有{self.kind}“{self.shown}”"


class NotForPublication(Exception):
    """A file that was to be made public has something about one person in it (exit 3).

    `origin` is the cell of the workbook that the text comes from, where it is known. A number has no way out but
    mending; a text about health may be a rule of the office's own template, which the district can say.
    """

    def __init__(self, name: str, hits: list[Hit], origin: str = "") -> None:
        self.hits = tuple(hits)
        first = hits[0]
        out = "请改正工作簿后重新运行"
        if first.kind == HEALTH:
            out = f"请改正工作簿或模板后重新运行；{ALLOW}"
        where = f"（出自{origin}）" if origin else ""
        self.sentence = f"“{name}”{first.sentence}{where}，公开的文件里不能有；没有写出任何文件，{out}"
        super().__init__(self.sentence)


def scan(name: str, data: bytes, secrets: Mapping[str, str] = {}, allowed: Collection[str] = ()) -> list[Hit]:
    """Every hit in a file, each once. `secrets` are known values and what each is; `allowed` texts about health."""
    hits = [hit for part, text in _texts(name, data) for hit in scan_text(text, part, secrets, allowed)]
    return list(dict.fromkeys(hits))


def scan_text(
    text: str, part: str = "正文", secrets: Mapping[str, str] = {}, allowed: Collection[str] = ()
) -> list[Hit]:
    """Every hit in a text."""
    rest = text
    for words in allowed:
        rest = rest.replace(words, "")
    found = [*_patterns(text), *((HEALTH, match[0]) for match in _HEALTH.finditer(rest))]
    known = secrets if isinstance(secrets, Secrets) else Secrets(secrets)
    found += [(kind, value) for value, kind in known.within(text) if kind != HEALTH or value in rest]
    return list(dict.fromkeys(Hit(kind, part, _masked(value)) for kind, value in found))


def origin_of(hit: Hit, book: Book) -> Cell | None:
    """The cell of the reason that a hit about health comes from."""
    if hit.kind != HEALTH:
        return None
    return next((cell for reason, cell in reasons_of(book).items() if hit.shown in (_masked(reason), reason)), None)


def _place(part: str) -> str:
    """A part of a package as a clerk knows it."""
    return next((words for start, words in PLACES.items() if start in part), part)


class Secrets(dict[str, str]):
    """Values and what each is, found in a text by one pass over it, however many they are."""

    def within(self, text: str) -> list[tuple[str, str]]:
        """Those that stand in a text, in their own order."""
        ends = self._by_end.keys() & {""}
        ends |= self._by_end.keys() & (text[at : at + END] for at in range(len(text) - END + 1))
        found = sorted(entry for end in ends for entry in self._by_end[end] if entry[1] in text)
        return [(value, self[value]) for _, value in found]

    @cached_property
    def _by_end(self) -> dict[str, list[tuple[int, str]]]:
        """Places and values by their last characters; those too short to have so many under nothing."""
        found: dict[str, list[tuple[int, str]]] = {}
        for place, value in enumerate(self):
            found.setdefault(value[-END:] if len(value) >= END else "", []).append((place, value))
        return found


def secrets_of(book: Book) -> Secrets:
    """What a district's workbooks have that is never published, by value.

    Numbers, days of birth as written, and the reasons by which someone was excused; a reason that is only the name
    of a place, a department or a specialty is none.
    """
    found: dict[str, str] = {}
    for person in book.people:
        found[person.id_number] = IDENTITY
        found[person.phone] = PHONE
        found[person.bank_account] = ACCOUNT
        found[person.qualification_certificate] = found[person.practice_licence] = CERTIFICATE
        if day := person.birth_date:
            found[day.isoformat()] = found[f"{day:%Y/%m/%d}"] = found[f"{day:%Y%m%d}"] = BIRTH
            found[f"{day.year}年{day.month}月{day.day}日"] = BIRTH
    found |= {reason: HEALTH for reason in reasons_of(book) if not _is_name(reason, book)}
    return Secrets({value: kind for value, kind in found.items() if len(value) > 5})


def reasons_of(book: Book) -> dict[str, Cell]:
    """The reasons by which someone was excused, and where each is written."""
    written = [(row.reason, row.cell("reason")) for row in reversed(book.exemptions)]
    written += [(row.exempt_reason, row.cell("exempt_reason")) for row in reversed(book.scores)]
    return {reason: cell for reason, cell in written if reason}


def _is_name(reason: str, book: Book) -> bool:
    """Whether a text is part of a name that stands in public lists anyway."""
    places = (name for row in book.institutions for name in (row.name, row.township, *row.former_names))
    work = (name for person in book.people for name in (person.department, person.specialty))
    return any(reason in name for names in (places, work) for name in names)


# Patterns


_DIGITS = re.compile(r"(?<![\d.\-A-Za-z])\d{11,27}[Xx]?(?![\dA-Za-z])")
_BIRTH = re.compile(r"(?:出生|生日|生于)[^\d<>]{0,12}((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})")
_HEALTH = re.compile(r"病假|产假|怀孕|哺乳期|患病|确诊|病史")
_PHONE = re.compile(r"1[3-9]\d{9}")


def _patterns(text: str) -> Iterator[tuple[str, str]]:
    for match in _DIGITS.finditer(text):
        if kind := _kind(match[0]):
            yield kind, match[0]
    for match in _BIRTH.finditer(text):
        yield BIRTH, match[1]


def _kind(number: str) -> str:
    """What a run of digits is, by its length and its inner form."""
    if len(number) == 18 and _is_day(number[6:14]) and _check_digit(number[:17]) == number[17].upper():
        return IDENTITY
    if number[-1] in "Xx":
        return ""
    if _PHONE.fullmatch(number):
        return PHONE
    if len(number) == 15 and _is_day(f"19{number[6:12]}"):
        return IDENTITY
    if len(number) in (15, 24, 27):
        return CERTIFICATE
    return ACCOUNT if 16 <= len(number) <= 19 and _luhn(number) else ""


def _is_day(text: str) -> bool:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100


def _check_digit(first17: str) -> str:
    """GB 11643: the weights are the powers of two modulo 11."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first17))
    return "10X98765432"[total % 11]


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def _masked(text: str) -> str:
    """The first and the last two characters."""
    return f"{text[:2]}{'*' * (len(text) - 4)}{text[-2:]}" if len(text) > 4 else text


# Files


_LOOKS = re.compile(r"<(\w+:)?rPr\b.*?</(\w+:)?rPr>", re.S)
_RUN = re.compile(r"</?(?:\w+:)?[rt](?:\s[^>]*)?>")
_TAG = re.compile(r"<[^>]*>|(?<=>)&amp;[LCR]|&amp;[LCR](?=\d)")  # &L and so on: the thirds of a printed header
_ATTRIBUTE = re.compile(r"""[\w:]+\s*=\s*"([^"]*)\"""")
_DAY_ONE = date(1899, 12, 30)
_CELL = re.compile(r"<c\b[^>]*?>(?:<f>[^<]*</f>)?<v>(\d{4,5})</v>")


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """The parts of a file with their text."""
    if data[:2] != b"PK":
        yield "正文", _visible(data.decode("utf-8", "replace"))
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for item in package.infolist():
            part = package.read(item)
            if part[:2] == b"PK":
                yield from ((f"{item.filename}/{inner}", text) for inner, text in _texts(item.filename, part))
            elif item.filename.endswith((".xml", ".rels", ".vml", ".txt", ".html")):
                yield item.filename, _visible(part.decode("utf-8", "replace"))


def _visible(markup: str) -> str:
    """Text, attributes, and the days that numbers in cells can stand for; the runs of one paragraph joined."""
    text = unescape(_TAG.sub("\n", _RUN.sub("", _LOOKS.sub("", markup))))
    attributes = "\n".join(unescape(match[1]) for match in _ATTRIBUTE.finditer(markup))
    days = "\n".join((_DAY_ONE + timedelta(int(match[1]))).isoformat() for match in _CELL.finditer(markup))
    return "\n".join((text, attributes, days))
