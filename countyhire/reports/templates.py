"""Where a template is: the district's own folder 模板 first, then the ones that ship."""

from pathlib import Path

import countyhire

OWN_FOLDER = "模板"


class TemplateMissing(Exception):
    """A template that should ship is not there: a damaged installation."""

    def __init__(self, name: str) -> None:
        self.sentence = f"没有找到模板“{name}”，请重新安装软件"
        super().__init__(self.sentence)


def shipped_folder() -> Path:
    """`templates/` of the installed package, or of the source tree."""
    package = Path(countyhire.__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def find_template(name: str, district: Path | None = None) -> Path:
    """The file of a template; one of the same name in the district's folder 模板 wins."""
    for folder in ([district / OWN_FOLDER] if district else []) + [shipped_folder()]:
        if (folder / name).is_file():
            return folder / name
    raise TemplateMissing(name)
