from __future__ import annotations

from graphkit.analysis.consumers import trace_symbols
from graphkit.analysis.joined_sources import join_sources
from graphkit.analysis.scan_rows import Around, held_names, repository_uses
from graphkit.model.names import Symbol
from graphkit.model.scan import Held, Repository, RepositoryUse
from tests.unit.analysis.code import Code
from tests.unit.analysis.test_joined_sources import PROVIDER, TARGET

HELD = {
    Symbol("wire", "connect"): Held("wire", "connect", TARGET, ("wire", "wire.core"), "wire"),
    Symbol("wire.core", "connect"): Held("wire.core", "connect", TARGET, ("wire.core",), "wire"),
}
READ = frozenset(PROVIDER.tree.modules)
AROUND = Around(HELD, frozenset({TARGET}), READ, frozenset())
OWN = {
    "own/__init__.py": "",
    "own/a.py": "from wire import connect as c\n",
    "own/b.py": "from own.a import c\n\n\ndef run():\n    c()\n",
    "tests/test_own.py": "from own.b import c\nc()\n",
}


def rows(
    files: dict[str, str], around: Around = AROUND
) -> tuple[tuple[RepositoryUse, ...], tuple[Held, ...]]:
    own = Code(files).sources
    traced = trace_symbols(join_sources(own, (PROVIDER,)), frozenset({TARGET}), lambda *_: None)
    found = repository_uses(Repository("own", "/own", owner="me"), own.tree, traced, around, "code/")
    return found, held_names(own.tree, traced, around, "own")


def test_each_use_tells_its_way_to_the_definition() -> None:
    found, _ = rows(OWN)
    call = next(use for use in found if use.line == 5)
    assert (call.file, call.through, call.giver) == ("code/own/b.py", "wire:connect", "wire")
    assert call.chain == "own.b -> own.a -> wire -> wire.core"
    assert (call.owner, call.scope, call.when, call.certainty) == ("me", "run", "call_time", "certain")
    assert list(found) == sorted(found)


def test_names_that_others_can_take_are_told_without_tests() -> None:
    _, held = rows(OWN)
    assert [(row.module, row.name, row.origin, row.chain) for row in held] == [
        ("own.a", "c", TARGET, ("own.a", "wire", "wire.core")),
        ("own.b", "c", TARGET, ("own.b", "own.a", "wire", "wire.core")),
    ]
    assert {row.repository for row in held} == {"own"}


def test_what_only_hands_it_on_is_told() -> None:
    found, _ = rows({"shim/__init__.py": "from wire import connect\n__all__ = ['connect']\n"})
    assert {use.kind for use in found} == {"reexport"}


def test_what_leads_nowhere_is_dangling_possible_or_not_told() -> None:
    text = {"app.py": "from wire.api import connect\n"}
    assert [use.certainty for use in rows(text)[0]] == ["dangling"]
    unread = AROUND._replace(read=frozenset(), unread=frozenset({"wire"}))
    (use,) = rows(text, unread)[0]
    assert (use.certainty, use.reason) == ("possible", "wire.api was not read: it may hold the target")
    assert rows(text, AROUND._replace(read=frozenset()))[0] == ()


def test_in_the_repository_that_defines_it_nothing_comes_from_outside() -> None:
    own = Code(
        {
            "wire/__init__.py": "from wire.core import connect\nconnect()\n",
            "wire/core.py": "def connect(): ...\n",
        }
    ).sources
    traced = trace_symbols(own, frozenset({TARGET}), lambda *_: None)
    around = Around({}, frozenset({TARGET}), frozenset(), frozenset())
    found = repository_uses(Repository("wire", "/wire"), own.tree, traced, around)
    assert {(use.through, use.giver) for use in found} == {("", "")}
    assert [(row.module, row.chain) for row in held_names(own.tree, traced, around, "wire")] == [
        ("wire", ("wire", "wire.core")),
        ("wire.core", ("wire.core",)),
    ]
