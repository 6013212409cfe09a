"""Move one file from a deprecated symbol to its replacement: what can be done, what a person has to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from graphkit.codemod.advice import advise
from graphkit.codemod.imports import Changes, Imported, Namespace, Scope, import_of_symbol
from graphkit.codemod.patterns import Match, Spelled, find_matches, outermost
from graphkit.codemod.places import Located, functions_around, locate
from graphkit.codemod.removing import remove_name
from graphkit.codemod.spans import Change, applied, one_line
from graphkit.codemod.statements import parse, span
from graphkit.model.edits import BY_HAND, MECHANICAL, REVIEW, Rewrite, SuggestedEdit
from graphkit.model.names import Symbol
from graphkit.model.uses import Use

if TYPE_CHECKING:
    from ast_grep_py import SgNode

# these need no import of the symbol in the file itself
_INDEPENDENT = ("import", "reexport", "star_import", "patch_string", "export")
_CYCLE = "importing {} when this module is imported would close a cycle: split the module"


def _nothing(name: str) -> bool:
    return False


class Request(NamedTuple):
    """One file, and what is to become of the symbol in it."""

    file: str
    text: str
    # of this file
    uses: tuple[Use, ...]
    # the symbol's own name, as the rewrites have it
    name: str
    replacement: Symbol | None = None
    rewrites: tuple[Rewrite, ...] = ()
    # import the replacement inside the functions that need it
    local: bool = False
    # names that the file offers to others: they go when everything can be done, if they are in `remove`
    offered: frozenset[str] = frozenset()
    remove: tuple[str, ...] = ()
    # whether a name of this module stands for the replacement when the program runs
    holds: Callable[[str], bool] = _nothing


class Rewritten(NamedTuple):
    """The text after everything that can be done without a person, and all there is to do."""

    text: str
    edits: tuple[SuggestedEdit, ...]
    # how many rewrites were applied
    applied: int


def rewrite_file(request: Request) -> Rewritten:
    """Apply the rewrites at the certain uses of the symbol, with the imports that go and come.

    A use that no rewrite fits is an edit for a person; the name that it goes by stays imported, so that the
    text is correct at any time. Cost: one parse, a search of the tree for each name and each rewrite.

    Raises BadRewrite.
    """
    return _Work(request).result()


class _Work:
    """What is known of the file while it is rewritten."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.text = request.text
        self.root = parse(self.text)
        self.space = Namespace(self.text, self.root)
        self.code, self.name = import_of_symbol(request.replacement) if request.replacement else ("", "")
        self.held = self._held()
        self.places = locate(self.text, self.space.identifiers, dict.fromkeys(request.uses))
        found = [(place, self.space.imported(place)) for place in self.places if _is_import(place)]
        self.imports = [imported for _, imported in found if imported is not None]
        imports = {id(imported.place) for imported in self.imports}
        self.others = [place for place in self.places if id(place) not in imports]
        self.refused: dict[tuple[int, int], Match] = {}
        self.matches = self._matches()
        self.changes = Changes(self.space)
        self.edits: list[SuggestedEdit] = []
        self.removes: tuple[str, ...] = ()

    def _held(self) -> str:
        """The local name that already stands for the replacement at run time."""
        replacement = self.request.replacement
        if replacement is None:
            return ""
        held = self.space.holding(replacement)
        if not held and (self.space.bound(self.name) or self.space.bound("*")):
            held = self.name if self.request.holds(self.name) else ""
        return held

    @cached_property
    def clash(self) -> int:
        """The line where the replacement's name is bound to something else, or 0."""
        replacement = self.request.replacement
        return self.space.clashes(self.name, replacement) if replacement is not None else 0

    def _matches(self) -> list[Match]:
        """The matches that can be applied; why the others cannot is kept in `refused`."""
        certain = {
            span(place.node)
            for place in self.others
            if place.node is not None and place.use.certainty == "certain" and place.use.kind != "export"
        }
        request = self.request
        spelled = Spelled(self.name, self.held or self.name)
        found = find_matches(
            self.text, self.root, request.rewrites, request.name, certain, spelled, self._hindrance
        )
        self.refused = {match.symbol: match for match in found if match.why}
        return [match for match in found if not match.why]

    def _hindrance(self, node: SgNode, symbol: tuple[int, int], needs_name: bool) -> str:
        """Why a match must not be applied though its pattern fits, "" when it may."""
        request = self.request
        line = self.space.shadowed(self.held, functions_around(node)) if needs_name and self.held else 0
        if line:
            return f"another {self.held} is bound on line {line}"
        if needs_name and request.replacement is not None and not self.held:
            if self.clash:
                return f"another {self.name} is bound on line {self.clash}"
            if request.local and not functions_around(node):
                return _CYCLE.format(self.name)
        for imported in self._givers(node, symbol):
            line = self.space.rebound(imported, self.imports)
            if line:
                return f"{imported.name} is also bound on line {line}"
        return ""

    def _head(self, symbol: tuple[int, int]) -> str:
        return next(p.head for p in self.others if p.node is not None and span(p.node) == symbol)

    def _givers(self, node: SgNode, symbol: tuple[int, int]) -> list[Imported]:
        """The imports that bind the name that a match starts from, in the innermost scope that does."""
        head, scope = self._head(symbol), functions_around(node)
        seen = [one for one in self.imports if one.name == head and one.scope == scope[: len(one.scope)]]
        deepest = max((len(one.scope) for one in seen), default=0)
        return [one for one in seen if len(one.scope) == deepest]

    def result(self) -> Rewritten:
        """Do what can be done."""
        done = {match.symbol for match in self.matches}
        left = [place for place in self.others if place.node is None or span(place.node) not in done]
        offers = [place for place in left if place.use.kind == "reexport"]
        left = [place for place in left if not self._is_settled(place, left)]
        # what the file offers goes once everything else is done
        self.removes = () if left else self.request.remove
        self._imports(left if self.removes else [*left, *offers])
        matched = [Change(*span(match.node), match.after) for match in outermost(self.matches)]
        imports = self.changes.all()
        self._matched_edits(matched)
        for place in left:
            self._left_edit(place)
        text = applied(self.text, [*matched, *imports])
        text = self._removed(text)
        edits = sorted(dict.fromkeys(self.edits), key=_in_order)
        return Rewritten(text, tuple(edits), len(self.matches))

    def _is_settled(self, place: Located, left: list[Located]) -> bool:
        """Whether nothing is to be done for a use: it is a mere offer, or a star that nothing needs."""
        kind = place.use.kind
        if kind == "star_import":
            return not any(_is_code(other) and other.use.certainty == "certain" for other in left)
        return kind in ("export", "reexport")

    def _imports(self, left: list[Located]) -> None:
        """Settle every import of the symbol, and bring in the replacement where rewritten code needs it."""
        needed, homeless = self._needed()
        stays: list[Imported] = [one for one in self.imports if self._still_used(one, left)]
        planned: list[Imported] = []
        for imported in self.imports:
            comes = imported in needed and not self._reached(imported, planned)
            local = self.request.local and not imported.scope
            if comes and local:
                self._inside_functions(imported)
            elif comes:
                self.changes.add_at(imported.statement, self.code)
                planned.append(imported)
            if imported not in stays:
                self.changes.drop(imported)
                self.changes.forget(imported)
            self._import_edit(imported, comes and not local, imported in stays)
        for scope, match in homeless:
            self._bring_in(scope, match, planned)

    def _needed(self) -> tuple[list[Imported], list[tuple[Scope, Match]]]:
        """The imports whose place the replacement's takes, and the matches that no import gives the name."""
        needed: list[Imported] = []
        homeless: list[tuple[Scope, Match]] = []
        for match in self.matches:
            if not match.needs_name or self.held or not self.code:
                continue
            givers = self._givers(match.node, match.symbol)
            needed += [one for one in givers if one not in needed]
            if not givers:
                homeless.append((functions_around(match.node), match))
        return needed, homeless

    def _reached(self, imported: Imported, planned: list[Imported]) -> bool:
        """Whether an import of the replacement that is planned already serves where this one stands."""
        return any(
            one.scope == imported.scope[: len(one.scope)]
            and (one.always or span(one.block) == span(imported.block))
            and (not one.scope or one.place.start < imported.place.start)
            for one in planned
        )

    def _still_used(self, imported: Imported, left: list[Located]) -> bool:
        if imported.name in self.request.offered and imported.name not in self.removes:
            return True
        for place in left:
            around = functions_around(place.node) if place.node is not None else ()
            inside = imported.scope == around[: len(imported.scope)]
            independent = place.use.kind in _INDEPENDENT and place.use.kind != "reexport"
            if not independent and place.head == imported.name and inside:
                return True
        return False

    def _inside_functions(self, imported: Imported) -> None:
        for match in self.matches:
            if imported in self._givers(match.node, match.symbol):
                self._add_in_function(match)

    def _add_in_function(self, match: Match) -> None:
        function = next(above for above in match.node.ancestors() if above.kind() == "function_definition")
        body = next(child for child in function.children() if child.kind() == "block")
        added = SuggestedEdit(
            self.request.file,
            self._line(span(function)[0]),
            "",
            self.code,
            MECHANICAL,
            "inside the function: no cycle",
        )
        if added not in self.edits:
            self.changes.add_in(body, self.code)
            self.edits.append(added)

    def _bring_in(self, scope: Scope, match: Match, planned: list[Imported]) -> None:
        """Import the replacement for code that reached the symbol by no import of its own."""
        if any(one.always and one.scope == scope[: len(one.scope)] for one in planned):
            return
        if self.request.local and scope:
            self._add_in_function(match)
            return
        head = self._head(match.symbol)
        stars = [place.use.line for place in self.places if place.use.kind == "star_import"]
        if stars and not self.space.bound(head):
            head = "*"
        anchor = self.space.anchor(head, scope)
        if anchor is None:
            line, added = 1, self.changes.add_on_top(self.code)
        else:
            line = self._line(span(anchor)[0])
            added = self.changes.add_at(anchor, self.code)
        if not added:
            return
        unused = self.space.only_in(head, [span(one.node) for one in self.matches])
        why = f"nothing else here uses {head}" if unused else ""
        self.edits.append(SuggestedEdit(self.request.file, line, "", self.code, MECHANICAL, why))

    def _import_edit(self, imported: Imported, comes: bool, stays: bool) -> None:
        module = imported.statement.field("module_name")
        item = " ".join(imported.item.text().split())
        before = f"from {module.text() if module is not None else ''} import {item}"
        line, file = imported.place.use.line, self.request.file
        if comes or not stays:
            used = any(imported in self._givers(match.node, match.symbol) for match in self.matches)
            why = "" if used or stays else "nothing here uses it"
            after = self.code if comes else ""
            self.edits.append(SuggestedEdit(file, line, "" if stays else before, after, MECHANICAL, why))
        if stays and imported.name not in self.request.offered:
            why = "stays until nothing here uses it"
            after = "" if comes or self.held else self.code
            self.edits.append(SuggestedEdit(file, line, before, after, REVIEW, why))

    def _matched_edits(self, matched: list[Change]) -> None:
        for change in matched:
            before = one_line(self.text, change.start, change.end)
            after = one_line(self.text, change.start, change.end, matched)
            line = self._line(change.start)
            self.edits.append(SuggestedEdit(self.request.file, line, before, after, MECHANICAL))

    def _left_edit(self, place: Located) -> None:
        """Tell a person about a use that stays."""
        how, why = advise(place, self.name)
        start, end = span(place.node) if place.node is not None else (place.start, place.start)
        becomes = self.held or self.name
        refused = self.refused.get((start, end))
        if refused is not None:
            how, why = (REVIEW if refused.after else BY_HAND), refused.why
            becomes, (start, end) = refused.after, span(refused.node)
        after = one_line(self.text, start, end, [Change(start, end, becomes)]) if how == REVIEW else ""
        before = one_line(self.text, start, end)
        self.edits.append(SuggestedEdit(self.request.file, place.use.line, before, after, how, why))

    def _removed(self, text: str) -> str:
        """Take the offered names out of the text, those that still can."""
        for name in self.removes:
            text = remove_name(text, name).text
            known = {edit.line for edit in self.edits}
            for gone in remove_name(self.text, name).gone:
                if gone.line not in known:
                    self.edits.append(SuggestedEdit(self.request.file, gone.line, gone.code, "", MECHANICAL))
        return text

    def _line(self, index: int) -> int:
        return self.text.count("\n", 0, index) + 1


def _is_import(place: Located) -> bool:
    return place.use.kind in ("import", "reexport") and place.use.certainty == "certain"


def _is_code(place: Located) -> bool:
    return place.use.kind not in _INDEPENDENT and place.node is not None


def _in_order(edit: SuggestedEdit) -> tuple[int, str, str]:
    return edit.line, edit.before, edit.after
