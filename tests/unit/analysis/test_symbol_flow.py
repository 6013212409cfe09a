"""Which binding takes its value from which."""

from __future__ import annotations

from graphkit.analysis.symbol_flow import symbol_flow
from graphkit.analysis.use_sites import sites_of
from tests.unit.analysis.code import Code


def edges(files: dict[str, str]) -> list[tuple[str, str, int, str]]:
    return sorted(
        (str(e.taker), str(e.giver), e.line, e.how) for e in symbol_flow(Code(files).question(), {})
    )


def test_every_kind_of_binding() -> None:
    files = {
        "pkg/f.py": "from pkg.a import make",
        "pkg/g.py": "from pkg.f import *",
        "pkg/h.py": "from pkg import g\nbuild = g.make",
        "pkg/i.py": """
            def __getattr__(name):
                if name == 'make':
                    from pkg.h import build
                    return build
            """,
    }
    assert edges(files)[:3] == [
        ("pkg.f:make", "pkg.a:make", 1, "import"),
        ("pkg.g:make", "pkg.f:make", 1, "star_import"),
        ("pkg.h:build", "pkg.g:make", 2, "assignment"),
    ]
    assert edges(files)[3][:2] == ("pkg.i:make", "pkg.h:build")
    assert edges(files)[3][3] == "lazy"


def test_branches_give_an_edge_each() -> None:
    files = {
        "pkg/f.py": "from pkg.a import make",
        "pkg/g.py": "try:\n    from pkg.f import make\nexcept ImportError:\n    from pkg.a import make",
    }
    assert edges(files)[1:] == [
        ("pkg.g:make", "pkg.a:make", 4, "import"),
        ("pkg.g:make", "pkg.f:make", 2, "import"),
    ]


def test_an_alias_of_an_import_takes_what_that_takes() -> None:
    files = {"pkg/f.py": "from pkg.a import make\nbuild = make"}
    assert edges(files) == [
        ("pkg.f:build", "pkg.a:make", 2, "assignment"),
        ("pkg.f:make", "pkg.a:make", 1, "import"),
    ]


def test_a_facade_that_answers_every_name_is_on_the_way() -> None:
    code = Code(
        {
            "pkg/f.py": "from pkg import a\ndef __getattr__(name): return getattr(a, name)",
            "pkg/g.py": "from pkg.f import make",
        }
    )
    found = {(str(e.taker), str(e.giver), e.how) for e in symbol_flow(code.question(), {})}
    assert found == {("pkg.g:make", "pkg.f:make", "import"), ("pkg.f:make", "pkg.a:make", "lazy")}


def test_edges_keep_time_and_guard() -> None:
    source = """
        try:
            from pkg.a import make
        except ImportError: pass
        if TYPE_CHECKING:
            from pkg.a import make as m
        """
    found = symbol_flow(Code({"pkg/f.py": source}).question(), {})
    assert sorted((e.taker.name, e.when, e.guarded) for e in found) == [
        ("m", "type_checking", False),
        ("make", "import_time", True),
    ]


def test_uses_without_a_binding_come_from_the_module() -> None:
    code = Code(
        {
            "pkg/f.py": """\
                from pkg import a
                a.make()
                def f():
                    from pkg.a import make as m
                    m()
                x = 'pkg.a.make'
                """
        }
    )
    question = code.question()
    sites = {"pkg.f": tuple(sites_of(question, "pkg.f", "make"))}
    found = [(str(e.taker), str(e.giver), e.line, e.how) for e in symbol_flow(question, sites)]
    assert found == [("pkg.f", "pkg.a:make", 2, "call"), ("pkg.f", "pkg.a:make", 4, "import")]
