"""Files that are too long, too deep or too wide."""

from __future__ import annotations

from tests.hostile.case import CONSUMER, Case, Files

PLACE = "pkg/large.py"
DEPTH = 2000
_MEGABYTE = 1_000_000


def _deep(name: str, text: str) -> Case:
    """Deep code behind a consumer; whether Python takes it differs from version to version."""
    return Case(
        f"deep-{name}",
        {PLACE: CONSUMER + text + "\n"},
        bad=(PLACE,),
        twin={PLACE: CONSUMER},
        doubtful=True,
        fails=True,
    )


def _too_deep(name: str, text: str) -> Case:
    """Deeper than any Python takes."""
    files = {PLACE: text + "\n"}
    return Case(f"too-deep-{name}", files, bad=(PLACE,), twin={PLACE: ""}, doubtful=True)


def _nested(before: str, inner: str, after: str) -> str:
    return "value = " + before * DEPTH + inner + after * DEPTH


def _blocks(header: str) -> str:
    lines = [" " * depth + header for depth in range(DEPTH)]
    return "\n".join([*lines, " " * DEPTH + "pass"])


_DEEP = {
    "brackets": _nested("(", "1", ")"),
    "lists": _nested("[", "1", "]"),
    "dictionaries": _nested("{1: ", "1", "}"),
    "calls": _nested("f(", "1", ")"),
    "calls-in-a-row": "value = f" + "()" * DEPTH,
    "attributes": "value = f" + ".a" * DEPTH,
    "subscripts": "value = a" + "[0]" * DEPTH,
    "subscripts-inside": _nested("a[", "0", "]"),
    "sums": "value = 1" + " + 1" * DEPTH,
    "sums-of-strings": "value = 'a'" + " + 'a'" * DEPTH,
    "strings-in-a-row": "value = " + "'a' " * DEPTH,
    "powers": "value = 1" + " ** 1" * DEPTH,
    "comparisons": "value = 1" + " < 1" * DEPTH,
    "conjunctions": "value = a" + " and a" * DEPTH,
    "negations": "value = " + "not " * DEPTH + "a",
    "signs": "value = " + "-" * DEPTH + "1",
    "awaits": "async def f():\n    " + "await " * DEPTH + "a",
    "lambdas": "value = " + "lambda: " * DEPTH + "1",
    "conditions": "value = " + "1 if a else " * DEPTH + "1",
    "comprehensions": _nested("[x for x in ", "a", "]"),
    "stars": "value = [" + "*" * DEPTH + "a]",
    "assignments": "a = " * DEPTH + "1",
    # the cost grows with the square: two hundred is what Python takes
    "walrus": "value = " + "(a := " * 200 + "1" + ")" * 200,
    "f-strings": "value = " + "f'{" * DEPTH + "1" + "}'" * DEPTH,
    "annotations": "value: " + "list[" * DEPTH + "int" + "]" * DEPTH + " = 1",
    "functions": _blocks("def f():"),
    "classes": _blocks("class A:"),
    "elifs": "if a: pass\n" + "elif a: pass\n" * DEPTH,
    "decorators": "@f\n" * DEPTH + "def f(): ...",
    "open-brackets": "value = " + "(" * DEPTH,
    "imports-in-blocks": "\n".join(
        [*(" " * d + "if a:" for d in range(90)), " " * 90 + "from pkg.nowhere import nothing"]
    ),
    "dots": "from " + "." * DEPTH + " import nothing",
    "dotted-name": "import " + ".".join("a" * DEPTH),
    "parameters": "def f(" + ", ".join(f"a{n}" for n in range(DEPTH)) + "): ...",
    "backslashes": "value = 1 + \\\n" * DEPTH + "1",
    "semicolons": "value = 1; " * DEPTH,
    "quotes": '"' * 3 * DEPTH,
}

_TOO_DEEP = {
    "targets": "(" * DEPTH + "a" + ",)" * DEPTH + " = 1",
    "conditions-in-blocks": _blocks("if a:"),
    "withs": _blocks("with a:"),
    "matches": "match a:\n case " + "[" * DEPTH + "1" + "]" * DEPTH + ": pass",
    "open-blocks": "\n".join(" " * depth + "if a:" for depth in range(DEPTH)),
    "tries": "\n".join(
        [
            *(" " * d + "try:" for d in range(DEPTH)),
            " " * DEPTH + "pass",
            *(" " * d + "except ImportError: pass" for d in reversed(range(DEPTH))),
        ]
    ),
    "targets-behind-code": "value = 1\n(" + "[" * DEPTH + "a" + "]" * DEPTH + ") = 1",
}

_NAMES = ", ".join(f"name_{number}" for number in range(5000))
_LONG_NAME = "x" * 100_000


def _wide() -> tuple[Case, ...]:
    many = "".join(f"def name_{number}(): ...\n" for number in range(5000))
    renamed = "".join(f"    make as name_{number},\n" for number in range(5000))
    wide: Files = {"pkg/many.py": many, PLACE: f"from pkg.many import ({_NAMES})\n{CONSUMER}"}
    long: Files = {PLACE: f"from pkg.facade import (\n{renamed})\n"}
    return (
        Case("import-of-5000-names", wide, twin=wide, heavy=True),
        Case("import-of-5000-renamed", long, twin=long, heavy=True),
        Case(
            "name-of-100000-letters",
            {PLACE: f"{CONSUMER}{_LONG_NAME} = 1\nimport {_LONG_NAME}\n"},
            twin={PLACE: CONSUMER},
        ),
    )


def _large() -> tuple[Case, ...]:
    def case(name: str, text: str, twin: str = "") -> Case:
        return Case(f"large-{name}", {PLACE: text}, bad=(PLACE,), twin={PLACE: twin}, heavy=True)

    taken = "".join(f"from wide.m import n{number}\n" for number in range(100_000))
    wide: Files = {"wide/__init__.py": taken + CONSUMER, "wide/m.py": "def n1(): ...\n"}
    return (
        case("assignments", CONSUMER + "value_000001 = 12345\n" * (20 * _MEGABYTE // 21)),
        case("one-string", f"{CONSUMER}value = '{'x' * 20 * _MEGABYTE}'\n"),
        case("one-line-of-numbers", f"{CONSUMER}value = [{'1, ' * (20 * _MEGABYTE // 3)}]\n"),
        case("one-comment", f"{CONSUMER}# {'x' * 20 * _MEGABYTE}\n"),
        case("docstring", CONSUMER + '"""' + "some text\n" * (2 * _MEGABYTE) + '"""\n'),
        case("blank-lines", CONSUMER + "\n" * 20 * _MEGABYTE),
        case("of-errors", CONSUMER + ")\n" * (10 * _MEGABYTE)),
        Case("large-init", wide, twin=wide, heavy=True),
    )


CASES = (
    *(_deep(name, text) for name, text in _DEEP.items()),
    *(_too_deep(name, text) for name, text in _TOO_DEEP.items()),
    *_wide(),
    Case(
        "too-deep-tests",
        {"tests/test_deep.py": _blocks("class TestA:") + "\n\ndef test_a(): ...\n"},
        bad=("tests/test_deep.py",),
        twin={"tests/test_deep.py": "class TestA: ...\n\n\ndef test_a(): ...\n"},
        doubtful=True,
        fails=True,
    ),
)


def heavy_cases() -> tuple[Case, ...]:
    """The cases whose texts are too large to be made before somebody asks."""
    return _large()
