from __future__ import annotations

from graphkit.extract.page_assets import read_page_assets, read_widget_program


def test_program_and_style_are_shipped_and_can_stand_in_a_page() -> None:
    script, style = read_page_assets()
    assert "graphkit explore" in script
    assert "prefers-color-scheme" in style
    # either would end its element, or hide its end
    for text in (script, style):
        assert "</script" not in text.lower()
        assert "</style" not in text.lower()
        assert "<!--" not in text


def test_the_program_asks_for_nothing_from_anywhere() -> None:
    script, style = read_page_assets()
    widget = read_widget_program()
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "new Function",
        "fetch(",
        "XMLHttp",
        "import(",
    ):
        assert word not in script
        assert word not in widget
    # the one address is the name of SVG's namespace
    for program in (script, widget):
        assert program.replace("http://www.w3.org/2000/svg", "").count("http") == 0
    assert "url(" not in style
    assert "@import" not in style
