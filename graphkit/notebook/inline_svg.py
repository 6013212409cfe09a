"""An SVG document as an element in a page of other outputs: nothing of it reaches beyond itself."""

from __future__ import annotations

import hashlib
import re
from html import escape
from xml.etree import ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}"
# fmt: off
_KEPT = frozenset((
    "svg", "g", "a", "title", "desc", "defs", "clipPath", "pattern", "path", "rect", "circle", "ellipse",
    "line", "polyline", "polygon", "text", "tspan", "use", "linearGradient", "radialGradient", "stop",
))
# fmt: on
# how matplotlib writes what holds for the whole drawing
_FOR_ALL = re.compile(r"^\s*\*\s*\{([^{}]*)\}\s*$")
# a place in the drawing, a path, or an address of a kind that runs no code
_ADDRESS = re.compile(
    r"#|\.{0,2}/|[\w.-]+(?:[/?#]|$)|(?!javascript|vbscript|data)[a-z][a-z0-9+.-]*://", re.IGNORECASE
)


def inline_svg(svg: str, label: str) -> str:
    """Return the drawing as an `svg` element, "" for what is no SVG.

    Identifiers get a prefix, since a page has many drawings; style sheets, scripts, handlers go; it shrinks
    to the page's width. `label` is what a screen reader says.
    """
    try:
        # it comes from our own writers, and expat expands no entity of a document type that it does not read
        root = ET.fromstring(svg)  # noqa: S314
    except ET.ParseError:
        return ""
    if root.tag != f"{_SVG}svg":
        return ""
    prefix = f"g{hashlib.blake2s(svg.encode('utf-8', 'replace')).hexdigest()[:8]}-"
    # over all elements: a style sheet holds for the page around it too
    styles = [_FOR_ALL.match(element.text or "") for element in root.iter(f"{_SVG}style")]
    inherited = ";".join(found[1].strip() for found in styles if found)
    root.set("style", f"max-width:100%;height:auto;{root.get('style', '')}{inherited}")
    root.set("role", "img")
    root.set("aria-label", label)
    return "".join(_written(root, prefix))


def _written(element: ET.Element, prefix: str) -> list[str]:
    tag = element.tag.removeprefix(_SVG)
    if tag not in _KEPT:
        return []
    pairs = (_attribute(name, value, prefix) for name, value in element.attrib.items())
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in filter(None, pairs))
    inner = [escape(element.text or "", quote=False)]
    for child in element:
        inner += [*_written(child, prefix), escape(child.tail or "", quote=False)]
    return [f"<{tag}{attributes}>", *inner, f"</{tag}>"]


def _attribute(name: str, value: str, prefix: str) -> tuple[str, str] | None:
    name = name.removeprefix(_LINK)
    if name == "id":
        return name, prefix + value
    if name == "href":
        if not _ADDRESS.match(value):
            return None
        return name, f"#{prefix}{value[1:]}" if value.startswith("#") else value
    if name.startswith(("on", "{")):
        return None
    return name, value.replace("url(#", f"url(#{prefix}")
