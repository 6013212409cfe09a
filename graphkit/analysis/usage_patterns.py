"""How a module uses the symbol, in few words: modules of one pattern are migrated alike."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.model.imports import CALL_TIME, TYPE_CHECKING
from graphkit.model.uses import Consumer, Trace, Use

# the order of the words: how the symbol is got, then what is done with it
_ORDER = (
    "import", "guarded import", "local import", "local guarded import", "typing-only import",
    "star import", "dynamic import",
    "call", "attribute call", "reference", "attribute reference", "decorator", "attribute decorator",
    "base class", "attribute base class", "annotation", "attribute annotation", "patch string",
    "import re-export", "star import re-export", "assignment re-export", "lazy re-export",
    "__all__ entry",
)  # fmt: skip
# the simplest forms: another name in the same place is all it takes
PLAIN = frozenset({"import", "local import", "typing-only import", "call", "annotation", "import re-export",
                   "__all__ entry"})  # fmt: skip
_BINDING = frozenset({"import", "star_import", "dynamic_import"})
# told by the re-exports and exports themselves
_OFFERED = frozenset({"reexport", "export"})
_WITH_OBJECT = frozenset({"call", "reference", "decorator", "base_class", "annotation"})


def usage_patterns(trace: Trace) -> Mapping[str, str]:
    """Return module → its pattern, like "import + call": the sorted set of the ways it uses the symbol.

    A use through an object (`facade.make()`) is an "attribute" one. Cost: linear in uses and flow.
    """
    words: dict[str, set[str]] = {}
    for row in trace.reexports:
        kind = row.kind.replace("_", " ")
        words.setdefault(row.module, set()).add(f"{kind} re-export")
    direct = {(edge.file, edge.line, edge.how) for edge in trace.flow if not edge.taker.name}
    for consumer in trace.consumers:
        words.setdefault(consumer.module, set()).update(_ways(consumer, direct))
    modules = {consumer.file: consumer.module for consumer in trace.consumers}
    modules |= {row.file: row.module for row in trace.reexports}
    modules |= {row.file: row.module for row in trace.definitions}
    for use in trace.exports:
        if use.file in modules:
            words.setdefault(modules[use.file], set()).add("__all__ entry")
    for definition in trace.definitions:
        words.setdefault(definition.module, set()).add("definition")
    return {module: " + ".join(sorted(found, key=_place)) for module, found in sorted(words.items())}


def _ways(consumer: Consumer, direct: set[tuple[str, int, str]]) -> set[str]:
    bound = {use.source for use in consumer.uses if use.kind in _BINDING}
    return {_way(use, direct, bound) for use in consumer.uses if use.kind not in _OFFERED}


def _way(use: Use, direct: set[tuple[str, int, str]], bound: set[str]) -> str:
    word = use.kind.replace("_", " ")
    if use.kind == "import":
        if use.when == TYPE_CHECKING:
            word = "typing-only import"
        else:
            word = f"{'local ' * (use.when == CALL_TIME)}{'guarded ' * use.guarded}import"
    elif use.kind in _WITH_OBJECT and use.source not in bound and (use.file, use.line, use.kind) in direct:
        word = f"attribute {word}"
    return f"possible {word}" if use.certainty == "possible" else word


def _place(word: str) -> tuple[int, str]:
    plain = word.removeprefix("possible ")
    return (_ORDER.index(plain) if plain in _ORDER else len(_ORDER), word)
