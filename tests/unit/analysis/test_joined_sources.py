"""Names of one repository are followed into others; only its own files have uses."""

from __future__ import annotations

from graphkit.analysis.consumers import Traced, trace_symbols
from graphkit.analysis.joined_sources import Part, join_sources
from graphkit.analysis.sources import Sources
from graphkit.model.names import Symbol
from tests.unit.analysis.code import Code

TARGET = Symbol("wire.core", "connect")
WIRE = {
    "wire/__init__.py": "from wire.core import connect\n",
    "wire/core.py": "def connect(): ...\ndef other(): connect()\n",
    "wire/legacy.py": "from wire.core import connect as link\n",
    # does not spell the name, and leads there all the same
    "wire/api.py": "from wire import core\n",
}


def part(files: dict[str, str], *holding: str) -> Part:
    sources = Code(files).sources
    return Part(sources.tree, sources.facts, holding)


PROVIDER = part(WIRE, "wire", "wire.core", "wire.legacy")


def traced(files: dict[str, str], *parts: Part, shared: frozenset[str] = frozenset()) -> Traced:
    own: Sources = Code(files).sources
    return trace_symbols(
        join_sources(own, parts or (PROVIDER,), shared), frozenset({TARGET}), lambda *_: None
    )


def uses(found: Traced) -> list[tuple[str, int, str]]:
    return [(use.file, use.line, use.kind) for consumer in found.consumers for use in consumer.uses]


def test_only_own_files_have_uses() -> None:
    assert uses(traced({"app.py": "from wire import connect\nconnect()\n"})) == [
        ("app.py", 1, "import"),
        ("app.py", 2, "call"),
    ]
    assert uses(traced({"app.py": "import os\n"})) == []


def test_other_names_and_roundabout_ways() -> None:
    text = "from wire.legacy import link\nlink()\nimport wire.api\nwire.api.core.connect()\n"
    assert [use[1:] for use in uses(traced({"app.py": text}))] == [(1, "import"), (2, "call"), (4, "call")]


def test_own_reexports_are_followed() -> None:
    found = traced(
        {
            "own/__init__.py": "",
            "own/a.py": "from wire import connect as c\n",
            "own/b.py": "from own.a import c\nc()\n",
        }
    )
    assert ("own/b.py", 2, "call") in uses(found)


def test_an_own_module_hides_the_one_of_that_name() -> None:
    own = {"wire/__init__.py": "", "wire/more.py": "", "app.py": "from wire.core import connect\nconnect()\n"}
    assert "wire.core" not in join_sources(Code(own).sources, [PROVIDER]).tree.modules
    assert uses(traced(own, shared=frozenset({"wire"}))) == [("app.py", 1, "import"), ("app.py", 2, "call")]


def test_the_first_part_that_has_a_module_gives_it() -> None:
    other = part({"wire/core.py": "from wire import nothing\n"}, "wire.core")
    text = {"app.py": "from wire.core import connect\nconnect()\n"}
    assert len(uses(traced(text, PROVIDER, other))) == 2
