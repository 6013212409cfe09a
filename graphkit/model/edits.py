"""Changes to source text: what is suggested, how sure it is, and the text that would result."""

from __future__ import annotations

from typing import NamedTuple

MECHANICAL = "mechanical"
REVIEW = "review"
BY_HAND = "by_hand"


class Rewrite(NamedTuple):
    """How one pattern of use becomes another: code in which `$NAME` stands for any expression.

    In `find` the deprecated symbol is written by its own name, whatever a file calls it:
    `make().create($CTX)` → `Manager(user=$CTX)`.
    """

    find: str
    replace: str


class SuggestedEdit(NamedTuple):
    """What to do at one place."""

    file: str
    line: int
    # the code as it stands there, one line, and what it becomes; "" for what goes or cannot be said
    before: str
    after: str
    # MECHANICAL (a configured rewrite, an import), REVIEW (only the name is replaced) or BY_HAND
    how: str
    why: str = ""


class FileEdit(NamedTuple):
    """What to do in one file."""

    module: str
    file: str
    edits: tuple[SuggestedEdit, ...]
    # unified diff of everything that can be done without a person, "" when that is nothing
    diff: str
    # the worst of the edits' `how`
    how: str
