from __future__ import annotations

import re

from graphkit.model.drawing import Diagram, Edge, Node
from graphkit.report.diagram import draw_diagram
from graphkit.report.dot import dot
from graphkit.report.dot_text import escaped, quoted
from tests.unit.report.traces import CORE, FACADE, consumer, take, trace

AWKWARD = ['a"b', "a<b>&c", "back\\slash", "ends\\", "graph", "名前", "🎉", "new\nline", "co:lon", ""]


def awkward() -> Diagram:
    nodes = tuple(Node(name or "empty", name, (name,), "production consumer", name) for name in AWKWARD)
    edges = tuple(Edge(node.key, "graph", node.title, "call_time", True, 2) for node in nodes)
    return Diagram(
        "t<", 's"\\', nodes, edges, ("<caption> & \\N",), ("production consumer",), ("call_time",), True
    )


def test_names_are_quoted_whatever_they_hold() -> None:
    assert quoted('a"b') == '"a\\"b"'
    assert quoted("ends\\") == '"ends&#92;"'
    assert quoted("graph") == '"graph"'
    assert quoted("a\nb") == '"a\ufffdb"'


def test_labels_hold_no_markup_of_the_names() -> None:
    assert escaped('<b> & "\\N"') == "&lt;b&gt; &amp; &quot;&#92;&#92;N&quot;"


def test_every_quote_and_angle_bracket_is_closed() -> None:
    text = re.sub(r'"(?:[^"\\]|\\.)*"', "", dot(awkward()))
    assert '"' not in text.replace("&quot;", "")
    assert text.count("<") == text.count(">") - text.count("->")
    assert text.count("{") == text.count("}")


def test_nodes_edges_clusters_legend_and_words_are_there() -> None:
    text = dot(
        draw_diagram(trace([consumer("shop.routes.chat", 12)], [take("shop.routes.chat:f", FACADE, 12)]))
    )
    assert f'"{FACADE.module}" -> "{CORE.module}" [style=solid, label=<l. 34<BR/>' in text
    assert '"shop.routes.chat" [label=<<B>chat</B><BR/><FONT POINT-SIZE="9">1 use</FONT>>, shape=box' in text
    assert 'subgraph "cluster shop.core" {' in text
    assert '"legend definition" [label=<definition>' in text
    assert "<B>Who takes make_manager</B>" in text
    assert "All 1 consumers" not in text
    assert "The one consumer shown; 1 facade." in text
    assert "possible" not in text


def test_guarded_and_many_statements_show_on_the_edge() -> None:
    flow = [take("shop.a:f", FACADE, line, "call_time", guarded=True) for line in range(1, 11)]
    text = dot(draw_diagram(trace([consumer("shop.a")], flow)))
    assert "[style=dashed, label=<l. 1, 2, 3 … as f<BR/>" in text
    assert ", dir=both, arrowtail=odot, penwidth=1.7, tooltip=" in text


def test_wide_letters_ask_for_room() -> None:
    text = dot(awkward())
    assert re.search(r"<B>名前</B>.*width=0\.71", text)
    assert not re.search(r"<B>graph</B>.* width=", text)


def test_links_tooltips_and_members_are_there_and_escaped() -> None:
    node = Node("a.*", "a", (), "package", "", ("a.b", "a.c"), url='https://x/?a=1&b="2"')
    text = dot(Diagram("t", "t", (node,), (), (), ("package",)))
    assert r'URL="https://x/?a=1&amp;b=\"2\"", target="_blank"' in text
    assert 'tooltip="2 modules: a.b, a.c"' in text


def test_what_is_hidden_keeps_its_shape_and_label_and_is_no_link() -> None:
    shown = Node("a", "a", ("x",), "added", "p", ("a",), url="https://x")
    for node in (shown, shown._replace(hidden=True)):
        text = dot(Diagram("t", "t", (node,), (), (), ("added",)))
        assert ("URL=" in text) is not node.hidden
        assert ('style="invis", tooltip' in text) is node.hidden
        assert '"a" [label=<<B>a</B><BR/><FONT POINT-SIZE="9">x</FONT>>, shape=box' in text


def test_columns_are_one_rank_each_in_their_order() -> None:
    nodes = tuple(Node(key, key, (), "test consumer", column) for key, column in (("a", "one"), ("b", "two")))
    text = dot(Diagram("t", "t", nodes, (), (), columns=("one", "two")))
    assert '{ rank=same; "column 0"; "a"; }' in text
    assert '"column 0" -> "column 1" [style=invis, weight=0];' in text
    assert "newrank=true" in text


def test_many_edges_have_their_words_in_the_tooltip_alone() -> None:
    nodes = tuple(Node(f"n{i}", f"n{i}", (), "module", "") for i in range(60))
    edges = tuple(Edge(f"n{i}", "n0", f"l. {i}", "import_time", False, 1) for i in range(1, 40))
    text = dot(Diagram("t", "t", nodes, edges, ()))
    assert "label=<l. 3<BR/>" not in text
    assert 'tooltip="n3 → n0: l. 3; at import"' in text
    assert "what stands behind an arrow is in its tooltip" in text


def test_the_same_diagram_gives_the_same_text() -> None:
    assert dot(awkward()) == dot(awkward())
