"""Small results, written by hand, for the tests of what words and shows them."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.breakage import Breakage, Removed, WhatIf
from graphkit.model.chains import Chain, ChainLink, Chains, Cuts
from graphkit.model.drawing import Drawing
from graphkit.model.edits import FileEdit, SuggestedEdit
from graphkit.model.imports import BlastRadius
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import Blast, NextStep, RankedModule, Ranking
from graphkit.model.scan import ChainRow, OwnerRow, RankedRepository, RepositoryRow, RepositoryUse, Scan
from graphkit.model.testing import Reach
from graphkit.model.uses import (
    Bindings,
    Consumer,
    Dangling,
    Definition,
    FlowEdge,
    Mention,
    Reexport,
    Trace,
    Use,
)

FILES = FilesSeen(5, 6)
PROBLEMS = (Problem("pkg/broken.py", 2, "does not parse", "mend the syntax"),)

_MAKE = Symbol("pkg.factory", "make")
_CALL = Use(
    "pkg/routes.py", 9, "call", "call_time", False, "certain", "make", 4, "connect", "pkg.facade:make"
)
_IMPORT = Use("pkg/routes.py", 1, "import", "import_time", True, "certain", "make", 0, "", "pkg.facade:make")
_REASON = "name is computed"
_PATCH = Use(
    "tests/test_a.py", 7, "dynamic_import", "call_time", False, "possible", "make", 0, "t", "", _REASON
)

TRACE = Trace(
    target=_MAKE,
    definitions=(Definition("pkg.factory", "pkg/factory.py", 3, "function", "make"),),
    reexports=(
        Reexport("pkg.facade", "make", str(_MAKE), "pkg/facade.py", 34, "import", "import_time", False, 1),
        Reexport("pkg.old", "mk", str(_MAKE), "pkg/old.py", 2, "assignment", "import_time", False, 0),
    ),
    consumers=(
        Consumer("pkg.routes", "pkg/routes.py", False, ("pkg.facade",), (_IMPORT, _CALL)),
        Consumer("tests.test_a", "tests/test_a.py", True, (), (_PATCH,)),
    ),
    exports=(Use("pkg/facade.py", 40, "export", "import_time", False, "certain", "make"),),
    dangling=(
        Dangling(
            module="tests.test_a",
            file="tests/test_a.py",
            line=12,
            kind="patch_string",
            through="pkg.gone:make",
            when="call_time",
            guarded=False,
            reason="no such module",
        ),
    ),
    flow=(FlowEdge(Symbol("pkg.facade", "make"), _MAKE, "pkg/facade.py", 34, "import_time", False),),
    mentions=None,
    problems=PROBLEMS,
    files=FILES,
)
MENTIONS = (Mention("pkg/a.py", 1, "comment"), Mention("pkg/a.py", 2, "docstring"))
UNUSED = replace(
    TRACE,
    reexports=(),
    consumers=(),
    exports=(),
    dangling=(),
    flow=(),
    mentions=(),
    problems=(),
    files=FilesSeen(6, 6),
)

_LINKS = (
    ChainLink("pkg.routes", "pkg.facade", "pkg/routes.py", 1, "make"),
    ChainLink("pkg.facade", "pkg.factory", "pkg/facade.py", 34, "make"),
)
CHAINS = Chains(
    target="pkg.factory:make",
    via="pkg.facade",
    origin="",
    level="symbol",
    count=10**25,
    listed=1,
    truncated=True,
    chains=(Chain(("pkg.routes", "pkg.facade", "pkg.factory"), _LINKS),),
    condensed=(("pkg.x", "pkg.y"),),
    cuts=Cuts((("pkg.facade", ("pkg.routes",)),), ("pkg.routes",), (), (), ("pkg.facade",)),
    problems=(),
    files=FILES,
)

BLAST = Blast(
    modules=(
        BlastRadius("pkg.factory", "pkg/factory.py", 2, 1200, 2, 1100, 1000, 200),
        BlastRadius("pkg.facade", "pkg/facade.py", 1, 1, 1, 1, 1, 0),
    ),
    edges=5,
    problems=(),
    files=FilesSeen(6, 6),
)

RANKING = Ranking(
    target="pkg.factory:make",
    modules=(
        RankedModule(1, 1, "pkg.routes", "pkg/routes.py", "consumer", 2, 0, 0, 0, 0, (), 1, ("a leaf",)),
        RankedModule(
            2, 2, "pkg.facade", "pkg/facade.py", "facade", 0, 1, 1, 1, 0, ("pkg.routes",), 1, ("r1", "r2")
        ),
    ),
    problems=PROBLEMS,
    files=FILES,
)

NEXT = NextStep(
    target="pkg.factory:make",
    verdict="change pkg/routes.py",
    module=RANKING.modules[0]._replace(pattern="import + call"),
    remaining=2,
    uses=(_IMPORT, _CALL),
    unblocks=("pkg.facade",),
    edits=(
        FileEdit(
            "pkg.routes",
            "pkg/routes.py",
            (SuggestedEdit("pkg/routes.py", 9, "make()", "Maker()", "mechanical", "a rewrite"),),
            "--- a/pkg/routes.py\n",
            "mechanical",
        ),
    ),
    tests=(Reach("tests.test_a", "tests/test_a.py", "pkg.routes", 1, True, ("tests.test_a", "pkg.routes")),),
    at_stake=("tests.test_a",),
    waits=("a look",),
    problems=PROBLEMS,
    files=FILES,
    notes=("a note",),
)

BINDINGS = Bindings(
    modules=(("pkg.facade", (("make", ("pkg.factory:make",)), ("other", ("pkg.a:other", "pkg.b:other")))),),
    problems=(),
    files=FilesSeen(6, 6),
)

DRAWING = Drawing(
    target="pkg.factory:make",
    path="output/make.svg",
    format="svg",
    content="<svg/>",
    caption=("2 consumers", "nothing left out"),
    problems=(),
    files=FilesSeen(6, 6),
)

# what reports word; a drawing is told apart, since it is a file already
_GONE = "cannot import name 'make' from 'pkg.facade'"
WHATIF = WhatIf(
    removed=("pkg.facade:make",),
    statements=(
        Removed("pkg.facade:make", "pkg/facade.py", 3, "binding", "from pkg.factory import make"),
        Removed("pkg.facade:make", "pkg/facade.py", 9, "export", "'make',"),
    ),
    verdict="unsafe",
    summary="unsafe: 1 module fails at import, 1 with it; 1 statement fails when reached",
    import_time=(
        Breakage("pkg.app", "pkg/app.py", 2, "ImportError", _GONE, ("pkg.routes",)),
        Breakage("pkg.maybe", "pkg/maybe.py", 4, "ImportError", _GONE, (), "possible", "under a condition"),
        Breakage("pkg.routes", "pkg/routes.py", 1, "ImportError", _GONE),
        Breakage(
            "tests.test_a",
            "tests/test_a.py",
            1,
            "ImportError",
            _GONE,
            ("pkg.app", "pkg.routes"),
            is_test=True,
        ),
    ),
    call_time=(Breakage("pkg.late", "pkg/late.py", 7, "ImportError", _GONE),),
    guarded=(Breakage("pkg.soft", "pkg/soft.py", 5, "ImportError", _GONE),),
    dangling=(
        Breakage(
            "tests.test_b",
            "tests/test_b.py",
            6,
            "",
            "pkg.facade holds no make",
            is_test=True,
            kind="patch_string",
        ),
    ),
    already_broken=(
        Breakage("pkg.old", "pkg/old.py", 1, "ModuleNotFoundError", "No module named 'pkg.gone'"),
    ),
    problems=PROBLEMS,
    files=FILES,
)


def _repository(name: str, uses: int, state: str = "consumer", reason: str = "") -> RepositoryRow:
    """A repository with these uses."""
    return RepositoryRow(name, "us", state, 1, uses, 0, 0, 2, 2, reason)


REPOSITORY_USE = RepositoryUse(
    "app", "us", "m", "m.py", 1, 0, "call", "call_time", False, "certain", False, "f", "", "core:f",
    "core:f", "core", "m -> core", "",
)  # fmt: skip
SCAN = Scan(
    target="core:f",
    provider="core",
    bindings=("core:f",),
    repositories=(
        _repository("app", 1),
        _repository("bad\x1b[31m", 0, "failed", "took longer than 3 s"),
        _repository("core", 0, "provider"),
    ),
    owners=(OwnerRow("us", 1, 1, 1),),
    chains=(ChainRow("core:f", "core", ("core",), 1, 1),),
    ranking=(
        RankedRepository(
            1, 1, "app", "us", 1, ("core",), (), (), (), ("no other repository takes it from here",)
        ),
        RankedRepository(2, 2, "core", "us", 0, (), ("app",), (), (), ("after app", "defines it")),
    ),
    uses=(REPOSITORY_USE,),
    results="output/scan",
    problems=(Problem("bad\x1b[31m", 0, "took longer than 3 s"),),
    files=FilesSeen(4, 4),
)

ALL = (TRACE, CHAINS, BLAST, RANKING, NEXT, BINDINGS, WHATIF, SCAN)
