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
