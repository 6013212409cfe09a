"""What to tell a person about a use that no configured rewrite fits."""

from __future__ import annotations

from graphkit.codemod.places import Located, in_default
from graphkit.model.edits import BY_HAND, REVIEW

_DYNAMIC = "the module or the name is given as text: write those of the replacement"


def advise(place: Located, replacement: str) -> tuple[str, str]:
    """Return how a use can be changed, REVIEW or BY_HAND, and why not mechanically.

    replacement: the name of what replaces the symbol, "" when nothing is configured.
    """
    use = place.use
    if use.certainty == "possible":
        return BY_HAND, f"possible use: {use.reason}" if use.reason else "possible use"
    why = _BY_HAND.get(use.kind, "")
    if use.kind == "patch_string":
        why = f"patch {replacement or 'what replaces it'} where it is used"
    elif not why and not replacement:
        why = "no replacement is configured"
    elif not why and place.node is None:
        why = "the name stands in a string"
    elif not why and use.kind in ("call", "reference") and place.node is not None and in_default(place.node):
        why = "a default is made once, when the function is defined"
    if why:
        return BY_HAND, why
    return REVIEW, _REVIEW.get(use.kind, "check that the replacement fits here").format(replacement)


_BY_HAND = {
    "decorator": "used as a decorator: what it returns takes the place of what it decorates",
    "base_class": "used as a base class: check what the subclass changes",
    "star_import": "a star import binds it: import by name what this file needs",
    "dynamic_import": _DYNAMIC,
}
_REVIEW = {
    "call": "no configured rewrite fits: check that {} takes these arguments",
    "reference": "passed on without a call: check what {} is used for there",
    "annotation": "check that {} is meant here",
    "import": "stays until nothing here uses it",
    "reexport": "others take it from here",
}
