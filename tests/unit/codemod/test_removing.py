from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.codemod.removing import Gone, names_at, remove_name

# id, before, after; the name that goes is `old`
ROWS = [
    ("only import", "from m import old\n", ""),
    ("import and code", "from m import old\n\nx = 1\n", "x = 1\n"),
    ("first of two", "from m import old, b\n", "from m import b\n"),
    ("last of two", "from m import a, old\n", "from m import a\n"),
    ("middle", "from m import a, old, c\n", "from m import a, c\n"),
    ("alias", "from m import f as old, old as f\n", "from m import old as f\n"),
    ("in brackets", "from m import (a, old)\n", "from m import (a)\n"),
    ("trailing comma", "from m import (a, old,)\n", "from m import (a,)\n"),
    (
        "lines of their own",
        "from m import (\n    a,  # one\n    old,  # two\n    c,  # three\n)\n",
        "from m import (\n    a,  # one\n    c,  # three\n)\n",
    ),
    ("last line, no comma", "from m import (\n    a,\n    old\n)\n", "from m import (\n    a,\n)\n"),
    ("beside the bracket", "from m import (old,  # why\n    b)\n", "from m import (\n    b)\n"),
    ("a comment on the next", "from m import (old,\n    # b\n    b)\n", "from m import (\n    # b\n    b)\n"),
    ("comma first", "from m import (\n    a\n  , old\n)\n", "from m import (\n    a\n)\n"),
    ("comma first, top", "from m import (\n    old\n  , b\n)\n", "from m import (\n    b\n)\n"),
    ("continued", "from m import a, \\\n    old\n", "from m import a\n"),
    ("continued, first", "from m import old, \\\n    b\n", "from m import b\n"),
    ("twice in one", "from m import old as old, a, old\n", "from m import a\n"),
    ("plain import", "import a, b as old\n", "import a\n"),
    ("dotted import", "import old.sub, b\n", "import b\n"),
    ("function", "a = 1\n\n\n@dec\n@dec2(1)\ndef old():\n    return 1\n\n\nb = 2\n", "a = 1\n\n\nb = 2\n"),
    ("async function", "async def old(): ...\nb = 2\n", "b = 2\n"),
    ("class at the end", "a = 1\n\n\nclass old:\n    x = 1\n", "a = 1\n"),
    ("assignment", "a = 1\nold = f(\n    1,\n)\nb = 2\n", "a = 1\nb = 2\n"),
    ("chain, first", "old = a = 1\n", "a = 1\n"),
    ("chain, last", "a = old = f(1)\n", "a = f(1)\n"),
    ("chain with attribute", "a.b = old = 1\n", "a.b = 1\n"),
    ("chain of itself", "old = old = 1\nb = 1\n", "b = 1\n"),
    ("annotated", "old: int = 3\nb = 1\n", "b = 1\n"),
    ("declared", "old: int\nb = 1\n", "b = 1\n"),
    ("changed after", "old = []\nold += [1]\nb = 1\n", "b = 1\n"),
    ("deleted after", "old = 1\ndel old, b\n", "del b\n"),
    ("type alias", "type old[T] = list[T]\nb = 1\n", "b = 1\n"),
    ("if", "if x:\n    old = 1\nelse:\n    b = 1\n", "if x:\n    pass\nelse:\n    b = 1\n"),
    ("elif", "if x:\n    b = 1\nelif y:\n    old = 1  # why\n", "if x:\n    b = 1\nelif y:\n    pass\n"),
    (
        "try",
        "try:\n    from m import old\nexcept ImportError:\n    old = None\n",
        "try:\n    pass\nexcept ImportError:\n    pass\n",
    ),
    (
        "try keeps the rest",
        "try:\n    from m import old\n\n    b = 1\nfinally:\n    c = 1\n",
        "try:\n    b = 1\nfinally:\n    c = 1\n",
    ),
    ("with", "with s(E):\n    from m import old\n", "with s(E):\n    pass\n"),
    ("two in a block", "if x:\n    old = 1\n    old = 2\n", "if x:\n    pass\n"),
    ("match", "match x:\n    case 1:\n        old = 1\n", "match x:\n    case 1:\n        pass\n"),
    ("on the line of the if", "if x: import old\n", "if x: pass\n"),
    ("semicolons", "import a; import old; import c\n", "import a; import c\n"),
    ("semicolons, first", "import old; import c\n", "import c\n"),
    ("semicolons, last", "import a; import old  # x\n", "import a  # x\n"),
    ("closed by semicolon", "import old;\nb = 1\n", "b = 1\n"),
    ("in a function", "def f():\n    from m import old\n    return old\n", None),
    ("in a class", "class C:\n    old = 1\n", None),
    ("an attribute", "a.old = 1\nb[old] = 2\n", None),
    ("a name like it", "from m import older, old_\n", None),
    ("gap above stays", "a = 1\n\nold = 1\nb = 1\n", "a = 1\n\nb = 1\n"),
    ("gap below stays", "a = 1\nold = 1\n\nb = 1\n", "a = 1\n\nb = 1\n"),
    ("one of two gaps", "a = 1\n\nold = 1\n\nb = 1\n", "a = 1\n\nb = 1\n"),
    ("after a comment", "# head\n\nimport old\n\nb = 1\n", "# head\n\nb = 1\n"),
    ("no newline at the end", "a = 1\nold = 1", "a = 1\n"),
    ("CRLF", "from m import (\r\n    old,  # c\r\n    b,\r\n)\r\n", "from m import (\r\n    b,\r\n)\r\n"),
    ("CRLF, pass", "if x:\r\n    import old\r\nb = 1\r\n", "if x:\r\n    pass\r\nb = 1\r\n"),
    ("wide characters", "s = '😀漢é'; old = '漢'\nold = 2  # 漢\nü = 1\n", "s = '😀漢é'\nü = 1\n"),
    ("broken elsewhere", "from m import old\nx = 1\ndef (:\n", "x = 1\ndef (:\n"),
]  # fmt: skip

EXPORTS = [
    ("list", '__all__ = ["a", "old", "c"]\n', '__all__ = ["a", "c"]\n'),
    ("only", '__all__ = ["old"]\n', "__all__ = []\n"),
    ("lines", '__all__ = [\n    "a",\n    "old",  # x\n]\n', '__all__ = [\n    "a",\n]\n'),
    ("two on a line", '__all__ = [\n    "a", "old",\n    "c",\n]\n', '__all__ = [\n    "a",\n    "c",\n]\n'),
    ("tuple", '__all__ = ("a", "old")\n', '__all__ = ("a",)\n'),
    ("tuple, first", '__all__ = ("old", "a")\n', '__all__ = ("a",)\n'),
    ("tuple, comma", '__all__ = ("a", "old",)\n', '__all__ = ("a",)\n'),
    ("tuple, lines", '__all__ = (\n    "a",\n    "old"\n)\n', '__all__ = (\n    "a",\n)\n'),
    ("tuple, lines, first", '__all__ = (\n    "old",\n    "a"\n)\n', '__all__ = (\n    "a",\n)\n'),
    ("tuple of one", '__all__ = ("old",)\n', "__all__ = ()\n"),
    ("bare tuple", '__all__ = "a", "old"\n', '__all__ = "a",\n'),
    ("annotated", '__all__: list[str] = ["a", "old"]\n', '__all__: list[str] = ["a"]\n'),
    ("sum", '__all__ = ["old"] + m.__all__ + ["old", "b"]\n', '__all__ = [] + m.__all__ + ["b"]\n'),
    ("added", '__all__ = ["a"]\n__all__ += ["old"]\n', '__all__ = ["a"]\n'),
    ("added, others", '__all__ += ["old", "b"]\n', '__all__ += ["b"]\n'),
    ("append", '__all__ = []\n__all__.append("old")\n', "__all__ = []\n"),
    ("extend", '__all__.extend(["old"])\nx = 1\n', "x = 1\n"),
    ("extend, others", '__all__.extend(("b", "old"))\n', '__all__.extend(("b",))\n'),
    ("remove", 'if x:\n    __all__.remove("old")\n', "if x:\n    pass\n"),
    ("other quotes", "__all__ = ['a', r'''old''']\n", "__all__ = ['a']\n"),
    ("CRLF", '__all__ = [\r\n    "old",\r\n    "b",\r\n]\r\n', '__all__ = [\r\n    "b",\r\n]\r\n'),
]


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_removes_what_binds_the_name(before: str, after: str | None) -> None:
    removal = remove_name(before, "old")
    assert removal.text == (before if after is None else after)
    assert removal.problems == ()
    assert bool(removal.gone) == (after is not None)
    again = remove_name(removal.text, "old")
    assert (again.text, again.gone) == (removal.text, ())


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in EXPORTS], ids=[row[0] for row in EXPORTS])
def test_takes_the_entry_out_of_all(before: str, after: str) -> None:
    removal = remove_name(before, "old")
    assert (removal.text, removal.problems) == (after, ())
    assert {gone.kind for gone in removal.gone} == {"export"}
    assert remove_name(before, "old", keep_all=True) == (before, (), ())


def test_says_what_went_with_line_and_code() -> None:
    text = 'from .a import (\n    b,\n    c as old,\n)\n@dec\ndef old(): ...\nold = 1\n__all__ = ["old"]\n'
    assert remove_name(text, "old").gone == (
        Gone(3, "binding", "old", "from .a import c as old"),
        Gone(6, "definition", "old", "def old(): ..."),
        Gone(7, "binding", "old", "old = 1"),
        Gone(8, "export", "old", '__all__ = ["old"]'),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("old, b = f()\n", "line 1: it is unpacked together with other names"),
        ("[a, (old, *b)] = f()\n", "line 1: it is unpacked together with other names"),
        ("\nfor old in x:\n    pass\n", "line 2: a `for` loop binds it"),
        ("with f() as old:\n    pass\n", "line 1: a `with` statement binds it"),
        ("if (old := f()):\n    pass\n", "line 1: `:=` binds it inside an expression"),
        ("from m import *\n", None),
        ("# old\nfrom m import *\n", "line 2: a star import may bind it: import by name what is needed"),
        ("def f():\n    global old\n    old = 1\n", "line 2: a function binds it through `global`"),
        ("from __future__ import old\n", "line 1: a __future__ import changes how the file is read"),
        ('__all__ = [n for n in ("old", "b")]\n', "line 1: `__all__` is computed: take 'old' out by hand"),
    ],
)
def test_what_cannot_go_stays_and_is_said(text: str, problem: str | None) -> None:
    removal = remove_name(text, "old")
    assert removal.text == text
    assert removal.problems == ((problem,) if problem else ())


def test_an_export_stays_while_something_binds_the_name() -> None:
    text = 'from m import old\nold, b = 1, 2\n__all__ = ["old"]\n'
    assert remove_name(text, "old").text == 'old, b = 1, 2\n__all__ = ["old"]\n'


def test_only_the_binding_on_the_line_goes() -> None:
    text = 'try:\n    from m import old\nexcept ImportError:\n    old = None\n__all__ = ["old"]\n'
    removal = remove_name(text, "old", line=2)
    assert removal.text == text.replace("from m import old", "pass")
    assert [gone.line for gone in removal.gone] == [2]
    # the last one takes its export with it
    assert remove_name(removal.text, "old", line=4).text == (
        "try:\n    pass\nexcept ImportError:\n    pass\n__all__ = []\n"
    )
    assert remove_name(text, "old", line=5).text == text.replace('"old"', "")
    assert remove_name("x = 1\nfrom m import *\n", "old", line=2).problems == (
        "line 2: a star import may bind it: import by name what is needed",
    )


def test_names_at_a_line() -> None:
    text = (
        "import os, sys as s\nfrom m import (\n    a,\n    b as c, d,\n)\n\nx = y = 1\nif x:\n    z = 1\n"
        "@dec\ndef f():\n    inner = 1\nfrom m import *\nu, v = 1, 2\n"
    )
    found = {line: names_at(text, line) for line in range(1, 15)}
    assert found == {
        1: ("os", "s"),
        2: ("a", "c", "d"),
        3: ("a",),
        4: ("c", "d"),
        5: ("a", "c", "d"),
        6: (),
        7: ("x", "y"),
        8: (),
        9: ("z",),
        10: ("f",),
        11: ("f",),
        12: ("f",),
        13: (),
        14: ("u", "v"),
    }


_SIMPLE = st.sampled_from(
    [
        "from m import old",
        "from m import (\n{i}    a,  # é\n{i}    old,\n{i}    c as d,\n{i})",
        "from m import (old, b as old)",
        "import x as old, y",
        "old = 1",
        "a = old = '😀'",
        "a = 1; old = 2",
        "old: int = 3  # 漢",
        "def old():\n{i}    return 1",
        "@dec\n{i}class old:\n{i}    old = 1",
        '__all__ = ["old", "b"]',
        '__all__ = (\n{i}    "old",\n{i}    "b"\n{i})',
        "x = 'ü'",
        "# only a comment\n{i}pass",
        "del old",
        "",
    ]
)
# what is left of statements that bind other names too
_CHANGED = ("pass", "from m import (b)", "import y", "a = '😀'", "a = 1", '__all__ = ["b"]', '"b",', '"b"')
_OPENED = ("if x:", "try:", "with x as q:", "while x:")


@st.composite
def _block(draw: st.DrawFn, depth: int = 0) -> str:
    indent = "    " * depth
    out = []
    for _ in range(draw(st.integers(1, 4))):
        if depth < 2 and draw(st.integers(0, 3)) == 0:
            head = draw(st.sampled_from(_OPENED))
            out.append(f"{indent}{head}\n{draw(_block(depth=depth + 1))}")
            if head == "try:":
                out.append(f"{indent}except E:\n{draw(_block(depth=depth + 1))}")
        else:
            simple = draw(_SIMPLE)
            out.append(f"{indent}{simple.format(i=indent)}" if simple else "")
    if depth and not any(line.strip() for line in out):
        out.append(f"{indent}pass")
    return "\n".join(out)


@given(_block(), st.booleans())
def test_the_result_is_code_and_the_rest_is_as_it_was(text: str, windows: bool) -> None:
    text = text + "\n"
    if windows:
        text = text.replace("\n", "\r\n")
    compile(text, "before", "exec")
    removal = remove_name(text, "old")
    compile(removal.text, "after", "exec")
    again = remove_name(removal.text, "old")
    assert (again.text, again.gone) == (removal.text, ())
    assert "\n\n\n\n" not in removal.text or "\n\n\n\n" in text
    before = iter(text.splitlines(keepends=True))
    rest = [line for line in removal.text.splitlines(keepends=True) if line.strip() not in _CHANGED]
    # every other line is one of the original's, in the same order
    assert all(line in before for line in rest)
