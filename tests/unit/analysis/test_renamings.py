from __future__ import annotations

from graphkit.analysis.renamings import other_names
from tests.unit.analysis.code import Code


def names(text: str) -> frozenset[str]:
    return other_names({"make", "Manager"}, [Code({"pkg/b.py": text}).facts["pkg.b"]])


def test_imports_and_assignments_of_the_module_give_other_names() -> None:
    text = """
    from pkg.a import make as build, other
    import pkg.a
    from pkg.a import make
    alias = pkg.a.make
    plain = 3
    def function():
        local = make
    """
    assert names(text) == {"build", "alias"}


def test_what_is_defined_under_a_name_of_its_own_is_none() -> None:
    assert names("def make(): ...\nclass Manager: ...\n") == frozenset()
