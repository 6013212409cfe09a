"""Who uses the target: the sites of every file, put together into consumers and re-exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphkit.analysis.dynamic_uses import computed_sites
from graphkit.analysis.holders import find_holders
from graphkit.analysis.resolution import Resolver
from graphkit.analysis.sources import Sources
from graphkit.analysis.symbol_flow import symbol_flow
from graphkit.analysis.use_sites import Question, Site, sites_of, when_of
from graphkit.model.names import Symbol
from graphkit.model.uses import Consumer, Dangling, Definition, FlowEdge, Mention, Reexport, Use

# re-exports alone make no consumer
_MERE = frozenset({"reexport", "export"})


class Traced(NamedTuple):
    """The parts of a `Trace` that analysis finds."""

    definitions: tuple[Definition, ...]
    reexports: tuple[Reexport, ...]
    consumers: tuple[Consumer, ...]
    exports: tuple[Use, ...]
    dangling: tuple[Dangling, ...]
    flow: tuple[FlowEdge, ...]
    mentions: tuple[Mention, ...]


def trace_symbols(
    sources: Sources, targets: frozenset[Symbol], progress: Callable[[str, int, int], None]
) -> Traced:
    """Find every use of the targets, from their definitions outward.

    Cost: a search of the tree's bytes for each round of renamings, a parse of each file found.
    """
    resolver = Resolver(sources.tree, sources.facts, stop=targets)
    holders = find_holders(sources, resolver, targets)
    question = Question(sources, resolver, holders, targets)
    sites = all_sites(question, progress)
    flow = symbol_flow(question, sites)
    makers = _Makers(question, sites, flow)
    return Traced(
        definitions=tuple(sorted(_definitions(question))),
        reexports=tuple(sorted(makers.reexports())),
        consumers=tuple(makers.consumers()),
        exports=tuple(sorted(makers.exports())),
        dangling=tuple(sorted(makers.dangling())),
        flow=flow,
        mentions=tuple(sorted(makers.mentions())),
    )


def all_sites(question: Question, progress: Callable[[str, int, int], None]) -> dict[str, tuple[Site, ...]]:
    """Module → its sites, in the order of the text."""
    named: dict[str, list[str]] = {}
    for name, holding in question.holders.mentions.items():
        for module in holding:
            named.setdefault(module, []).append(name)
    found: dict[str, list[Site]] = {}
    for done, (module, names) in enumerate(sorted(named.items())):
        progress("resolving", done, len(named))
        sites = list(_module_sites(question, module, names))
        if sites:
            found[module] = sites
    for module, site in computed_sites(question):
        known = found.setdefault(module, [])
        known.append(site)
        if site.verdict == "certain":
            seen = {site.reference.name for site in known}
            known += _module_sites(question, module, [name for name in site.aliases if name not in seen])
    return {
        module: tuple(sorted(sites, key=lambda site: (site.reference.place.offset, site.kind)))
        for module, sites in sorted(found.items())
    }


def _module_sites(question: Question, module: str, names: list[str]) -> Iterator[Site]:
    """The sites of the given names, and of the names that are assigned the target on the way."""
    queue, seen = sorted(names), set(names)
    while queue:
        for site in sites_of(question, module, queue.pop(0)):
            yield site
            for alias in site.aliases if site.verdict != "mention" else ():
                if alias not in seen and alias != "*":
                    seen.add(alias)
                    queue.append(alias)


def _definitions(question: Question) -> Iterator[Definition]:
    tree = question.sources.tree
    for target in question.targets:
        path = tree.modules[target.module].path
        if not target.name:
            yield Definition(target.module, path, 1, "module")
            continue
        for binding in question.resolver.names(target.module).get(target.name, []):
            if binding.kind in ("def", "assign") and not binding.place.scope:
                kind = binding.value.name if binding.kind == "def" else "variable"
                yield Definition(target.module, path, binding.place.line, kind, target.name)


class _Makers:
    """Makes the result's values out of the sites and the flow."""

    def __init__(
        self, question: Question, sites: dict[str, tuple[Site, ...]], flow: tuple[FlowEdge, ...]
    ) -> None:
        self.question = question
        self.tree = question.sources.tree
        self.sites = sites
        self.flow = flow
        self.defining = {target.module for target in question.targets}
        self.takers: dict[Symbol, set[str]] = {}
        self.givers: dict[str, set[str]] = {}
        for edge in flow:
            self.givers.setdefault(edge.taker.module, set()).add(edge.giver.module)
            # to patch a name is not to take it
            if edge.taker.module != edge.giver.module and edge.how != "patch_string":
                self.takers.setdefault(edge.giver, set()).add(edge.taker.module)
        # module-level names that the module itself uses
        self.used = {
            Symbol(module, site.reference.name)
            for module, found in sites.items()
            for site in found
            if site.verdict in ("certain", "possible") and not site.direct and site.kind != "export"
        }

    def is_reexport(self, binding: Symbol) -> bool:
        """Whether the name is there for others: taken, exported, or in a module made of imports."""
        if self.takers.get(binding):
            return True
        if binding.name in self.question.resolver.exports(binding.module).names:
            return True
        if binding in self.used:
            return False
        only_imports = self.question.sources.facts[binding.module].only_imports
        return self.tree.modules[binding.module].is_package or only_imports

    def consumers(self) -> Iterator[Consumer]:
        """The modules with a use that is not merely a re-export, sorted."""
        for module, found in self.sites.items():
            uses = sorted({*self._uses(module, found), *self._star_uses(module, found)})
            if any(use.kind not in _MERE for use in uses):
                file = self.tree.modules[module]
                facades = sorted(self.givers.get(module, set()) - self.defining - {module})
                yield Consumer(module, file.path, file.is_test, tuple(facades), tuple(uses))

    def exports(self) -> Iterator[Use]:
        """The entries of `__all__` that name the target, in modules that are no consumers too."""
        for module, found in self.sites.items():
            for use in self._uses(module, found):
                if use.kind == "export":
                    yield use

    def _uses(self, module: str, found: tuple[Site, ...]) -> Iterator[Use]:
        future = self.question.sources.facts[module].future_annotations
        for site in found:
            if site.verdict in ("certain", "possible"):
                yield self._use(module, site, self._kind(module, site), when_of(site, future))

    def _kind(self, module: str, site: Site) -> str:
        aliased = site.kind in ("import", "reference", "dynamic_import")
        if not aliased or site.reference.place.scope or site.verdict != "certain":
            return site.kind
        bound = [Symbol(module, name) for name in site.reference.bound]
        mere = bound and all(name not in self.used and self.is_reexport(name) for name in bound)
        return "reexport" if mere else site.kind

    def _use(self, module: str, site: Site, kind: str, when: str) -> Use:
        place = site.reference.place
        imports = site.kind in ("import", "star_import")
        return Use(
            file=self.tree.modules[module].path,
            line=place.line,
            kind=kind,
            when=when,
            guarded=place.guarded_import if imports else place.guarded,
            certainty=site.verdict,
            name=site.reference.name,
            column=place.column,
            scope=".".join(step.name for step in place.scope if step.kind in ("function", "class")),
            source=str(site.sources[0]) if site.sources else "",
            reason=site.reason,
        )

    def _star_uses(self, module: str, found: tuple[Site, ...]) -> Iterator[Use]:
        seen: set[int] = set()
        for site in found:
            for binding in site.through if site.verdict == "certain" else ():
                if binding.kind == "star" and binding.place.offset not in seen and site.sources:
                    seen.add(binding.place.offset)
                    reference = site.reference._replace(place=binding.place, name="*")
                    star = Site("star_import", reference, "certain", site.sources)
                    yield self._use(module, star, "star_import", binding.place.when)

    def reexports(self) -> Iterator[Reexport]:
        """The names that modules hold for others, sorted; the definitions are none."""
        for edge in self.flow:
            name = edge.taker
            if not name.name or name in self.question.targets:
                continue
            # a star passes on whatever the module does not use itself
            passed_on = edge.how == "star_import" and name not in self.used
            if not passed_on and not self.is_reexport(name):
                continue
            yield Reexport(
                name.module,
                name.name,
                str(edge.giver),
                edge.file,
                edge.line,
                edge.how,
                edge.when,
                edge.guarded,
                len(self.takers.get(name, ())),
            )

    def dangling(self) -> Iterator[Dangling]:
        """The references that name the target through a module that does not hold it."""
        for module, found in self.sites.items():
            future = self.question.sources.facts[module].future_annotations
            for site in found:
                if site.verdict != "dangling":
                    continue
                use = self._use(module, site, site.kind, when_of(site, future))
                through = use.source
                yield Dangling(
                    module, use.file, use.line, use.kind, through, use.when, use.guarded, site.reason
                )

    def mentions(self) -> Iterator[Mention]:
        """The names in comments, docstrings and other strings."""
        for module, found in self.sites.items():
            for site in found:
                if site.verdict == "mention":
                    yield Mention(self.tree.modules[module].path, site.reference.place.line, site.kind)
