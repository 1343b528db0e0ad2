"""Templates that staff own, rendered so that they can show values and do nothing else (X6).

No loader: a template reaches no file. What may be used is listed here, filters and methods alike; what is not listed
is refused. A template that would eat the machine ends with a sentence instead: the rounds of its loops, its calls and
the length of its texts are counted, and lists are made of texts and numbers alone, so that none can be folded into
itself until it no longer fits. The counts do not depend on the machine.
"""

from collections.abc import Iterable, Sized
from functools import cache, wraps
from typing import Any

LARGEST = 10**9  # of the numbers that a template may multiply or divide; texts cannot be multiplied
ROUNDS = 2_000_000  # of all loops, calls and lists of one document
A_CALL = 10  # rounds
TEXT = 1_000_000  # characters of one text that a template puts together
WHOLE = 50_000_000  # characters of everything that it puts together
# What a template raises of itself, whatever it holds: it is the template's fault and not ours.
MISTAKES = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError, MemoryError)
_OF_TEXT = {"upper", "lower", "trim", "escape", "e", "string"}
_OF_LISTS = {
    "default", "d", "length", "count", "first", "last", "min", "max", "abs", "int", "float", "join", "map", "sort",
    "unique", "reverse", "list", "select", "reject", "selectattr", "rejectattr",
}  # fmt: skip
_METHODS = {
    str: {"upper", "lower", "strip", "split", "startswith", "endswith"},
    dict: {"items", "keys", "values", "get"},
    list: {"count", "index"},
    tuple: {"count", "index"},
}
_PLAIN = (str, int, float, type(None))


class _Purse:
    """What one document may still spend."""

    def __init__(self, refusal: type[Exception]) -> None:
        self.rounds, self.whole, self.refusal = ROUNDS, WHOLE, refusal

    def take(self, rounds: int = 0, letters: int = 0) -> None:
        self.rounds -= rounds
        self.whole -= letters
        if self.rounds < 0 or self.whole < 0 or letters > TEXT:
            raise self.refusal("模板里的循环太多或拼出的文字太长")

    def rounds_of(self, values: Iterable[Any]) -> Iterable[Any]:
        for value in values:
            self.take(rounds=1)
            yield value

    def kept(self, made: Any) -> Any:
        """What a call, a filter or a joining made: its size is paid for."""
        if isinstance(made, str | bytes):
            self.take(letters=len(made))
        elif isinstance(made, Sized):
            self.take(rounds=len(made))
        return made

    def shown(self, value: Any) -> Any:
        """A text or a number. A list is never shown, and never put into another."""
        from jinja2 import Undefined

        if not isinstance(value, (*_PLAIN, Undefined)):
            raise self.refusal("模板里只能显示文字和数，列表要用循环逐项写出")
        return value

    def joined(self, parts: Iterable[str]) -> str:
        """What a template, a macro or a block comes to; as long as it may be in all."""
        known = []
        for part in parts:
            self.take(rounds=1)
            self.whole -= len(part)
            if self.whole < 0:
                self.take()
            known.append(part)
        return "".join(known)


@cache
def _kind() -> Any:
    from jinja2 import nodes, pass_context
    from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError
    from jinja2.visitor import NodeTransformer

    def through(node: Any, name: str) -> Any:
        return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)

    class Counted(NodeTransformer):
        """Loops, joinings and lists of a template pass through what counts them."""

        def visit_For(self, node: Any) -> Any:
            self.generic_visit(node)
            node.iter = through(node.iter, "_rounds")
            return node

        def visit_Concat(self, node: Any) -> Any:
            self.generic_visit(node)
            node.nodes = [through(one, "_shown") for one in node.nodes]
            return through(node, "_kept")

        def visit_List(self, node: Any) -> Any:
            self.generic_visit(node)
            node.items = [through(one, "_shown") for one in node.items]
            return node

        def visit_Tuple(self, node: Any) -> Any:
            return self.visit_List(node) if node.ctx == "load" else node

        def visit_Pair(self, node: Any) -> Any:
            self.generic_visit(node)
            node.value = through(node.value, "_shown")
            return node

        def visit_Getitem(self, node: Any) -> Any:
            self.generic_visit(node)
            return through(node, "_kept") if isinstance(node.arg, nodes.Slice) else node

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("+", "*", "**", "%", "//", "/"))

        def __init__(self, **options: Any) -> None:
            self.purse = purse = _Purse(SecurityError)
            super().__init__(finalize=purse.shown, **options)
            self.concat = purse.joined  # type: ignore[method-assign]
            known = self.filters
            self.filters = {name: _paid(known[name], purse, name in _OF_TEXT) for name in _OF_TEXT | _OF_LISTS}
            self.filters["join"] = _joining(purse, known["join"])
            for name, act in (("_rounds", purse.rounds_of), ("_shown", purse.shown), ("_kept", purse.kept)):
                self.filters[name] = pass_context(_without_context(act))  # never reckoned beforehand
            self.globals.clear()

        def _generate(self, source: Any, *arguments: Any, **options: Any) -> Any:
            return super()._generate(Counted().visit(source), *arguments, **options)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            numbers = isinstance(left, int | float) and isinstance(right, int | float)
            if operator == "**" or not numbers or max(abs(left), abs(right)) > LARGEST:
                raise SecurityError(f"模板里不能做这样的运算：{operator}")
            return super().call_binop(context, operator, left, right)

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            if isinstance(obj, (int, float, bytes, *_METHODS)):
                listed = next((names for kind, names in _METHODS.items() if isinstance(obj, kind)), set())
                return attr in listed
            return super().is_safe_attribute(obj, attr, value)

        def call(self, context: Any, obj: Any, /, *arguments: Any, **options: Any) -> Any:
            self.purse.take(rounds=A_CALL)
            return self.purse.kept(super().call(context, obj, *arguments, **options))

    return Sandbox


def _without_context(act: Any) -> Any:
    return lambda _, value: act(value)


def _paid(known: Any, purse: _Purse, of_text: bool) -> Any:
    """A filter of Jinja's, what it makes paid for; keeps what it says of the arguments it wants."""
    place = 1 if hasattr(known, "jinja_pass_arg") else 0

    @wraps(known)
    def act(*arguments: Any, **options: Any) -> Any:
        if of_text:
            purse.shown(arguments[place])
        return purse.kept(known(*arguments, **options))

    return act


def _joining(purse: _Purse, known: Any) -> Any:
    @wraps(known)
    def act(context: Any, value: Any, d: str = "", attribute: Any = None) -> Any:
        listed = list(purse.rounds_of(value))
        purse.take(letters=len(str(purse.shown(d))) * len(listed))
        for one in listed if attribute is None else ():
            purse.shown(one)
        return purse.kept(known(context, listed, d, attribute))

    return act


def sandbox(**options: Any) -> Any:
    """A fresh environment for one document; an unknown blank is an error in it."""
    from jinja2 import StrictUndefined

    return _kind()(undefined=StrictUndefined, **options)
