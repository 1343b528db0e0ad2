"""Which registered category and scope of practice covers which specialty of a post.

Only clear cases: a specialty that is not in the tables is covered by anything.
"""

from collections.abc import Collection

DENTAL = frozenset(("口腔科", "口腔颌面外科", "口腔正畸科", "口腔修复科"))
PUBLIC_HEALTH = frozenset(("公共卫生", "预防保健科", "妇幼保健", "儿童保健科", "妇女保健科", "职业病科"))

_INTERNAL = (
    "内科 呼吸内科 消化内科 神经内科 心血管内科 血液内科 肾病科 内分泌科 风湿免疫科 变态反应科 老年病科 血液透析 "
    "感染科 结核病科 肿瘤科 心电诊断 内镜诊疗 重症医学科 急诊医学科 全科医疗科 康复医学科 安宁疗护科 疼痛科"
)
_SURGICAL = (
    "外科 普通外科 神经外科 骨科 泌尿外科 胸外科 心脏大血管外科 血管外科 烧伤科 整形外科 肛肠科 乳腺外科 小儿外科 "
    "麻醉科 疼痛科 重症医学科 急诊医学科 介入科 内镜诊疗 康复医学科 肿瘤科 医疗美容科"
)
_GENERAL = (
    "全科医疗科 内科 外科 儿科 妇科 妇产科 急诊医学科 康复医学科 预防保健科 老年病科 呼吸内科 消化内科 神经内科 "
    "心血管内科 肾病科 内分泌科 公共卫生"
)
COVERED = {
    "内科": _INTERNAL,
    "外科": _SURGICAL,
    "妇产科": "妇产科 妇科 产科 计划生育 生殖医学科 妇女保健科 妇幼保健",
    "儿科": "儿科 新生儿科 小儿外科 儿童保健科 妇幼保健",
    "眼耳鼻咽喉": "眼科 耳鼻咽喉科 眼耳鼻咽喉科",
    "皮肤": "皮肤科 医疗美容科",
    "精神": "精神科 心理科",
    "职业病": "职业病科",
    "影像": "医学影像科 超声医学科 核医学科 放射治疗科 介入科 心电诊断",
    "放射": "医学影像科 超声医学科 核医学科 放射治疗科 介入科",
    "检验": "医学检验科 病理科 输血科",
    "病理": "医学检验科 病理科 输血科",
    "全科": _GENERAL,
    "急救": "急诊医学科 重症医学科 内科 外科",
    "急诊": "急诊医学科 重症医学科 内科 外科",
    "康复": "康复医学科 运动医学科 疼痛科",
    "预防保健": "预防保健科 公共卫生 妇幼保健 儿童保健科 妇女保健科 全科医疗科",
    "计划生育": "计划生育 妇产科 妇科",
    "麻醉": "麻醉科 疼痛科 重症医学科",
    "重症": "重症医学科 急诊医学科",
}
_SPECIALTIES = {scope: frozenset(names.split()) for scope, names in COVERED.items()}
_KNOWN = frozenset().union(*_SPECIALTIES.values())


def category_fits(category: str, specialty: str) -> bool:
    """Whether a category of practice may hold a post of a specialty; a blank one is not judged."""
    if not category or not specialty:
        return True
    if category == "口腔" or specialty in DENTAL:
        return category == "口腔" and specialty in DENTAL
    if category == "公共卫生":
        return specialty in PUBLIC_HEALTH
    if specialty.startswith("中医") and "中西医" not in specialty:
        return category == "中医"
    return True


def scope_fits(scopes: Collection[str], specialty: str) -> bool:
    """Whether one of the registered scopes covers a specialty; unknown scopes and specialties are not judged."""
    if specialty not in _KNOWN:
        return True
    for scope in scopes:
        groups = [names for key, names in _SPECIALTIES.items() if _speaks_of(scope, key)]
        if not groups or any(specialty in names for names in groups):
            return True
    return not scopes


def _speaks_of(scope: str, key: str) -> bool:
    """Whether a scope as written is of a group: `内科专业` of 内科, not of 外科."""
    if key in ("内科", "外科", "儿科") and scope.startswith("中医"):
        return False
    return key in scope
