"""What names stand for, as values."""

from __future__ import annotations

from graphkit.analysis.things import NOTHING, OTHER, Exports, Follower, Thing
from tests.unit.analysis.code import Code


def test_things_are_told_apart_by_all_they_say() -> None:
    assert Thing("module", "pkg") == Thing("module", "pkg", "", "")
    things = {Thing("symbol", "pkg.a", "make", what) for what in ("function", "class", "function")}
    assert len(things) == 2
    assert Thing("other") in {OTHER}
    assert Thing("other", "elsewhere", "make") != OTHER


def test_nothing_is_empty_and_joins() -> None:
    assert not NOTHING
    assert NOTHING | {OTHER} == frozenset({OTHER})


def test_exports_can_be_kept_in_sets() -> None:
    first, second = (Exports(frozenset(names), False, False) for names in ("ab", "ba"))
    assert len({first, second, Exports(frozenset(), True, False)}) == 2


def test_the_resolver_has_all_that_its_parts_ask_for() -> None:
    follower: Follower = Code({}).resolver(runtime=True)
    asked = {name for name in vars(Follower) if not name.startswith("_")}
    assert {"tree", "facts", "runtime", "names", "denote", "text"} <= asked <= set(dir(follower))
    assert follower.runtime
    assert set(follower.facts) == set(follower.tree.modules) == {"pkg", "pkg.a"}
