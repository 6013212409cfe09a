"""What the hits of a detector are, held against the symbols."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.consumers import Traced, trace_symbols
from graphkit.analysis.reconciliation import reconcile
from graphkit.model.compliance import DetectorResult, Reconciled
from graphkit.model.names import Symbol
from tests.unit.analysis.code import Code

FILES = {
    "pkg/a.py": "def make(): ...\nclass Old: ...\nmake()\n",
    "pkg/facade.py": "from pkg.a import make\n__all__ = ['make']\n",
    "pkg/working_facade.py": "from pkg.a import make\nmake()\n__all__ = ['make']\n",
    "app/uses.py": "from pkg.facade import make\nmake()\n",
    "app/uses_both.py": "from pkg.a import make, Old\nx = 1\n",
    "app/other.py": "from pkg.a import Old\nOld()\n# make\n",
    "app/gone.py": "from pkg.wrong import make\n",
    "pkg/wrong.py": "",
    "app/says.py": "# make is old\n",
    "app/documents.py": '"""Old is gone."""\n',
    "app/unrelated.py": "remake()\n",
    "app/detector.py": "# make\n",
}
CODE = Code(FILES)


def trace(name: str) -> Traced:
    return trace_symbols(CODE.sources, frozenset({Symbol("pkg.a", name)}), lambda *told: None)


TARGET, OTHER = trace("make"), trace("Old")


def check(*hits: str) -> Reconciled:
    result = DetectorResult("d", 9, 0, 0, 0, 9, len(hits), None, tuple(sorted(hits)), ())
    return reconcile(result, {"app/detector.py", "app/uses.py"}, "old-make", TARGET, (OTHER,))


def test_each_class() -> None:
    rows = {file: check(file) for file in FILES}
    classes = ("uses", "uses_other", "undecided", "mentions", "itself", "unrelated")
    found = {file: [name for name in classes if getattr(row, name)] for file, row in rows.items()}
    assert found == {
        "pkg/a.py": ["itself"],
        "pkg/facade.py": ["itself"],
        # what uses the symbol has to be migrated, whatever else it does
        "pkg/working_facade.py": ["uses"],
        "app/uses.py": ["uses"],
        "app/uses_both.py": ["uses"],
        "app/other.py": ["uses_other"],
        "app/gone.py": ["undecided"],
        "pkg/wrong.py": ["unrelated"],
        "app/says.py": ["mentions"],
        "app/documents.py": ["mentions"],
        "app/unrelated.py": ["unrelated"],
        "app/detector.py": ["itself"],
    }


def test_what_is_missed_and_what_it_is_worth() -> None:
    row = check("app/uses.py", "app/other.py", "app/says.py", "app/unrelated.py")
    assert (row.detector, row.deprecation, row.hits, row.users) == ("d", "old-make", 4, 4)
    assert row.missed == ("app/uses_both.py", "pkg/working_facade.py")
    assert (row.precision, row.recall) == (50.0, 50.0)


def test_nothing_counted() -> None:
    row = check()
    assert (row.hits, row.precision, row.recall, len(row.missed)) == (0, None, 0.0, 4)


@given(st.sets(st.sampled_from(sorted(FILES))))
def test_every_hit_is_in_exactly_one_class(hits: set[str]) -> None:
    row = check(*hits)
    classes = (row.uses, row.uses_other, row.undecided, row.mentions, row.itself, row.unrelated)
    assert sum(classes) == row.hits == len(hits)
    assert len(row.missed) == row.users - row.uses - row.uses_other
