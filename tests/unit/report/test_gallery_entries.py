from __future__ import annotations

from graphkit.model.drawing import DEFINITION, Diagram, Node
from graphkit.model.gallery import DECIDE, EXPLORE, RAW, SEE, Entry, OutputFile
from graphkit.report.gallery_entries import entries_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg"><g><title>g</title><text font-size="18.00">Who takes make</text>'
    '<text font-size="12.00">pkg:make</text></g></svg>'
)
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg"><metadata>'
    '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">3 &lt;to&gt; go</dc:title></metadata></svg>'
)


def file(name: str, text: str = "") -> OutputFile:
    return OutputFile(name, len(text), text)


def test_what_has_one_name_is_one_entry_whose_picture_says_what_it_is() -> None:
    found = entries_of([file("who.svg", SVG), file("who.png"), file("who.mmd"), file("who.txt", "a line\nb")])
    assert found == (
        Entry(SEE, "Who takes make", "a line", ("who.svg", "who.png", "who.txt", "who.mmd"), "who.svg"),
    )


def test_the_dark_chart_belongs_to_the_light_one() -> None:
    found = entries_of([file("burndown.svg", CHART), file("burndown-dark.svg", CHART)])
    assert found == (
        Entry(
            DECIDE,
            "3 <to> go",
            "",
            ("burndown.svg", "burndown-dark.svg"),
            "burndown.svg",
            "burndown-dark.svg",
        ),
    )
    assert entries_of([file("burndown-dark.svg", CHART)])[0].picture == "burndown-dark.svg"


def test_documents_are_known_by_what_they_say_whatever_their_name() -> None:
    found = entries_of(
        [
            file("x.json", '{"schema": "graphkit/rank/1"}'),
            file("x.txt", "Order to migrate make"),
            file("y.html", "<title>pkg:make · graphkit</title>"),
            file("z.html", "<title>anything</title>"),
            file("my-plan.md", "<!-- mark -->\n# Plan: retire `make`\n"),
        ]
    )
    assert found == (
        Entry(EXPLORE, "Explore make", "", ("y.html",)),
        Entry(
            DECIDE, "The plan: phases, risks, gates, checklists, edits", "Plan: retire make", ("my-plan.md",)
        ),
        Entry(DECIDE, "The order in which to migrate", "Order to migrate make", ("x.txt", "x.json")),
        Entry(RAW, "z", "", ("z.html",)),
    )


def test_notebooks_stand_beside_the_page_to_explore() -> None:
    found = entries_of([file("notebooks/01_explore_the_graph.html", "<title>01_explore_the_graph</title>")])
    assert found == (
        Entry(EXPLORE, "Notebook 01 explore the graph", "", ("notebooks/01_explore_the_graph.html",)),
    )


def test_a_picture_that_says_nothing_goes_by_its_name() -> None:
    assert entries_of([file("a.svg", "<svg"), file("b.png")]) == (
        Entry(SEE, "a", "", ("a.svg",), "a.svg"),
        Entry(SEE, "b", "", ("b.png",), "b.png"),
    )


def test_the_order_is_that_of_the_page() -> None:
    names = [
        "waves.svg",
        "zzz.csv",
        "explore.txt",
        "trace.txt",
        "plan.md",
        "chains.txt",
        "next.txt",
        "odd.svg",
    ]
    found = entries_of([file(name) for name in names])
    assert [entry.files[0].partition(".")[0] for entry in found] == [
        "explore",
        "plan",
        "next",
        "trace",
        "chains",
        "waves",
        "odd",
        "zzz",
    ]


def test_a_real_drawing_says_its_heading() -> None:
    from graphkit.deliver.graphviz import render
    from graphkit.report.dot import dot

    node = Node("pkg", "pkg", (), DEFINITION, "")
    svg = render(dot(Diagram("make & <mend>", "pkg:make", (node,), (), ("All.",))), "svg").decode()
    assert entries_of([file("x.svg", svg)])[0].title == "Who takes make & <mend>"
