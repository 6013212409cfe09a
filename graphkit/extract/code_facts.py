"""The facts of every file of a tree, read when first asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.extract.cache import Cache
from graphkit.extract.facts_ahead import Source, read_ahead
from graphkit.extract.file_digests import FileDigests, read_bytes
from graphkit.extract.module_facts import Parsed, module_facts, occurrences, parse
from graphkit.extract.source_text import SourceText, decode_source, unreadable
from graphkit.model.facts import Binding, LazyName, ModuleFacts, Occurrences, Place, Reference
from graphkit.model.problems import NOT_UNDERSTOOD, UNPARSED, Problem
from graphkit.model.tree import SourceFile, SourceTree

# parsed files kept at hand, for the several names that are looked up in the same file
KEPT_TREES = 48
# what was found lately: resolving one occurrence asks for others of the same name
KEPT_OCCURRENCES = 256

# (line, what) of each place that does not parse
_Errors = tuple[tuple[int, str], ...]


class CodeFacts(Mapping[str, ModuleFacts]):
    """Module → facts, and what a file says about one name; both read from disk on first access.

    A file that cannot be read or parsed gives what could be read of it; see `problems`.
    """

    def __init__(self, tree: SourceTree, cache: Cache, jobs: int = 0) -> None:
        self._tree = tree
        self._cache = cache
        self._jobs = jobs
        self._facts: dict[str, ModuleFacts] = {}
        # how many of the files asked for could not be read at all
        self.unreadable = 0
        self._texts: dict[str, tuple[tuple[Problem, ...], tuple[int, ...] | None]] = {}
        self._occurrences: OrderedDict[tuple[str, str], Occurrences] = OrderedDict()
        self._parsed: OrderedDict[str, Parsed] = OrderedDict()
        # what was asked for in advance is kept: it is going to be needed
        self._ahead: dict[tuple[str, str], Occurrences] = {}

    def __getitem__(self, module: str) -> ModuleFacts:
        facts = self._facts.get(module)
        if facts is None:
            file = self._tree.modules[module]
            facts = _mapped(module_facts(self._parse(file)), self._texts[module][1])
            facts = self._facts[module] = self._with_stub(file, facts)
        return facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree.modules)

    def __len__(self) -> int:
        return len(self._tree.modules)

    def __contains__(self, module: object) -> bool:
        return module in self._tree.modules

    def preload(self, modules: Iterable[str], digests: FileDigests, names: Sequence[str] = ()) -> None:
        """Read many modules at once, from the cache where it knows them; and what they say about `names`."""
        raws = {}
        for module in modules:
            file = self._tree.modules[module]
            if module in self._facts and all((module, name) in self._ahead for name in names):
                continue
            try:
                raws[module] = read_bytes(f"{self._tree.base}/{file.path}")
            except OSError:
                self._parse(file)
        sources = {}
        for module, raw in raws.items():
            file = self._tree.modules[module]
            text = decode_source(file, raw)
            self._texts[module] = (text.problems, text.line_map)
            # a notebook and a module may have the same bytes, and not the same meaning
            digest = digests.record(file.path, raw) + file.kind.encode()
            sources[module] = Source(digest, text.source)
        facts, said = read_ahead(self._cache, sources, names, jobs=self._jobs)
        for module in raws:
            if module not in self._facts:
                mapped = _mapped(facts[module], self._texts[module][1])
                self._facts[module] = self._with_stub(self._tree.modules[module], mapped)
        for (module, name), found in said.items():
            line_map = self._texts[module][1]
            self._ahead[module, name] = _mapped_occurrences(found, line_map) if line_map else found

    def occurrences(self, module: str, name: str) -> Occurrences:
        """What the module's file says about the identifier `name`."""
        known = self._ahead.get((module, name)) or self._occurrences.get((module, name))
        if known is not None:
            return known
        found = occurrences(self._parse(self._tree.modules[module]), name)
        line_map = self._texts[module][1]
        if line_map is not None:
            found = _mapped_occurrences(found, line_map)
        self._occurrences[module, name] = found
        if len(self._occurrences) > KEPT_OCCURRENCES:
            self._occurrences.popitem(last=False)
        return found

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read or parsed, of the files asked for so far; sorted."""
        found: set[Problem] = set()
        for module, (problems, _) in self._texts.items():
            found.update(problems)
            facts = self._facts.get(module)
            errors = facts.errors if facts is not None and not problems else ()
            for line, what in errors[:1]:
                hint = UNPARSED if what.startswith(NOT_UNDERSTOOD) else "nothing of it is read"
                found.add(Problem(self._tree.modules[module].path, line, what, hint))
        return tuple(sorted(found))

    def _with_stub(self, file: SourceFile, facts: ModuleFacts) -> ModuleFacts:
        """Names provided on demand, in a way that cannot be read, stand in the stub beside the file."""
        if not facts.open_getattr or not file.path.endswith(".py"):
            return facts
        try:
            raw = read_bytes(f"{self._tree.base}/{file.path}i")
        except OSError:
            return facts
        stub = module_facts(parse(decode_source(file, raw).source))
        lazy = tuple(
            LazyName(binding.name, (binding.value,), binding.place.line)
            for binding in stub.bindings
            if binding.kind == "import"
        )
        return facts._replace(lazy=lazy, open_getattr=False) if lazy else facts

    def _parse(self, file: SourceFile) -> Parsed:
        parsed = self._parsed.get(file.module)
        if parsed is not None:
            self._parsed.move_to_end(file.module)
            return parsed
        text = self._read(file)
        self._texts[file.module] = (text.problems, text.line_map)
        parsed = self._parsed[file.module] = parse(text.source)
        if len(self._parsed) > KEPT_TREES:
            self._parsed.popitem(last=False)
        return parsed

    def _read(self, file: SourceFile) -> SourceText:
        try:
            raw = read_bytes(f"{self._tree.base}/{file.path}")
        except OSError as error:
            self.unreadable += 1
            return SourceText(b"", (unreadable(file, error),))
        return decode_source(file, raw)


def _line(place: Place, line_map: tuple[int, ...]) -> Place:
    index = place.line - 1
    return place._replace(line=line_map[index]) if index < len(line_map) else place


def _mapped(facts: ModuleFacts, line_map: tuple[int, ...] | None) -> ModuleFacts:
    """A notebook's lines are those of its file."""
    if line_map is None:
        return facts
    bindings = tuple(b._replace(place=_line(b.place, line_map)) for b in facts.bindings)
    return facts._replace(bindings=bindings, errors=_mapped_errors(facts.errors, line_map))


def _mapped_errors(errors: _Errors, line_map: tuple[int, ...] | None) -> _Errors:
    if line_map is None:
        return errors
    return tuple((line_map[line - 1] if line <= len(line_map) else line, what) for line, what in errors)


def _mapped_occurrences(found: Occurrences, line_map: tuple[int, ...]) -> Occurrences:
    bindings: tuple[Binding, ...] = tuple(b._replace(place=_line(b.place, line_map)) for b in found.bindings)
    references: tuple[Reference, ...] = tuple(
        r._replace(place=_line(r.place, line_map)) for r in found.references
    )
    return Occurrences(bindings, references)
