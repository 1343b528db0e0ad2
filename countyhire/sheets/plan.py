"""An earlier allocation read back: 调配方案.xlsx, 服务台账（拟派）.xlsx, a run's result.json, or the run's folder."""

import json
from pathlib import Path
from typing import Any

from countyhire.sheets.containers import FileProblem, open_workbook

PERSON, DEMAND = "人员编号", "需求编号"
RESULT = "result.json"
REMEDY = "请给出调配方案.xlsx、服务台账（拟派）.xlsx，或一次 countyhire allocate 的运行文件夹。"


def plan_file(path: Path) -> Path:
    """The file itself, that of a run where its folder is given. FileProblem where there is none."""
    found = path / RESULT if path.is_dir() else path
    if not found.is_file():
        raise FileProblem(found, "找不到原分配", REMEDY)
    return found


def read_plan(path: Path) -> dict[str, str]:
    """人员编号 to 需求编号, by 人员编号. FileProblem where the file is none of these, or holds nobody."""
    plan = _from_result(path) if path.suffix.lower() == ".json" else _from_workbook(path)
    if not plan:
        raise FileProblem(path, f"没有读到带“{PERSON}”和“{DEMAND}”的人员", REMEDY)
    return dict(sorted(plan.items()))


def _from_result(path: Path) -> dict[str, str]:
    try:
        return {str(row["person"]): str(row["demand"]) for row in json.loads(path.read_bytes())["assignments"]}
    except (ValueError, KeyError, TypeError) as error:
        raise FileProblem(path, "不是一次调配的结果", REMEDY) from error


def _from_workbook(path: Path) -> dict[str, str]:
    """The first sheet that has both columns."""
    for raw in open_workbook(path):
        rows = [[_text(value) for value in row] for row in raw.rows]
        for number, row in enumerate(rows):
            if PERSON in row and DEMAND in row:
                person, demand = row.index(PERSON), row.index(DEMAND)
                below = [line for line in rows[number + 1 :] if len(line) > max(person, demand)]
                return {line[person]: line[demand] for line in below if line[person] and line[demand]}
    return {}


def _text(value: Any) -> str:
    """A cell as text; a code that Excel made a number loses its `.0`."""
    return f"{value:.15g}" if isinstance(value, float) else str(value if value is not None else "").strip()
