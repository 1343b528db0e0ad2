"""Amounts in capital characters, as bank papers ask (正确填写票据和结算凭证的基本规定)."""

from countyhire.model.money import Fen

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def capitals(fen: Fen) -> str:
    """`1640902` fen is `壹万陆仟肆佰零玖元零贰分`; whole yuan end with 整, whole 角 do not.

    Where the rule leaves a 零 open (a yuan that ends with 0 before 角), it is written.
    """
    if fen < 0:
        return "负" + capitals(-fen)
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{text}整"
    if text and (not jiao or yuan % 10 == 0):
        text += "零"
    return text + (f"{DIGITS[jiao]}角" if jiao else "") + (f"{DIGITS[cents]}分" if cents else "")


def _whole(number: int) -> str:
    if not number:
        return DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            continue
        if text and (group < 1000 or groups[place + 1] == 0):
            text += DIGITS[0]
        text += _group(group) + GROUPS[place]
    return text


def _group(number: int) -> str:
    """A number below ten thousand: `1009` is 壹仟零玖."""
    text, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            text += (DIGITS[0] if gap and text else "") + DIGITS[digit] + UNITS[place]
            gap = False
        else:
            gap = True
    return text
