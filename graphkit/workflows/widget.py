"""`graphkit.widget`: what an exploration needs to be shown in a notebook."""

from __future__ import annotations

from graphkit.extract.page_assets import read_widget_program


def widget_program() -> str:
    """Return the widget's program, a JavaScript module."""
    return read_widget_program()
