"""Files whose uses of a deprecated `make` are marked, for the tests of what rewrites them.

`«` stands before each use; `«kind:` when it is no call. Uses are certain and at their exact place.
"""

from __future__ import annotations

import re
from typing import Any

from graphkit.codemod.rewriting import Request
from graphkit.model.edits import Rewrite
from graphkit.model.names import Symbol
from graphkit.model.uses import Use

NEW = Symbol("pkg.new", "Manager")
REWRITES = (
    Rewrite("make().create($CTX)", "Manager(user=$CTX)"),
    Rewrite("make(config=$CONFIG)", "Manager.build($CONFIG, mode=$CONFIG)"),
)
_MARK = re.compile(r"«(?:(\w+)(\?)?:)?")


def marked(text: str) -> tuple[str, tuple[Use, ...]]:
    """Return the text without marks, and the uses."""
    plain, uses = "", []
    place = 0
    for mark in _MARK.finditer(text):
        plain += text[place : mark.start()]
        place = mark.end()
        name = re.match(r"\*|\w+", text[place:])
        line = plain.count("\n") + 1
        column = len(plain) - (plain.rfind("\n") + 1)
        certainty = "possible" if mark[2] else "certain"
        when, kind = "import_time", mark[1] or "call"
        found = Use("m.py", line, kind, when, False, certainty, name[0] if name else "", column)
        uses.append(found._replace(reason="a reason" if mark[2] else ""))
    return plain + text[place:], tuple(uses)


def request(text: str, **more: Any) -> Request:
    """Return the request to move a marked text from `make` to `pkg.new:Manager`."""
    plain, uses = marked(text)
    return Request("m.py", plain, uses, "make", NEW, REWRITES)._replace(**more)
