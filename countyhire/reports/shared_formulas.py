"""A formula that a spreadsheet writes once for a run of cells, written out for each of them."""

from typing import Any

from countyhire.reports.workbook import elements, text_of


def expand_shared(document: Any) -> None:
    """Give every cell of a sheet that shares a formula its own text, as if each had been typed."""
    masters: dict[str, tuple[str, str]] = {}  # index to the first cell's formula and address
    for formula in [item for item in elements(document, "f") if item.getAttribute("t") == "shared"]:
        place, index = formula.parentNode.getAttribute("r"), formula.getAttribute("si")
        if text := text_of(formula):
            masters[index] = text, place
        elif index in masters:
            formula.appendChild(document.createTextNode(_moved(*masters[index], place)))
        else:
            continue  # a formula whose first cell is gone: it is named as one without text
        for name in ("t", "ref", "si"):
            if formula.hasAttribute(name):
                formula.removeAttribute(name)


def _moved(text: str, origin: str, place: str) -> str:
    from openpyxl.formula.translate import Translator

    return str(Translator(f"={text}", origin=origin).translate_formula(place)).removeprefix("=")
