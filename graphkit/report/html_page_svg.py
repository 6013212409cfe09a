"""Make Graphviz's SVG fit to stand in a page: only shapes and texts, coloured by the page's style."""

from __future__ import annotations

from xml.etree import ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg}"
# element → attributes that are kept; all others go, and so does everything inside other elements
_KEPT = {
    "svg": ("viewBox",),
    "g": ("id", "class", "transform"),
    "polygon": ("points", "stroke-dasharray"),
    "polyline": ("points", "stroke-dasharray"),
    "path": ("d", "stroke-dasharray"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "text": ("x", "y", "text-anchor", "font-size"),
}


def page_svg(svg: bytes) -> str:
    """Return the drawing as an `svg` element for HTML, without colours, titles, links and comments.

    Raises ElementTree.ParseError for what is no XML.
    """
    # it comes from our own Graphviz, and expat expands no entity of a document type that it does not read
    root = ET.fromstring(svg)  # noqa: S314
    return "".join(_written(root))


def _written(element: ET.Element) -> list[str]:
    tag = element.tag.removeprefix(_SVG)
    if tag not in _KEPT:
        return []
    kept = {name: element.attrib[name] for name in _KEPT[tag] if name in element.attrib}
    if tag == "polygon" and element.attrib.get("fill") == "none":
        # the second outline of a node: it must not cover what is inside
        kept["class"] = "hollow"
    attributes = [f' {name}="{_escaped(value)}"' for name, value in kept.items()]
    if tag == "text":
        return [f"<text{''.join(attributes)}>", _escaped(element.text or ""), "</text>"]
    inner = [piece for child in element for piece in _written(child)]
    return [f"<{tag}{''.join(attributes)}>", *inner, f"</{tag}>"]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
