from __future__ import annotations

from graphkit.analysis.condensation import condense


def test_a_cycle_becomes_one_component_that_imports_each_other_one_once() -> None:
    condensed = condense([[1, 3], [2, 3], [0], [4], []])
    assert condensed.members == [[4], [3], [0, 1, 2]]
    assert condensed.component_of == [2, 2, 2, 1, 0]
    assert condensed.givers == [(), (0,), (1,)]
