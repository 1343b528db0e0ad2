"""What is known to get out of Jinja templates, or to eat the machine: none of it succeeds (X6)."""

import pytest
from jinja2 import TemplateError

from countyhire.reports.sandbox import MISTAKES, sandbox

ESCAPES = (
    "{{ title.__class__ }}",
    "{{ title.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.__base__.__subclasses__()[0] }}",
    "{{ [].__class__.__mro__ }}",
    "{{ rows.__class__ }}",
    "{{ title['__class__'] }}",
    "{{ title|attr('__class__') }}",
    "{{ rows|map(attribute='__class__')|list }}",
    "{{ rows|map('attr', '__class__')|list }}",
    "{{ rows|groupby('__class__')|list }}",
    "{{ rows|sum(attribute='__class__') }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ '{0.__class__}'.format_map({'0': title}) }}",
    "{{ ('{0.__class__}'|attr('format'))(title) }}",
    "{% set f = '{0.__class__}'.format %}{{ f(title) }}",
    "{{ ['{0.__class__}'.format, title]|first }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id') }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ config.items() }}",
    "{{ request.application }}",
    "{{ loop.__class__ }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% macro m() %}{{ caller.__code__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% extends '../x' %}",
    "{{ rows.append(1) }}",
    "{{ rows.clear() }}",
    "{{ table.update({'a': 1}) }}",
    "{{ table.pop('a') }}",
    "{% do rows.append(1) %}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'x' * 1000000000 }}",
    "{{ 1000000000 * 'x' }}",
    "{{ [0] * 1000000000 }}",
    "{{ 'x' * 100000 * 100000 }}",
    "{% for i in range(1000000000) %}x{% endfor %}",
    "{{ '%999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ 'x'.ljust(999999999) }}",
    "{{ 'x'|center(999999999) }}",
    "{{ 'x'|indent(999999999) }}",
    "{{ '%*d'|format(999999999, 1) }}",
    "{{ 1 / 0 }}",
    "{{ 1 + 'x' }}",
    "{{ lipsum(n=100000) }}",
    "{{ dict.fromkeys(rows) }}",
)


DOUBLED = "{% set x = x ~ x %}" * 60
EATERS = (  # each would need years or more memory than there is
    "{% for a in many %}" * 4 + "{% endfor %}" * 4,
    "{% for a in 'xxxxxxxxxx' %}" * 12 + "{% endfor %}" * 12,
    "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}" * 12 + "{% endfor %}" * 12,
    "{% for a in many|map('upper') %}" * 5 + "{% endfor %}" * 5,
    "{% for a in many recursive %}{{ loop(many) }}{% endfor %}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% set x = 'x' %}" + DOUBLED,
    "{% set x = title %}" + DOUBLED + "{{ x }}",
    "{% set x = 'x' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60,
    "{% set x = [1, 2] %}" + "{% set x = [x, x] %}" * 60 + "{{ x }}",
    "{% set x = {'a': 1} %}" + "{% set x = {'a': x, 'b': x} %}" * 60 + "{{ x }}",
    "{% set x = (1, 2) %}" + "{% set x = (x, x) %}" * 60 + "{{ x ~ '' }}",
    "{% set x = 'xx' %}" + "{% set x = x|join(x) %}" * 60,
    "{% set x = 'xx' %}" + "{% set x = x + x %}" * 60,
    "{% set x = [1] %}" + "{% set x = x + x %}" * 60,
    "{% set x = 'xx' %}" + "{% set x = x|replace('x', x) %}" * 60,
    "{% set x = 'xx' %}" + "{% set x = x.translate({120: x}) %}" * 60,
    "{% set x = 'xx' %}" + "{% set x = x.encode().hex() %}" * 60,
    "{% set x = 'xx' %}" + "{% set x = x.join([x, x, x]) %}" * 60,
    "{{ (5).to_bytes(9999999999, 'big') }}",
    "{{ (1.5)|round(-999999999, 'ceil') }}",
    "{{ 'x'|batch(9999999999, 'y')|list }}",
    "{{ many|slice(9999999999)|list }}",
    "{% for a in many %}{% for b in many %}{{ long }}{% endfor %}{% endfor %}",
    "{{ many }}",
    "{{ many|string }}",
    "{{ ''.join(many) }}",
)


@pytest.mark.parametrize("template", EATERS)
def test_no_template_eats_the_machine(template: str) -> None:
    values = {"title": "题", "many": ["x"] * 300, "long": "长" * 1000}
    with pytest.raises((TemplateError, *MISTAKES)):
        sandbox(autoescape=True).from_string(template).render(values)


@pytest.mark.parametrize("template", ESCAPES)
def test_no_escape_succeeds(template: str) -> None:
    rows, table = [1, 2], {"a": 1}
    try:
        said = sandbox(autoescape=True).from_string(template).render(title="题", rows=rows, table=table)
    except (TemplateError, *MISTAKES):
        said = ""
    assert "class" not in said and "builtin" not in said and "root:" not in said and len(said) < 1000
    assert (rows, table) == ([1, 2], {"a": 1})


def test_what_staff_write_is_shown() -> None:
    text = "{{ 题 }}{% for 人 in 名单 if 人.数 > 1 %}{{ loop.index }}{{ 人.名|upper }}{{ 人.数 * 2 }}{% endfor %}"
    values = {"题": "<甲>", "名单": [{"名": "a", "数": 1}, {"名": "b", "数": 2}]}
    assert sandbox(autoescape=True).from_string(text).render(values) == "&lt;甲&gt;1B4"
    joined = "{{ 名单|map(attribute='名')|join('、') }}{{ 名单|length }}{{ 题 ~ '！' }}"
    joined += "{% for 一, 二 in 表.items() %}{{ 二 }}{% endfor %}"
    assert sandbox(autoescape=True).from_string(joined).render(values, 表={"x": 7}) == "a、b2&lt;甲&gt;！7"


def test_a_document_of_many_people_is_no_eater() -> None:
    text = "{% for 行 in 名单 %}{% for 格 in 行.values() %}<td>{{ 格 }}</td>{% endfor %}{% endfor %}"
    rows = [{str(number): "内容" for number in range(10)}] * 20_000
    assert len(sandbox(autoescape=True).from_string(text).render(名单=rows)) == 20_000 * 10 * 11
