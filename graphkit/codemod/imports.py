"""Imports of the symbol go, imports of the replacement come: in the same block, in the same scope."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from graphkit.codemod.places import Identifiers, Located, functions_around, import_of, scopes_around
from graphkit.codemod.removing import cut_statements
from graphkit.codemod.spans import Change, alone, cut_items, line_end, line_start, newline_of
from graphkit.codemod.statements import Part, block_of, lines, parts, span, statement_around
from graphkit.model.names import Symbol

if TYPE_CHECKING:
    from ast_grep_py import SgNode

# the spans of the functions around a place, outermost first
Scope = tuple[tuple[int, int], ...]


class Imported(NamedTuple):
    """One import of the symbol: `name` in the namespace of `scope`."""

    place: Located
    statement: SgNode
    item: SgNode
    name: str
    scope: Scope
    # the module or block that the statement stands in
    block: SgNode

    @property
    def always(self) -> bool:
        """Whether it runs whenever its scope does."""
        above = self.block.parent()
        return above is None or above.kind() == "function_definition"


class Bound(NamedTuple):
    """A statement that binds a name: the part of it, and the module or block it stands in."""

    part: Part
    statement: SgNode
    block: SgNode


class Namespace:
    """What the statements of a file bind; each name is looked up once."""

    def __init__(self, text: str, root: SgNode) -> None:
        self.text = text
        self.root = root
        self.identifiers = Identifiers(text, root)
        self._bound: dict[str, list[Bound]] = {}

    def bound(self, name: str) -> list[Bound]:
        """Return what binds `name` in any scope, in the order of the text; "*" for the star imports."""
        if name not in self._bound:
            self._bound[name] = found = []
            seen = set()
            stars = name == "*" and "*" in self.text
            nodes = self.root.find_all(kind="wildcard_import") if stars else self.identifiers.of(name)
            for node in nodes:
                around = statement_around(node)
                if around is not None and span(around[0]) not in seen:
                    seen.add(span(around[0]))
                    found += [Bound(part, *around) for part in parts(around[0]) if part.name == name]
        return self._bound[name]

    def imported(self, place: Located) -> Imported | None:
        """Read a use that is an imported name; None for `import a.b` and for code that is none."""
        found = import_of(place.node) if place.node is not None else None
        if found is None or found[0].kind() != "import_from_statement":
            return None
        statement, item = found
        block = statement.parent()
        if block is None or block.kind() not in ("module", "block"):
            return None
        name = (item.field("alias") or item).text()
        return Imported(place, statement, item, name, functions_around(statement), block)

    def holding(self, symbol: Symbol) -> str:
        """Return the name under which the module always imports `symbol` itself, "" when it does not."""
        for node in self.identifiers.of(import_of_symbol(symbol)[1]):
            around = statement_around(node)
            if around is None or around[1].kind() != "module":
                continue
            for part in parts(around[0]):
                if _takes(part, around[0], symbol):
                    return part.name
        return ""

    def clashes(self, name: str, symbol: Symbol) -> int:
        """Return the line where `name` is bound to something that is not `symbol`, 0 when it is nowhere."""
        for part, statement, _ in self.bound(name):
            if part.how != "del" and not _takes(part, statement, symbol, loosely=True):
                return lines(part.node)[0]
        return next((lines(node)[0] for node in self.identifiers.of(name) if _is_parameter(node)), 0)

    def shadowed(self, name: str, scope: Scope) -> int:
        """Return the line where one of the functions of `scope` binds `name` for itself, or 0."""
        own = [(bound.statement, bound.part.node) for bound in self.bound(name)]
        own += [(node, node) for node in self.identifiers.of(name) if _is_parameter(node)]
        for around, node in own:
            functions = functions_around(around)
            if functions and functions == scope[: len(functions)]:
                return lines(node)[0]
        return 0

    def rebound(self, imported: Imported, imports: Iterable[Imported]) -> int:
        """Return the line where something else binds the name of an import in the same scope, or 0."""
        own = {span(other.item) for other in imports}
        for part, statement, _ in self.bound(imported.name):
            same_scope = scopes_around(statement) == scopes_around(imported.statement)
            if same_scope and part.how != "del" and span(part.node) not in own:
                return lines(part.node)[0]
        return 0

    def only_in(self, name: str, places: Iterable[tuple[int, int]]) -> bool:
        """Whether `name` is imported, and occurs nowhere else but in the given spans."""
        bound = self.bound(name)
        if not bound or not all(_imports(statement) for _, statement, _ in bound):
            return False
        own = {span(part.node) for part, _, _ in bound}
        allowed = [*own, *places]
        found = [span(node) for node in self.identifiers.of(name)]
        return all(any(start <= one[0] and one[1] <= end for start, end in allowed) for one in found)

    def anchor(self, name: str, scope: Scope) -> SgNode | None:
        """Return the import after which another belongs: of `name`, seen from `scope`, else the last.

        None when the file has no import at module level.
        """
        found = []
        for part, statement, _ in self.bound(name):
            around = functions_around(statement)
            if _imports(statement) and part.how != "del" and around == scope[: len(around)]:
                found.append((len(around), span(statement)[0], statement))
        if found:
            return max(found, key=lambda one: one[:2])[2]
        leading = [node for node in self.root.children() if _imports(node) or _is_future(node)]
        return leading[-1] if leading else None


class Changes:
    """The changes to the imports of one file."""

    def __init__(self, space: Namespace) -> None:
        self.space = space
        self.text = space.text
        self._newline = newline_of(self.text)
        self._gone: dict[tuple[int, int], list[Imported]] = {}
        # statement → the import that comes with it
        self._new: dict[tuple[int, int], tuple[SgNode, str]] = {}
        self._extra: list[Change] = []
        self._on_top = False
        self._deleted: dict[tuple[int, int], tuple[Bound, list[Part]]] = {}

    def drop(self, imported: Imported) -> None:
        """Take a name out of its import statement."""
        self._gone.setdefault(span(imported.statement), []).append(imported)

    def add_at(self, statement: SgNode, code: str) -> bool:
        """Import in the place of a statement that goes, or after it; False when that is done already."""
        known = span(statement) in self._new
        self._new.setdefault(span(statement), (statement, code))
        return not known

    def add_in(self, body: SgNode, code: str) -> None:
        """Import at the start of a function's body, after its docstring."""
        statements = block_of(body).statements
        first = statements[0]
        if len(statements) > 1 and _is_text(first):
            first = statements[1]
        start = span(first)[0]
        indent = self.text[line_start(self.text, start) : start]
        if not indent.strip():
            self._extra.append(Change(start, start, f"{code}{self._newline}{indent}"))
        else:
            self._extra.append(Change(start, start, f"{code}; "))

    def add_on_top(self, code: str) -> bool:
        """Import before the first statement, or after a docstring; False when that is done already."""
        if self._on_top:
            return False
        self._on_top = True
        top = block_of(self.space.root)
        if top.statements and _is_text(top.statements[0]):
            end = line_end(self.text, span(top.statements[0])[1])
            self._extra.append(Change(end, end, f"{self._newline}{code}{self._newline}"))
            return True
        start = span(top.statements[0])[0] if top.statements else 0
        self._extra.append(Change(start, start, f"{code}{self._newline}"))
        return True

    def forget(self, imported: Imported) -> None:
        """Take `del name` away with the import of the name."""
        for bound in self.space.bound(imported.name):
            if bound.part.how == "del" and functions_around(bound.statement) == imported.scope:
                self._deleted.setdefault(span(bound.statement), (bound, []))[1].append(bound.part)

    def all(self) -> list[Change]:
        """Put everything together."""
        changes = list(self._extra)
        whole: dict[tuple[int, int], tuple[SgNode, list[SgNode]]] = {}
        for place, gone in self._gone.items():
            statement = gone[0].statement
            items = list(statement.field_children("name"))
            numbers = [i for i, item in enumerate(items) if span(item) in {span(one.item) for one in gone}]
            if len(numbers) < len(items):
                changes += cut_items(self.text, [span(item) for item in items], numbers, place)
            elif place in self._new:
                changes.append(Change(*place, self._new.pop(place)[1]))
            else:
                block = gone[0].block
                whole.setdefault(span(block), (block, []))[1].append(statement)
        for place, ((_, statement, block), found) in self._deleted.items():
            targets = [span(part.node) for part in parts(statement) if part.how == "del"]
            numbers = [i for i, target in enumerate(targets) if target in {span(p.node) for p in found}]
            if len(numbers) < len(targets):
                changes += cut_items(self.text, targets, numbers, place)
            else:
                whole.setdefault(span(block), (block, []))[1].append(statement)
        for block, statements in whole.values():
            changes += cut_statements(self.text, block_of(block), statements)
        for statement, code in self._new.values():
            changes.append(self._after(statement, code))
        return changes

    def _after(self, statement: SgNode, code: str) -> Change:
        start, end = span(statement)
        if not alone(self.text, start, end):
            return Change(end, end, f"; {code}")
        indent = self.text[line_start(self.text, start) : start]
        stop = line_end(self.text, end)
        while stop > end and self.text[stop - 1] in "\r\n":
            stop -= 1
        return Change(stop, stop, f"{self._newline}{indent}{code}")


def import_of_symbol(symbol: Symbol) -> tuple[str, str]:
    """Return the statement that imports `symbol`, and the name it binds.

    >>> import_of_symbol(Symbol("pkg.mod", "Name"))
    ('from pkg.mod import Name', 'Name')
    """
    module, name = symbol
    if not name:
        module, _, name = module.rpartition(".")
    return (f"from {module} import {name}" if module else f"import {name}"), name


def _takes(part: Part, statement: SgNode, symbol: Symbol, *, loosely: bool = False) -> bool:
    """Whether an import takes `symbol` from its own module; `loosely`: or from one so called, relatively."""
    module = statement.field("module_name")
    if part.how != "item" or module is None:
        return False
    taken = (part.node.field("name") or part.node).text()
    wanted, name = symbol if symbol.name else (symbol.module.rpartition(".")[0], import_of_symbol(symbol)[1])
    written = module.text()
    tail = written.lstrip(".")
    near = loosely and tail != written and (not tail or f".{wanted}".endswith(f".{tail}"))
    return taken == name and (written == wanted or near)


def _is_parameter(node: SgNode) -> bool:
    """Whether an identifier is the name of a parameter."""
    above = node.parent()
    if above is None or above.kind() in ("parameters", "typed_parameter", "lambda_parameters"):
        return above is not None
    named = above.field("name") if above.kind() in ("default_parameter", "typed_default_parameter") else None
    return named is not None and span(named) == span(node)


def _imports(statement: SgNode) -> bool:
    return statement.kind() in ("import_statement", "import_from_statement")


def _is_future(statement: SgNode) -> bool:
    return statement.kind() == "future_import_statement"


def _is_text(statement: SgNode) -> bool:
    inside = statement.children()
    return len(inside) == 1 and inside[0].kind() in ("string", "concatenated_string")
