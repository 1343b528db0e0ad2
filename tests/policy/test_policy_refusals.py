"""A pack or an override that is not understood is refused, with its file, its key and its line."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from countyhire.policy.load import DATA, PolicyError, load
from countyhire.policy.parameter import NotInForce

HEADER = """
[pack]
name = "district"
title = "示例区办法"
document = "示例卫发〔2026〕3号"
issued_on = 2026-01-05
in_force_from = 2026-02-01
inherits = "chongqing-2021-55"
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a pack beside the test and gives its path."""

    def _write(body: str, name: str = "district.toml", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text(header + body, encoding="utf-8")
        return path

    return _write


def rate(*values: str, key: str = "quota.rate", extra: str = "checked_on = 2026-01-06\n") -> str:
    return f'[parameter."{key}"]\n{extra}value = [{", ".join(values)}]\n'


GOOD = '{ since = 2026-02-01, amount = "9/10", cite = "示例卫发〔2026〕3号" }'
LATER = '{ since = 2027-01-01, amount = "1", cite = "示例卫发〔2026〕9号" }'

REFUSED = {
    "unknown parameter": (rate(GOOD, key="quota.rat"), "quota.rat", "没有这个参数"),
    "a key one level too high": ('"quota.rate" = "9/10"\n', "pack.quota.rate", "不认识的项"),
    "unknown table": ('[parameters."quota.rate"]\n', "parameters", "不认识的项"),
    "unknown entry of a parameter": (
        rate(GOOD, extra='checked_on = 2026-01-06\nunit = "人"\n'),
        "quota.rate.unit",
        "不认识",
    ),
    "unknown entry of a value": (rate(GOOD.replace("}", ", til = 2027-01-01 }")), "quota.rate.til", "不认识的项"),
    "no citation": (rate('{ since = 2026-02-01, amount = "9/10" }'), "quota.rate", "一个依据"),
    "two citations": (rate(GOOD.replace("}", ', clause = "C07" }')), "quota.rate", "一个依据"),
    "empty citation": (rate('{ since = 2026-02-01, amount = "9/10", cite = "" }'), "quota.rate", "依据应为文本"),
    "unknown clause": (rate('{ since = 2026-02-01, amount = "1", clause = "C99" }'), "quota.rate", "没有条款“C99”"),
    "unknown clause read": (
        rate('{ since = 2026-02-01, amount = "1", reading = "C99" }'),
        "quota.rate",
        "没有条款“C99”",
    ),
    "equal days": (rate(GOOD, GOOD), "quota.rate", "起始日相同：2026-02-01"),
    "unsorted days": (rate(LATER, GOOD), "quota.rate", "2026-02-01 在 2027-01-01 之后"),
    "before the pack's first day": (rate(GOOD.replace("2026-02-01", "2026-01-31")), "quota.rate", "取值早于本包施行日"),
    "no day": (rate('{ amount = "1", cite = "某号" }'), "quota.rate", "缺少起始日"),
    "no amount": (rate('{ since = 2026-02-01, cite = "某号" }'), "quota.rate", "没有 amount"),
    "no values": (rate(), "quota.rate", "没有取值"),
    "no checked_on": (rate(GOOD, extra=""), "quota.rate", "缺少核对日期"),
    "a float for a fraction": (rate(GOOD.replace('"9/10"', "0.9")), "quota.rate", "不接受浮点数 0.9"),
    "a word for a fraction": (rate(GOOD.replace("9/10", "九成")), "quota.rate", "应为分数或小数"),
    "nothing divided by nothing": (rate(GOOD.replace("9/10", "1/0")), "quota.rate", "应为分数或小数"),
    "above the most": (rate(GOOD.replace("9/10", "11/10")), "quota.rate", "不得大于1"),
    "below the least": (rate(GOOD.replace("9/10", "-0.1")), "quota.rate", "不得小于0"),
    "a choice that is none": (
        rate(GOOD.replace("9/10", "city"), key="quota.scope"),
        "quota.scope",
        "“city”不在可选范围",
    ),
    "a name that is none": (
        rate(GOOD.replace('"9/10"', '["备案制"]'), key="quota.types"),
        "quota.types",
        "“备案制”不在可选范围",
    ),
    "a name twice": (
        rate(GOOD.replace('"9/10"', '["编制内", "编制内"]'), key="quota.types"),
        "quota.types",
        "“编制内”重复",
    ),
    "a float in a table": (
        rate(GOOD.replace('"9/10"', '{ "优秀" = 1.2 }'), key="payroll.coefficient.grades"),
        "payroll.coefficient.grades",
        "不接受浮点数 1.2",
    ),
    "a table that does not add up": (
        rate(GOOD.replace('"9/10"', '{ "派出机构" = "0.5", "接收机构" = "0.4" }'), key="subsidy.split"),
        "subsidy.split",
        "各项合计应为1，现为0.9",
    ),
    "yes as a number": (rate(GOOD.replace('"9/10"', "1"), key="quota.drop_leavers"), "quota.drop_leavers", "应为是/否"),
    "a number as yes": (rate(GOOD.replace('"9/10"', "true"), key="duty.years"), "duty.years", "应为整数"),
    "money as a number": (rate(GOOD.replace('"9/10"', "80000"), key="subsidy.annual"), "subsidy.annual", "应为金额"),
    "a day with an hour": (
        rate(GOOD.replace('"9/10"', "2026-02-01T08:00:00"), key="duty.first_day"),
        "duty.first_day",
        "应为日期",
    ),
    "a day that no year has": (
        rate(GOOD.replace("9/10", "02-30"), key="demand.deadline"),
        "demand.deadline",
        "不是有效日期",
    ),
    "a value and a wish for one": (
        rate(GOOD, key="subsidy.split", extra='checked_on = 2026-01-06\nrequired_by = "J10"\n'),
        "subsidy.split",
        "并用",
    ),
    "a wish for what must have a value": (
        '[parameter."quota.rate"]\nchecked_on = 2026-01-06\nrequired_by = "J10"\n',
        "quota.rate",
        "只用于",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_name_file_key_and_reason(case: str, write: Write) -> None:
    body, key, reason = REFUSED[case]
    with pytest.raises(PolicyError) as refused:
        load(write(body))
    assert refused.value.file == "district.toml"
    assert refused.value.key == key
    assert reason in refused.value.message
    assert refused.value.line > 0
    assert f"district.toml 第{refused.value.line}行：{key}：" in str(refused.value)


def test_the_line_is_where_the_key_stands(write: Write) -> None:
    with pytest.raises(PolicyError) as refused:
        load(write("\n\n" + rate(GOOD, key="quota.rat")))
    assert refused.value.line == len(HEADER.splitlines()) + 3


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ('[parameter."quota.rate"]\nvalue = [{ since = 2026-02-01 amount = "1" }]\n', 10, "不是有效的 TOML"),
        ('[parameter."quota.rate"]\n[parameter."quota.rate"]\n', 10, "写了两次"),
        ('[parameter."quota.rate"]\nvalue = []\nvalue = []\n', 11, "写了两次"),
        ('[parameter."quota.rate"]\nvalue = [\n', 0, "文件末尾"),
    ],
)
def test_bad_toml_names_the_line(body: str, line: int, said: str, write: Write) -> None:
    with pytest.raises(PolicyError) as refused:
        load(write(body))
    assert (refused.value.file, refused.value.line) == ("district.toml", line)
    assert said in refused.value.message


def test_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "district.toml"
    path.write_bytes(HEADER.encode("gb18030"))
    with pytest.raises(PolicyError, match="不是 UTF-8"):
        load(path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "district.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEADER.encode())
    assert load(path).name == "district"


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('title = "示例区办法"\n', "", "pack.title", "缺少必填项"),
        ("issued_on = 2026-01-05", 'issued_on = "2026-01-05"', "pack.issued_on", "类型不对"),
        ('title = "示例区办法"', 'titel = "示例区办法"', "pack.titel", "不认识的项"),
        (
            'inherits = "chongqing-2021-55"',
            'inherits = "chongqing-2021"',
            "pack.inherits",
            "没有政策包“chongqing-2021”",
        ),
        (
            "inherits =",
            'pool_aliases = { "技术" = "协作" }\ninherits =',
            "pack.pool_aliases.技术",
            "没有名为“协作”的资金池",
        ),
        ('name = "district"', 'name = "dianjiang-2015"', "pack.name", "请另取名称"),
        ("inherits =", "issuers = [1]\ninherits =", "pack.issuers", "各项应为文本"),
    ],
)
def test_a_bad_header_is_refused(old: str, new: str, key: str, said: str, write: Write) -> None:
    with pytest.raises(PolicyError) as refused:
        load(write("", header=HEADER.replace(old, new)))
    assert (refused.value.file, refused.value.key) == ("district.toml", key)
    assert said in refused.value.message


def test_a_circle_of_packs_is_refused(write: Write) -> None:
    write("", "first.toml", HEADER.replace("chongqing-2021-55", "second.toml"))
    last = write("", "second.toml", HEADER.replace("chongqing-2021-55", "first.toml"))
    with pytest.raises(PolicyError) as refused:
        load(last)
    assert refused.value.key == "pack.inherits"
    assert "继承成环" in refused.value.message


def test_a_pack_that_inherits_nothing_must_give_everything(write: Write) -> None:
    with pytest.raises(PolicyError) as refused:
        load(write(rate(GOOD), header=HEADER.replace('inherits = "chongqing-2021-55"\n', "")))
    assert refused.value.key == "quota.round"
    assert "缺少参数" in refused.value.message


def test_every_misspelt_line_of_a_pack_is_refused(tmp_path: Path) -> None:
    """No line is without effect: one letter more in any key of the Chongqing pack, and it is refused."""
    lines = (DATA / "chongqing-2021-55.toml").read_text(encoding="utf-8").splitlines()
    lines[lines.index('name = "chongqing-2021-55"')] = 'name = "copy"'
    path = tmp_path / "copy.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert load(path).parameters.keys() == load("chongqing-2021-55").parameters.keys()
    for number, line in enumerate(lines):
        misspelt = re.sub(r'^(\[\w+(?:\."[\w.]+)?|\w+)', r"\1x", line)
        if misspelt == line:
            continue
        path.write_text("\n".join([*lines[:number], misspelt, *lines[number + 1 :]]), encoding="utf-8")
        with pytest.raises(PolicyError):
            load(path)


def test_no_such_pack() -> None:
    with pytest.raises(PolicyError, match="没有政策包“chengdu”；随软件的有：chongqing-2021-55、dianjiang-2015"):
        load("chengdu")


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("quota.rat", {"value": "1", "cite": "某号"}, "没有这个参数"),
        ("quota.rate", "1", "应写成"),
        ("quota.rate", {"value": "1"}, "没有依据"),
        ("quota.rate", {"value": "1", "cite": " "}, "没有依据"),
        ("quota.rate", {"cite": "某号"}, "没有 value"),
        ("quota.rate", {"value": "1", "cite": "某号", "clause": "C07"}, "不认识的项“clause”"),
        ("quota.rate", {"value": 0.9, "cite": "某号"}, "不接受浮点数"),
        ("quota.rate", {"value": "1", "cite": "某号", "since": "2026-01-01"}, "since 应为日期"),
        ("quota.scope", {"value": "city", "cite": "某号"}, "不在可选范围（district、hospital）"),
    ],
)
def test_a_bad_override_is_refused(key: str, given: Any, said: str) -> None:  # G07
    with pytest.raises(PolicyError) as refused:
        load("chongqing-2021-55", {key: given}, "示例区/countyhire.toml")
    assert (refused.value.file, refused.value.key) == ("示例区/countyhire.toml", key)
    assert said in refused.value.message


def test_a_day_without_a_value_is_refused() -> None:  # A03
    policy = load("chongqing-2021-55")
    with pytest.raises(
        NotInForce, match=r"^渝卫发〔2021〕55号自2022-01-01起执行，2021-12-31还没有执行；请核对年度"
    ) as refused:
        policy.fraction("quota.rate", date(2021, 12, 31))
    assert str(refused.value) == refused.value.message
    assert policy.fraction("quota.rate", date(2022, 1, 1))


def test_an_unknown_key_and_a_value_that_nobody_gave() -> None:
    policy, on = load("chongqing-2021-55"), date(2026, 1, 1)
    with pytest.raises(PolicyError, match="没有这个参数"):
        policy.fraction("quota.rat", on)
    with pytest.raises(PolicyError, match="本方案没有按人定额的经费补助"):
        policy.money("subsidy.annual", on)
    assert policy.optional_money("subsidy.annual", on) is None
    with pytest.raises(TypeError):
        policy.whole("quota.rate", on)
    with pytest.raises(TypeError):
        policy.amount("quota.scope", on)
