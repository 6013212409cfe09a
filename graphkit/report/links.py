"""Links from nodes to files, by a template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from graphkit.errors import BadUsage
from graphkit.model.drawing import Diagram

_FIELDS = ("revision", "file", "line", "module")
_FIELD = re.compile(r"\{([^{}]*)\}")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
# a click on these runs code instead of opening a file
_RUNS = ("javascript", "data", "vbscript")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def check_template(template: str) -> None:
    """Raise BadUsage for a template with an unknown field, or one whose links would run code."""
    for field in _FIELD.findall(template):
        if field not in _FIELDS:
            known = ", ".join("{" + name + "}" for name in _FIELDS)
            raise BadUsage(f"unknown field {{{field}}} in the link template; use {known}")
    scheme = _SCHEME.match(template)
    if scheme and scheme[1].lower() in _RUNS:
        raise BadUsage(f"a link template cannot begin with {scheme[1]}:; use https: or file:")


def needs_revision(template: str) -> bool:
    """Whether the template asks for the revision."""
    return "{revision}" in template


def linked(
    diagram: Diagram,
    template: str,
    places: Mapping[str, tuple[str, int]],
    revision: str = "",
    prefix: str = "",
) -> Diagram:
    """Return the diagram with a link on each node of one module that has a place.

    `places`: module → file and line; `prefix` goes before the file.
    """
    nodes = []
    for node in diagram.nodes:
        place = places.get(node.members[0]) if len(node.members) == 1 else None
        if place:
            fields = (revision, f"{prefix}{place[0]}", str(place[1]), node.members[0])
            node = node._replace(url=_filled(template, dict(zip(_FIELDS, fields, strict=True))))
        nodes.append(node)
    return replace(diagram, nodes=tuple(nodes))


def _filled(template: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda match: _encoded(fields[match[1]]), template)


def _encoded(text: str) -> str:
    """Percent-encode all but letters, digits and `-._~/`.

    >>> _encoded("a b/ü.py")
    'a%20b/%C3%BC.py'
    """
    data = text.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in data)
