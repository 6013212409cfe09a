"""Blast radii equal a plain search per module on small random graphs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.blast_radius import blast_radii
from graphkit.analysis.strong_components import strong_components
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportEdge, ImportGraph
from graphkit.model.tree import SourceFile

MODULES = tuple("abcdefgh")
FILES = {m: SourceFile(f"{m}.py", m, is_test=m in "fgh") for m in MODULES}
edges = st.builds(
    ImportEdge,
    st.sampled_from(MODULES),
    st.sampled_from(MODULES),
    st.integers(1, 3),
    when=st.sampled_from([IMPORT_TIME, CALL_TIME, TYPE_CHECKING]),
)


def downstream(pairs: set[tuple[str, str]], module: str) -> set[str]:
    """Search the importers of a module, theirs, and so on."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        node = waiting.pop()
        new = {importer for importer, imported in pairs if imported == node} - seen
        seen |= new
        waiting += new
    return seen - {module}


@settings(max_examples=300, deadline=None)
@given(st.lists(edges, max_size=25))
def test_radii_equal_a_search_from_every_module(found: list[ImportEdge]) -> None:
    any_time = {(e.importer, e.imported) for e in found if e.when != TYPE_CHECKING}
    at_import = {(e.importer, e.imported) for e in found if e.when == IMPORT_TIME}
    radii = blast_radii(ImportGraph(MODULES, tuple(sorted(found))), FILES)
    assert sorted(radius.module for radius in radii) == list(MODULES)
    for radius in radii:
        module = radius.module
        hit = downstream(any_time, module)
        assert radius.direct == len({a for a, b in any_time if b == module} - {module})
        assert radius.transitive == len(hit)
        assert radius.import_time_direct == len({a for a, b in at_import if b == module} - {module})
        assert radius.import_time == len(downstream(at_import, module))
        assert radius.tests == len(hit & set("fgh"))
        assert radius.production == len(hit - set("fgh"))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25))
def test_components_are_mutual_reachability_and_come_after_what_they_lead_to(
    pairs: list[tuple[int, int]],
) -> None:
    successors = [[b for a, b in pairs if a == node] for node in range(8)]
    reach = [{node} for node in range(8)]
    for _ in range(8):
        for a, b in pairs:
            reach[a] |= reach[b]
    components = strong_components(successors)
    assert sorted(node for members in components for node in members) == list(range(8))
    place = {node: index for index, members in enumerate(components) for node in members}
    for a in range(8):
        for b in range(8):
            assert (place[a] == place[b]) == (b in reach[a] and a in reach[b])
            assert b not in reach[a] or place[b] <= place[a]
