"""The editable twin of a text document: a Word template that staff own, filled from the same values as the PDF.

The values are escaped and the template runs in a sandbox, so that a name cannot become markup or code; the
same values give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from countyhire.reports.package import Properties, with_properties
from countyhire.reports.sandbox import MISTAKES, sandbox
from countyhire.reports.templates import find_template
from countyhire.reports.values import writable
from countyhire.zipped import packed, parts

_CONTROL = re.compile(r"[\n\t]+")


class WordProblem(Exception):
    """A Word template that cannot be filled: the file, and where it is wrong."""

    def __init__(self, template: str, sentence: str) -> None:
        self.sentence = f"{template}：模板有误，{sentence}"
        super().__init__(self.sentence)


def word(template: str, data: Mapping[str, Any], properties: Properties, district: Path | None = None) -> bytes:
    """The .docx of a template. Raises WordProblem for an unknown blank or a damaged template."""
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    source, made = find_template(template, district), io.BytesIO()
    try:
        document = DocxTemplate(source)
        document.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise WordProblem(template, "不是 Word 文档（.docx），或已损坏") from error
    try:
        document.render(_plain(data), sandbox(), autoescape=True)
        document.save(made)
    except TemplateError as error:
        raise WordProblem(template, error.message or type(error).__name__) from error
    except MISTAKES as error:
        raise WordProblem(template, f"里面的公式或标记不能用（{type(error).__name__}）") from error
    return packed(with_properties(parts(made.getvalue()), properties))


def _plain(data: Any) -> Any:
    """Texts without what Word cannot hold; a line break inside a value would end its paragraph's look."""
    if isinstance(data, str):
        return _CONTROL.sub(" ", writable(data))
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data
