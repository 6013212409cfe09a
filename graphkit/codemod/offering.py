"""Take a name out of the files that offer it: facades, and the file that defines it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graphkit.codemod.removing import remove_name
from graphkit.codemod.rewriting import Rewritten
from graphkit.codemod.spans import line_end
from graphkit.codemod.tables import remove_entry
from graphkit.model.edits import BY_HAND, MECHANICAL, SuggestedEdit

_STAR = "a star import passes on what its source offers: nothing to do here"
_LAZY = "code gives the name when it is asked for: take it out there"


class Offer(NamedTuple):
    """One binding by which a module offers the symbol; `how` as in the symbol flow."""

    name: str
    line: int
    # "import", "assignment", "star_import", "lazy" or the kind of a use
    how: str


def remove_offers(file: str, text: str, offers: Iterable[Offer]) -> Rewritten:
    """Remove the bindings and, where nothing else binds their name, the entries of `__all__`.

    A star import passes on what its source has, so it stays. What gives the name when it is asked for and is
    no table is for a person.
    """
    offers = sorted(set(offers), key=lambda offer: (-offer.line, offer.name))
    edits = []
    after = text
    # from the bottom up, so that the lines above keep their numbers
    for offer in offers:
        code = _line(text, offer.line)
        if offer.how == "star_import":
            edits.append(SuggestedEdit(file, offer.line, code, code, MECHANICAL, _STAR))
            continue
        removal = remove_name(after, offer.name, line=offer.line, keep_all=True)
        if removal.gone:
            after = removal.text
            edits += [SuggestedEdit(file, gone.line, gone.code, "", MECHANICAL) for gone in removal.gone]
            continue
        without = remove_entry(after, offer.name, offer.line)
        how, why = (BY_HAND, _LAZY) if without is None else (MECHANICAL, "")
        edits.append(SuggestedEdit(file, offer.line, code, "", how, why))
        after = after if without is None else without
    for name in sorted({offer.name for offer in offers}):
        if not remove_name(after, name, keep_all=True).gone:
            exports = [gone for gone in remove_name(text, name).gone if gone.kind == "export"]
            edits += [SuggestedEdit(file, gone.line, gone.code, "", MECHANICAL) for gone in exports]
            removal = remove_name(after, name)
            after = removal.text
            # what may bind the name by a star is told above
            edits += _by_hand(file, text, [found for found in removal.problems if "`__all__`" in found])
    return Rewritten(after, tuple(sorted(set(edits), key=lambda edit: edit[:4])), 0)


def remove_definition(file: str, text: str, names: Iterable[str]) -> Rewritten:
    """Remove the definitions of some names, with their other bindings in the file and their exports."""
    edits = []
    after = text
    for name in sorted(names):
        found = remove_name(text, name)
        edits += [SuggestedEdit(file, gone.line, gone.code, "", MECHANICAL) for gone in found.gone]
        edits += _by_hand(file, text, found.problems)
        after = remove_name(after, name).text
    return Rewritten(after, tuple(sorted(set(edits), key=lambda edit: edit[:4])), 0)


def _by_hand(file: str, text: str, problems: Iterable[str]) -> list[SuggestedEdit]:
    """What cannot be removed, "line 3: why", as edits."""
    found = []
    for problem in problems:
        place, _, why = problem.partition(": ")
        line = int(place.removeprefix("line "))
        found.append(SuggestedEdit(file, line, _line(text, line), "", BY_HAND, why))
    return found


def _line(text: str, number: int) -> str:
    start = 0
    for _ in range(number - 1):
        start = line_end(text, start)
    return text[start : line_end(text, start)].strip()
