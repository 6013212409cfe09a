"""The module-level namespace of one file."""

from __future__ import annotations

import pytest

from tests.unit.extract.module_facts.facts import read, short


def test_bodies_of_functions_and_classes_are_not_entered() -> None:
    source = """
    def f():
        x = 1
        import y
    class C:
        z = 1
    w = [v for v in ()]
    """
    assert [name for name, _, _ in short(read(source).bindings)] == ["f", "C", "w"]


def test_bindings_come_in_the_order_of_the_text() -> None:
    source = "b = 1\na = 2\nif x:\n    c = 3\ndef f():\n    global a\n    a = 4\n"
    offsets = [binding.place.offset for binding in read(source).bindings]
    assert offsets == sorted(offsets)
    assert ("a", "assign", 7) in short(read(source).bindings)


@pytest.mark.parametrize(
    "source",
    [
        "if c:\n    import x",
        "if c: pass\nelif d:\n    import x",
        "if c: pass\nelse:\n    import x",
        "try:\n    import x\nexcept E: pass",
        "try: pass\nexcept E:\n    import x",
        "try: pass\nexcept E: pass\nelse:\n    import x",
        "try: pass\nfinally:\n    import x",
        "for i in c:\n    import x",
        "for i in c: pass\nelse:\n    import x",
        "while c:\n    import x",
        "with c:\n    import x",
        "match c:\n    case _:\n        import x",
        "if c:\n    try:\n        with d:\n            import x\n    except E: pass",
        "x = 1; import y",
        "print(x := 1)",
        "if (x := 1): pass",
        "y = [x := 1 for i in ()]",
    ],
)
def test_statements_are_found_wherever_they_stand(source: str) -> None:
    assert "x" in {binding.name for binding in read(source).bindings}


def test_a_handler_unbinds_its_name() -> None:
    assert short(read("try: pass\nexcept E as e:\n    x = 1\n").bindings) == [
        ("e", "del", 2),
        ("x", "assign", 3),
    ]


def test_global_binds_where_the_function_is_called_and_perhaps_where_it_stands() -> None:
    source = "def f():\n    global x\n    x = 1\nf()\n"
    certain = [b for b in read(source).bindings if b.name == "x" and not b.place.scope]
    perhaps = [b for b in read(source).bindings if b.name == "x" and b.place.scope]
    assert [b.place.line for b in certain] == [4]
    assert [(b.place.line, len(b.place.path)) for b in perhaps] == [(3, 1)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", True),
        (
            "'''Text.'''\nfrom a import b\nimport c\n__all__ = ['b']\n__all__.append('c')\n__version__ = '1'",
            True,
        ),
        ("# text\nfrom __future__ import annotations\nfrom a import b", True),
        ("from a import b\nx = 1", False),
        ("from a import b\ndef f(): ...", False),
        ("if c:\n    from a import b", False),
    ],
)
def test_modules_of_imports_only(source: str, expected: bool) -> None:
    assert read(source).only_imports is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from __future__ import annotations", True),
        ("'''Text.'''\n# text\nfrom __future__ import division, annotations\nx = 1", True),
        ("from __future__ import division", False),
        ("import x", False),
        ("", False),
    ],
)
def test_future_annotations(source: str, expected: bool) -> None:
    assert read(source).future_annotations is expected


def test_what_stands_around_an_error_is_read() -> None:
    facts = read("import a\ndef f(:\nimport b\n")
    assert {binding.name for binding in facts.bindings} >= {"a", "b"}
    assert facts.errors


def test_the_same_text_gives_the_same_facts() -> None:
    source = "import a\nfrom b import *\ndef f(): ...\n"
    assert read(source) == read(source)
    assert hash(read(source)) == hash(read(source))
