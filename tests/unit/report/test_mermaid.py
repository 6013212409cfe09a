from __future__ import annotations

from graphkit.report.diagram import draw_diagram
from graphkit.report.mermaid import escaped, mermaid
from tests.unit.report.test_dot import awkward
from tests.unit.report.traces import FACADE, consumer, take, trace


def test_a_small_diagram_reads_like_this() -> None:
    diagram = draw_diagram(
        trace([consumer("shop.a")], [take("shop.a:f", FACADE, 12, "call_time", guarded=True)])
    )
    lines = mermaid(diagram).splitlines()
    assert lines[:4] == ["---", 'title: "Who takes shop.core.factory:make_manager"', "---", "flowchart LR"]
    assert '  subgraph c0["shop"]' in lines
    assert '    n0["<b>a</b><br/>1 use"]' in lines
    assert '    n1{{"<b>canonical_imports</b><br/>re-export l. 34"}}' in lines
    assert '    n2[["<b>factory</b><br/>function, l. 15"]]' in lines
    assert '  n0 -.->|"l. 12 as f, guarded"| n1' in lines
    assert '  n1 -->|"l. 34"| n2' in lines
    assert '  subgraph legend["Legend"]' in lines
    assert lines.count("  end") == 3
    assert "  class n2,s0 k0" in lines


def test_labels_cannot_end_early() -> None:
    assert escaped('a "#quot;" `b` <c> & \\n') == ("a #quot;#35;quot;#quot; #96;b#96; #lt;c#gt; #amp; #92;n")
    for line in mermaid(awkward()).splitlines()[3:]:
        assert line.count('"') in (0, 2)
