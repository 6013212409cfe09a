from __future__ import annotations

import textwrap

from graphkit.extract.module_facts.parsing import parse
from graphkit.extract.module_facts.pytest_parts import collects, pytest_parts


def parts(text: str) -> list[tuple[str, str, int, int]]:
    found = pytest_parts(parse(textwrap.dedent(text).encode()))
    return [(part.kind, part.name, part.first, part.last) for part in found]


def test_functions_methods_and_their_decorators() -> None:
    text = """\
        import pytest
        def make(): ...
        @patch("a")
        @patch("b")
        async def test_late(a, b): ...
        class TestA:
            def helper(self): ...
            @mark
            def test_b(self):
                def test_inner(): ...
            class TestInner:
                def test_c(self): ...
    """
    assert parts(text) == [
        ("test", "test_late", 3, 5),
        ("class", "TestA", 6, 12),
        ("test", "TestA::test_b", 8, 10),
        ("class", "TestA::TestInner", 11, 12),
        ("test", "TestA::TestInner::test_c", 12, 12),
    ]


def test_unittest_cases_by_their_bases_also_through_one_of_the_file() -> None:
    text = """\
        class Base(unittest.TestCase): ...
        class Orders(Base):
            def test_a(self): ...
        class Plain:
            def test_a(self): ...
        class TestMade:
            def __init__(self): ...
            def test_a(self): ...
        class TestNot:
            __test__ = False
            def test_a(self): ...
    """
    assert [name for _, name, _, _ in parts(text)] == ["Orders", "Orders::test_a"]


def test_below_if_and_try() -> None:
    text = """\
        if sys.platform == "linux":
            def test_a(): ...
        else:
            def test_b(): ...
        try:
            import x
        except ImportError:
            class TestC:
                def test_c(self): ...
    """
    assert [name for kind, name, _, _ in parts(text) if kind == "test"] == [
        "test_a",
        "test_b",
        "TestC::test_c",
    ]


def test_fixtures_with_their_names_and_what_asks_for_them() -> None:
    text = b"""\
@pytest.fixture(name="made", autouse=True)
def test_make(other: int): ...
@pytest_asyncio.fixture
async def late(made): ...
@pytest.mark.usefixtures("late", "made")
def test_a(x, *, y=1): ...
class TestB:
    @fixture
    def own(self): ...
    def test_c(self, own): ...
"""
    made, late, test, _, own, _ = pytest_parts(parse(text))
    assert (made.kind, made.name, made.autouse, made.asks) == ("fixture", "made", True, ("other",))
    assert (late.name, late.asks) == ("late", ("made",))
    assert (test.kind, test.asks) == ("test", ("x", "late", "made"))
    assert (own.kind, own.owner) == ("fixture", "TestB")


def test_classes_without_own_tests_inherit_some() -> None:
    assert collects("TestA", ["SharedTests"], tests=False, init=False)
    assert not collects("BaseTestCase", ["unittest.TestCase"], tests=False, init=False)
    assert not collects("TestData", ["BaseModel"], tests=False, init=False)
    assert collects("TestA", ["TestCase"], tests=True, init=True)
