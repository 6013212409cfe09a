"""An exploration as one HTML file that needs nothing else: no network, no other file."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from graphkit.model.page import Exploration
from graphkit.report.html_page_data import page_data
from graphkit.report.html_page_style import page_colours
from graphkit.report.html_page_svg import page_svg
from graphkit.report.text_layout import count

# what the page may do: run this one program, use this one style, load nothing, never turn text into markup
_POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'"
)

_TOO_MANY = "chains drawn on the map: too many for a diagram"


def html_page(exploration: Exploration, script: str, style: str) -> str:
    """Write the page with its program and its style inside; the same bytes for the same exploration.

    Names and code stand in it as data only, which the program puts in place as text.
    """
    style = page_colours() + style
    policy = _POLICY.format(script=_hash(script), style=_hash(style))
    target = _escaped(str(exploration.trace.target))
    drawing = page_svg(exploration.drawing.encode()) if exploration.drawing else ""
    return (
        "<!doctype html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{target} · graphkit</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        '<div id="app"></div>\n'
        f"<noscript><h1>{target}</h1><p>This page needs JavaScript; it runs from this file alone and sends "
        "nothing anywhere.</p></noscript>\n"
        f'<div id="drawing" hidden>{drawing}</div>\n'
        f'<script type="application/json" id="data">{page_data(exploration)}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def page_caption(exploration: Exploration) -> tuple[str, ...]:
    """Say in a few lines what the page holds."""
    trace, imports = exploration.trace, exploration.imports
    uses = sum(len(consumer.uses) for consumer in trace.consumers)
    waves = max((row.wave for row in exploration.ranking.modules), default=0)
    found = count(len(trace.consumers), "consumer"), count(len(trace.facades), "facade"), count(waves, "wave")
    return (
        f"{found[0]} with {count(uses, 'use')}, {found[1]}, {found[2]}",
        f"map of {count(len(imports.modules), 'module')} and {count(len(imports.edges), 'import')}",
        "chains drawn by Graphviz" if exploration.drawing else _TOO_MANY,
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _escaped(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("'", "&#39;")
