"""When an import runs and whether its failure is caught: both readers, held against each other."""

from __future__ import annotations

import ast
import sysconfig
from pathlib import Path

import pytest

from graphkit.extract.import_tags import Tag, Unsure, guess_tag, read_tag
from graphkit.extract.import_tags_exact import exact_tags
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING

PLAIN = Tag(IMPORT_TIME, False)
CAUGHT = Tag(IMPORT_TIME, True)
CALLED = Tag(CALL_TIME, False)
TYPED = Tag(TYPE_CHECKING, False)
CASES = [
    ("import x", PLAIN),
    ("if a:\n    import x", PLAIN),
    ("class A:\n    import x", PLAIN),
    ("for a in b:\n    import x", PLAIN),
    ("match a:\n    case 1:\n        import x", PLAIN),
    ("def f():\n    import x", CALLED),
    ("async def f():\n    import x", CALLED),
    ("class A:\n    def f(self):\n        import x", CALLED),
    ("def f(\n    a,\n):\n    import x", CALLED),
    ("def f(\n    a,\n) -> dict[str, int]:  # why\n    import x", CALLED),
    ("def f(a,\n      b):\n    import x", CALLED),
    ("def f():\n\timport x", CALLED),
    ('def f():\n    """\nText\nif this:\n    """\n    import x', CALLED),
    ('a = """\ndef f():\n"""\nif a:\n    import x', PLAIN),
    ("def f():\n    a = [b\n  for b in c]\n    import x", CALLED),
    ("def f():\n# note\n    import x", CALLED),
    ("if TYPE_CHECKING:\n    import x", TYPED),
    ("if typing.TYPE_CHECKING:\n    import x", TYPED),
    ("if not TYPE_CHECKING:\n    pass\nelse:\n    import x", TYPED),
    ("if TYPE_CHECKING:\n    pass\nelse:\n    import x", PLAIN),
    ("if not TYPE_CHECKING:\n    import x", PLAIN),
    ("if a:\n    pass\nelif TYPE_CHECKING:\n    import x", TYPED),
    ("def f():\n    if TYPE_CHECKING:\n        import x", TYPED),
    ("if TYPE_CHECKING:\n    def f():\n        import x", TYPED),
    ("if __name__ == '__main__':\n    import x", CALLED),
    ('if "__main__" == __name__:\n    import x', CALLED),
    ("try:\n    import x\nexcept ImportError:\n    pass", CAUGHT),
    ("try:\n    import x\nexcept:\n    pass", CAUGHT),
    ("try:\n    import x\nexcept (KeyError, ModuleNotFoundError) as e:\n    pass", CAUGHT),
    ("try:\n    import x\nexcept (\n    KeyError,\n    Exception,\n):\n    pass", CAUGHT),
    ("try:\n    import x\nexcept KeyError:\n    pass\nexcept ImportError:\n    pass", CAUGHT),
    ("try:\n    import x\nexcept KeyError:\n    pass", PLAIN),
    ("try:\n    import x\nfinally:\n    pass", PLAIN),
    ("try:\n    pass\nexcept ImportError:\n    import x", PLAIN),
    ("try:\n    pass\nexcept ImportError:\n    pass\nelse:\n    import x", PLAIN),
    ("try:\n    pass\nexcept ImportError:\n    pass\nfinally:\n    import x", PLAIN),
    ("try:\n    def f():\n        import x\nexcept ImportError:\n    pass", CALLED),
    ("def f():\n    try:\n        import x\n    except ImportError:\n        pass", Tag(CALL_TIME, True)),
    ("try:\n    if a:\n        import x\nexcept ImportError:\n    pass", CAUGHT),
    ("try:\n    import x\n    a = '''\nexcept KeyError:\n'''\nexcept ImportError:\n    pass", CAUGHT),
    ("with suppress(ImportError):\n    import x", CAUGHT),
    ("with contextlib.suppress(KeyError, ImportError), a:\n    import x", CAUGHT),
    ("with suppress(KeyError):\n    import x", PLAIN),
]


def line_of_import(source: str) -> int:
    return max(number for number, line in enumerate(source.split("\n")) if line.strip() == "import x")


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_exact(source: str, expected: Tag) -> None:
    tags = exact_tags(source.encode())
    assert tags is not None
    assert tags[line_of_import(source) + 1] == expected


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_by_lines_is_right_or_unsure(source: str, expected: Tag) -> None:
    lines = source.encode().split(b"\n")
    try:
        found = read_tag(lines, line_of_import(source))
    except Unsure:
        return
    assert found == expected


@pytest.mark.parametrize(
    "source",
    ["x = 1; import y", "if a: import y", "lazy import y", "def f():\n    x = 1; import y"],
)
def test_several_statements_on_a_line_are_unsure(source: str) -> None:
    lines = source.encode().split(b"\n")
    with pytest.raises(Unsure):
        read_tag(lines, len(lines) - 1)


def test_exact_on_what_shares_a_line() -> None:
    tags = exact_tags(b"if TYPE_CHECKING: import a\ntry: import b\nexcept ImportError: pass\n")
    assert tags == {1: TYPED, 2: CAUGHT}
    assert exact_tags(b"def f(:") is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(:\n    import x", CALLED),
        ("if TYPE_CHECKING:\n    )\n    import x", TYPED),
        ("try:\n    import x\nexcept ImportError:\n    )", CAUGHT),
        (")\nimport x", PLAIN),
    ],
)
def test_guess_in_what_does_not_parse(source: str, expected: Tag) -> None:
    assert guess_tag(source.encode().split(b"\n"), line_of_import(source)) == expected


def test_rest_of_the_file_in_one_piece_is_unsure() -> None:
    source = b"try:\n    import x\n    a = 1\n    b = 2\nexcept ImportError:\n    pass\n"
    with pytest.raises(Unsure):
        read_tag(source.split(b"\n", 3), 1)


def test_both_agree_on_the_standard_library() -> None:
    checked = 0
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("[a-j]*.py")):
        source = path.read_bytes()
        lines = source.split(b"\n")
        tags = exact_tags(source) or {}
        assert set(tags) == {
            node.lineno
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        for line, expected in tags.items():
            try:
                assert read_tag(lines, line - 1) == expected, f"{path}:{line}"
            except Unsure:
                continue
            checked += 1
    assert checked > 200


@pytest.mark.parametrize("typing", [False, True])
def test_without_type_checking_nothing_around_a_function_matters(typing: bool) -> None:
    text = b"class A:\n  def f(self):\n    try:\n      import a\n    except ImportError:\n      pass"
    assert read_tag(text.split(b"\n"), 3, typing=typing) == Tag(CALL_TIME, True)
