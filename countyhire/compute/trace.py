"""How a figure was made, in lines a clerk can follow: 名称 = 算式 = 值, rule, and where each input stands (G11).

`explain`, the payslip and the 计算过程 sheet print the same lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from countyhire.model.amount import Amount, Op
from countyhire.model.where import Cell

SIGNS = {Op.SUM: " ＋ ", Op.DIFFERENCE: " － ", Op.PRODUCT: " × ", Op.QUOTIENT: " ÷ "}
MOST = 12  # more inputs than this are told by their number and the first few
FIRST = 3
DEEPEST = 99
IN_FORMULA = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One step. `depth` 0 is the figure itself; `clause` is an id of the clause data, `parameter` a key of the pack."""

    depth: int
    text: str
    cell: Cell | None = None
    clause: str = ""
    parameter: str = ""


def lines(amount: Amount, most: int = MOST, deepest: int = DEEPEST) -> tuple[Line, ...]:
    """The figure and the steps under it, outermost first, down to the depth `deepest`.

    A sum of more than `most` parts shows the first three. Of a shared pool only the own weight is opened: the pool
    and the weights of all are figures of everybody and have their own lines. A step that stands twice is opened once.
    """
    return tuple(_lines(amount, 0, most, deepest, set()))


def _lines(amount: Amount, depth: int, most: int, deepest: int, opened: set[int]) -> Iterator[Line]:
    again = bool(amount.inputs) and id(amount) in opened
    opened.add(id(amount))
    yield _line(amount, depth, "（同上）" if again else "")
    if again or depth == deepest:
        return
    if amount.op is Op.SHARE:
        pool, own, *everybody = amount.inputs
        yield _line(pool, depth + 1)
        yield from _lines(own, depth + 1, most, deepest, opened)
        yield from (_line(part, depth + 1) for part in everybody)
    elif len(amount.inputs) > most:
        yield from (_line(part, depth + 1) for part in amount.inputs[:FIRST])
        yield Line(depth + 1, f"其余{len(amount.inputs) - FIRST}项略")
    else:
        for part in amount.inputs:
            if not _plain(part):
                yield from _lines(part, depth + 1, most, deepest, opened)


def _line(amount: Amount, depth: int, mark: str = "") -> Line:
    return Line(depth, _statement(amount) + mark, amount.cell, amount.clause, amount.parameter)


def _plain(amount: Amount) -> bool:
    """A constant such as twelve months: the formula above it says all there is to say."""
    return not (amount.inputs or amount.cell or amount.clause or amount.parameter or amount.words)


def _statement(amount: Amount) -> str:
    """`折合年数 = 12 ÷ 12 = 1年（…）`."""
    formula = _formula(amount)
    steps = [amount.label, *([formula] if formula else []), f"{amount.shown}{amount.unit}"]
    note = f"（{amount.words}）" if amount.words else ""
    return " = ".join(steps) + note


def _formula(amount: Amount) -> str:
    """The inputs joined by their sign; where they are many, or the operation has none, in words."""
    count = len(amount.inputs)
    if amount.op in (Op.SUM, Op.MEAN) and not 0 < count <= IN_FORMULA:
        return f"{count}项{'合计' if amount.op is Op.SUM else '平均'}"
    shown = [part.shown for part in amount.inputs]
    match amount.op:
        case Op.MEAN:
            return f"（{' ＋ '.join(shown)}）÷ {count}"
        case Op.SUM | Op.DIFFERENCE | Op.PRODUCT | Op.QUOTIENT:
            return SIGNS[amount.op].join(shown) if count > 1 else ""
        case Op.SHARE:
            return " × ".join(shown[:2]) + (f" ÷ {shown[2]}" if count > 2 else "")
        case Op.CEILING:
            return f"{shown[0]} 进一取整"
        case Op.ROUND:
            return shown[0]
        case Op.GREATEST:
            return f"{'、'.join(shown)} 中最大"
        case _:  # given, counted, chosen: the words say it
            return ""
