"""Templates that staff own, rendered so that they can show values and do nothing else (X6).

No loader: a template reaches no file. What Jinja's sandbox leaves open is a template that eats the machine:
sums and paddings of any size are refused here, loops by the sandbox itself.
"""

from functools import cache
from typing import Any

LARGEST = 10**9  # of the numbers that a template may multiply or divide; texts cannot be multiplied
_PADDING = {"ljust", "rjust", "center", "zfill", "expandtabs", "format", "format_map", "replace", "join"}
# What a template raises of itself, whatever it holds: it is the template's fault and not ours.
MISTAKES = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError, MemoryError)


@cache
def _kind() -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("*", "**", "%", "//", "/"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            numbers = isinstance(left, int | float) and isinstance(right, int | float)
            if operator == "**" or not numbers or max(abs(left), abs(right)) > LARGEST:
                raise SecurityError(f"模板里不能做这样的运算：{operator}")
            return super().call_binop(context, operator, left, right)

        def wrap_str_format(self, value: Any) -> None:
            """The sandbox's own `format` keeps out attributes, not paddings: there is none here."""

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            padding = isinstance(obj, str | bytes) and attr in _PADDING
            return not padding and super().is_safe_attribute(obj, attr, value)

    return Sandbox


def sandbox(**options: Any) -> Any:
    """A fresh environment; an unknown blank is an error in it."""
    from jinja2 import StrictUndefined

    made = _kind()(undefined=StrictUndefined, **options)
    for name in ("center", "indent", "wordwrap", "format", "xmlattr", "pprint", "attr", "tojson"):
        made.filters.pop(name, None)
    made.globals.clear()
    return made
