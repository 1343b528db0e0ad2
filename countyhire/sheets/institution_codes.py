"""The national codes of institutions: credit code (GB 32100), organisation code (GB 11714), the code of 22 characters.

A district may number its institutions as it likes. Only what has the form of one of these is held against its check
character, and what does not fit is weak evidence: a notice.
"""

import re

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
# Registering department and kind, division, organisation code, check character.
_CREDIT_FORM = re.compile(r"(?:1[1-39]|5[1-39]|9[1-3]|A\d|Y1)\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
_ORGANISATION_FORM = re.compile(r"[0-9A-Z]{8}-[0-9X]")
# Organisation code, division, economic kind, kind of institution (WS 218), profit or not.
_STATISTICS_FORM = re.compile(r"[0-9A-Z]{8}-?[0-9X]\d{6}\d{2}[A-Z]\d{3}[129]", re.ASCII)


def credit_check(first17: str) -> str:
    """The eighteenth character of a credit code."""
    total = sum(_CREDIT.index(mark) * weight for mark, weight in zip(first17, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT[(31 - total % 31) % 31]


def organisation_check(first8: str) -> str:
    """The ninth character of an organisation code; letters count from A = 10."""
    total = sum(int(mark, 36) * weight for mark, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "X" if (rest := 11 - total % 11) == 10 else str(rest % 11)


def contradicted(code: str) -> str:
    """What a check character has against a code, as the end of a sentence; empty where nothing."""
    text = code.upper()
    if _CREDIT_FORM.fullmatch(text):
        return _against("统一社会信用代码", text[17], credit_check(text[:17]))
    if _ORGANISATION_FORM.fullmatch(text):
        return _against("组织机构代码", text[-1], organisation_check(text[:8]))
    if _STATISTICS_FORM.fullmatch(text):
        plain = text.replace("-", "")
        return _against("卫生机构代码前 9 位", plain[8], organisation_check(plain[:8]))
    return ""


def _against(kind: str, written: str, expected: str) -> str:
    return "" if written == expected else f"像是{kind}，校验位应为 {expected}，实为 {written}"
