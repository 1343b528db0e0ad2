"""The tasks that a programme breaks down by department (XX区卫生人才强基工程实施方案 二, 三; P19)."""

from collections.abc import Mapping
from dataclasses import dataclass

HEALTH, POSTS, FINANCE, PERSONNEL = "区卫生健康局", "区委编办", "区财政局", "区人力资源和社会保障局"
EDUCATION, REVIEW, HOUSING, REFORM = "区教育局", "区行政审批局", "区住建局", "区发展和改革委员会"
REFORM_BUREAU = "区发展和改革局"  # so named in 22 and 23; the document has both names
ALL = "各部门"  # where the passage names none


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered task in our own words, and the departments that the document makes answerable, the first leading."""

    number: int
    words: str
    owners: tuple[str, ...]


TASKS: Mapping[str, tuple[Task, ...]] = {
    "strengthening-2020": (
        Task(1, "县管乡用、编制统筹和备案人员同工同酬", (POSTS, PERSONNEL, FINANCE, HEALTH)),
        Task(2, "引进高层次和紧缺人才", (PERSONNEL, HEALTH, EDUCATION, FINANCE)),
        Task(3, "统一招聘", (HEALTH, PERSONNEL, EDUCATION, FINANCE)),
        Task(4, "简化招聘程序", (HEALTH, PERSONNEL, EDUCATION)),
        Task(5, "毕业后教育和全科培训", (HEALTH, FINANCE, REVIEW)),
        Task(6, "岗位培训、实训基地和全科轮训", (HEALTH, FINANCE)),
        Task(7, "医联体内人才共享和特色科室", (HEALTH, PERSONNEL)),
        Task(8, "对口帮扶和远程医疗", (HEALTH, PERSONNEL)),
        Task(9, "医师区域注册和多机构执业", (HEALTH, REVIEW)),
        Task(10, "核定基层绩效工资总量", (PERSONNEL, HEALTH, FINANCE)),
        Task(11, "提高基层人员收入", (PERSONNEL, HEALTH, FINANCE)),
        Task(12, "住房、就餐等生活条件", (HOUSING, FINANCE, PERSONNEL, HEALTH)),
        Task(13, "乡村医生补助和保险", (PERSONNEL, FINANCE, HEALTH)),
        Task(14, "区域医疗中心、社区医院和网格化", (HEALTH, REFORM, FINANCE)),
        Task(15, "高级岗位向基层倾斜", (PERSONNEL, HEALTH, FINANCE)),
        Task(16, "职称单独评审", (HEALTH, PERSONNEL)),
        Task(17, "遴选骨干人才", (HEALTH, FINANCE, PERSONNEL)),
        Task(18, "管理人员双向流动", (HEALTH, PERSONNEL)),
        Task(19, "表彰和荣誉", (HEALTH, PERSONNEL)),
        Task(20, "分解任务、明确进度", (ALL,)),
        Task(21, "财政补助和建设经费", (FINANCE, PERSONNEL, HEALTH)),
        Task(22, "服务价格", (REFORM_BUREAU, HEALTH)),
        Task(23, "医保支撑和基层就诊比例", (HEALTH, REFORM_BUREAU)),
        Task(24, "监测评价和问责", (ALL,)),
    )
}


def tasks_of(pack: str) -> tuple[Task, ...]:
    """The tasks of a pack, in order; none for a pack whose document has no such list."""
    return TASKS.get(pack, ())
