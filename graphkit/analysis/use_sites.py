"""What one occurrence of a name is: a use of the target, a dangling reference, a mention, or nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.analysis.holders import Holders, held_symbols
from graphkit.analysis.resolution import Resolver
from graphkit.analysis.scopes import look_up
from graphkit.analysis.sources import Sources
from graphkit.analysis.spelled import spelled_path, spelled_values
from graphkit.analysis.things import NOTHING, Thing, Things
from graphkit.model.facts import Binding, Place, Reference, Value
from graphkit.model.imports import CALL_TIME, TYPE_CHECKING
from graphkit.model.names import Symbol

_KINDS = {
    "call": "call",
    "decorator": "decorator",
    "base_class": "base_class",
    "annotation": "annotation",
    "local_annotation": "annotation",
}
# calls that put another object in the place of what a string names
_PATCHES = frozenset({"patch", "object", "multiple", "dict", "setattr", "delattr"})


# an offset behind every place of a file
AT_THE_END = sys.maxsize


class Site(NamedTuple):
    """One classified occurrence.

    kind: a `Use` kind, or "comment" | "docstring" | "string" for a mention.
    """

    kind: str
    reference: Reference
    # certain | possible | dangling | mention
    verdict: str
    # the bindings it takes the target from, one step on; for a dangling site what it names
    sources: tuple[Symbol, ...] = ()
    reason: str = ""
    # the module-level bindings of this module that it goes through
    through: tuple[Binding, ...] = ()
    # names that get the target here
    aliases: tuple[str, ...] = ()
    # the target is reached without a module-level binding of this module
    direct: bool = True


@dataclass(frozen=True)
class Question:
    """One target, and all that is needed to classify occurrences."""

    sources: Sources
    resolver: Resolver
    holders: Holders
    targets: frozenset[Symbol]

    @property
    def target_names(self) -> frozenset[str]:
        """The names under which the target is defined."""
        return frozenset(target.name or target.module.rpartition(".")[2] for target in self.targets)

    def hits(self, things: Iterable[Thing]) -> bool:
        """Whether one of `things`, followed, is the target."""
        return any(
            thing.kind in ("symbol", "module") and Symbol(thing.module, thing.name) in self.targets
            for thing in self.resolver.follow(things)
        )

    def lookup(self, module: str, place: Place) -> Callable[[str], Things]:
        """How bare names are looked up at a place."""
        return lambda name: look_up(self.resolver, self.sources.occurrences, module, name, place).things


def sites_of(question: Question, module: str, name: str) -> Iterator[Site]:
    """Classify every occurrence of `name` in `module`; occurrences of no interest give nothing."""
    for reference in question.sources.occurrences(module, name).references:
        reader = _ROLES.get(reference.role)
        site = reader(question, module, reference) if reader is not None else None
        if site is not None:
            yield site


def when_of(site: Site, future_annotations: bool) -> str:
    """When the use takes effect."""
    reference = site.reference
    if site.kind == "annotation":
        lazy = reference.usage == "local_annotation" or reference.role == "string" or future_annotations
        return TYPE_CHECKING if lazy else reference.place.when
    if site.kind == "patch_string" and reference.place.when != TYPE_CHECKING:
        # a patch is looked up when it starts, not where it is written
        callee = reference.call[0] if reference.call else None
        return reference.place.when if callee is None or callee.name in ("setattr", "delattr") else CALL_TIME
    return reference.place.when


def _members(things: Things) -> tuple[Symbol, ...]:
    return tuple(
        sorted({Symbol(t.module, t.name) for t in things if t.kind in ("member", "symbol", "missing")})
    )


def _hitting(question: Question, things: Things) -> tuple[Symbol, ...]:
    return tuple(
        sorted(
            {
                Symbol(thing.module, thing.name)
                for thing in things
                if thing.kind in ("member", "symbol", "module") and question.hits((thing,))
            }
        )
    )


def _verdict(
    question: Question, reference: Reference, kind: str, things: Things, *, dangles: bool
) -> Site | None:
    """The site of a reference that takes its value from `things`, one step on."""
    hitting = _hitting(question, things)
    if hitting:
        return Site(kind, reference, "certain", hitting, aliases=reference.bound)
    followed = question.resolver.follow(things)
    unknown = sorted(thing.what for thing in followed if thing.kind == "unknown")
    if unknown and reference.name in question.holders.names:
        return Site(kind, reference, "possible", _members(things), unknown[0])
    named = reference.name in question.target_names
    if dangles and named and followed and all(thing.kind == "missing" for thing in followed):
        reason = _why_missing(question, followed)
        return Site(kind, reference, "dangling", _members(followed), reason)
    return None


def _why_missing(question: Question, followed: Things) -> str:
    first = min(followed)
    if not question.resolver.is_module(first.module):
        return f"there is no module {first.module}"
    return f"{first.module} holds no {first.name}"


def _import(question: Question, module: str, reference: Reference) -> Site | None:
    resolver = question.resolver
    if resolver.module(module, reference.value.module) is None:
        return _import_from_elsewhere(question, reference)
    things = resolver.takes(module, reference.value, lambda name: NOTHING)
    return _verdict(question, reference, "import", things, dangles=True)


def _import_from_elsewhere(question: Question, reference: Reference) -> Site | None:
    """A module that is not under the roots by that name may be one that is, seen from another root."""
    ending = f".{reference.value.module}"
    for holder in sorted(question.holders.held):
        if holder.name == reference.name and holder.module.endswith(ending):
            reason = f"{reference.value.module} is not under the roots, but {holder.module} ends like it"
            return Site("import", reference, "possible", (holder,), reason)
    return None


def _path(question: Question, module: str, reference: Reference) -> Site | None:
    source = question.resolver.module(module, reference.value.module)
    if reference.usage == "import" and source is not None and Symbol(source) in question.targets:
        return Site("import", reference, "certain", (Symbol(source),))
    return None


def _place(question: Question, module: str, reference: Reference) -> Place:
    """Where names of the reference are looked up: annotations that are not evaluated see what comes later."""
    annotation = reference.usage in ("annotation", "local_annotation")
    if annotation and (reference.role == "string" or question.sources.facts[module].future_annotations):
        return reference.place._replace(path=(), offset=AT_THE_END)
    return reference.place


def _load(question: Question, module: str, reference: Reference) -> Site | None:
    looked = look_up(
        question.resolver,
        question.sources.occurrences,
        module,
        reference.name,
        _place(question, module, reference),
    )
    kind = _KINDS.get(reference.usage, "reference")
    if reference.usage == "base" and any(not target.name for target in question.targets):
        # `mod.name` is a use of the name, which has its own site
        return None
    site = _verdict(question, reference, kind, looked.things, dangles=False)
    if site is None and reference.usage == "argument" and not looked.scope:
        return _constant(question, module, reference)
    if site is None or looked.scope:
        return site
    own = (Symbol(module, reference.name),)
    sources = site.sources if looked.bindings else own
    return site._replace(sources=sources, through=looked.bindings, direct=False)


def _constant(question: Question, module: str, reference: Reference) -> Site | None:
    """`PATH` in `patch(PATH)`, where a module-level constant spells the target's path."""
    text = question.resolver.text(module, reference.value)
    callee = reference.call[0].name if reference.call else ""
    if text is None or callee not in _PATCHES:
        return None
    for name in sorted(question.holders.names):
        things = spelled_path(question.resolver, text, name)
        if question.hits(things):
            return Site("patch_string", reference, "certain", _hitting(question, things))
    return None


def _attribute(question: Question, module: str, reference: Reference) -> Site | None:
    lookup = question.lookup(module, _place(question, module, reference))
    things = question.resolver.takes(module, reference.value, lookup)
    kind = _KINDS.get(reference.usage, "reference")
    if reference.usage == "base" and any(not target.name for target in question.targets):
        return None
    return _verdict(question, reference, kind, things, dangles=reference.role != "store")


def _store(question: Question, module: str, reference: Reference) -> Site | None:
    site = _attribute(question, module, reference) if reference.value.kind == "attr" else None
    for source in site.sources if site is not None else ():
        setters = question.resolver.stores.get((source.module, source.name), ())
        for setter, binding in setters:
            here = setter == module and binding.place.offset == reference.place.offset
            if here and question.hits(question.resolver.binding_takes(module, binding, source.name)):
                # this very statement makes the attribute hold the target
                return None
    return site


def _keyword(question: Question, module: str, reference: Reference) -> Site | None:
    """`patch.multiple(target, name=…)` patches `target.name`."""
    if len(reference.call) < 2 or reference.call[0].name != "multiple":
        return None
    return _patched(question, module, reference, reference.call[1], "patch_string")


def _patched(question: Question, module: str, reference: Reference, holder: Value, kind: str) -> Site | None:
    """An attribute, named by a string, of the object or the dotted path `holder`."""
    resolver = question.resolver
    text = resolver.text(module, holder)
    if text is not None:
        things = frozenset(spelled_path(resolver, f"{text}.{reference.name}"))
    else:
        value = Value("attr", reference.name, base=(holder,))
        things = resolver.takes(module, value, question.lookup(module, reference.place))
    return _verdict(question, reference, kind, things, dangles=True)


def _string(question: Question, module: str, reference: Reference) -> Site | None:
    if reference.usage == "docstring":
        return Site("docstring", reference, "mention")
    site = _string_site(question, module, reference)
    return site if site is not None else Site("string", reference, "mention")


def _string_site(question: Question, module: str, reference: Reference) -> Site | None:
    text = question.resolver.text(module, reference.value)
    if reference.usage == "export":
        return _export(question, module, reference) if text == reference.name else None
    if reference.usage in ("annotation", "local_annotation"):
        return _annotation(question, module, reference, text or "")
    callee = reference.call[0].name if reference.call else ""
    kind = "patch_string" if callee in _PATCHES else "dynamic_import"
    if text == reference.name and len(reference.call) > 1 and _names_attribute(reference):
        holder = next((v.base[0] for v in reference.call if v.kind == "keyword" and v.name == "target"), None)
        return _patched(question, module, reference, holder or reference.call[1], kind)
    if text is None:
        return _computed(question, module, reference, kind)
    things = frozenset(spelled_path(question.resolver, text, reference.name))
    if not things:
        return None
    site = _verdict(question, reference, kind, things, dangles=kind == "patch_string")
    if site is None or kind == "patch_string" or site.verdict != "certain":
        return site if kind == "patch_string" else None
    if "import" in callee or "resolve" in callee or callee.startswith("load"):
        return site
    return site._replace(verdict="possible", reason="a string that spells the symbol's path")


def _names_attribute(reference: Reference) -> bool:
    """Whether the string is the argument that names an attribute of another argument."""
    return reference.position == 1 or reference.usage in ("argument attribute", "argument name")


def _export(question: Question, module: str, reference: Reference) -> Site | None:
    resolver = question.resolver
    if held_symbols(resolver, module, reference.name, question.targets):
        return Site("export", reference, "certain", (Symbol(module, reference.name),), direct=False)
    missing = all(thing.kind == "missing" for thing in resolver.denote(module, reference.name))
    if missing and reference.name in question.target_names:
        reason = f"{module} holds no {reference.name}"
        return Site("export", reference, "dangling", (Symbol(module, reference.name),), reason)
    return None


def _annotation(question: Question, module: str, reference: Reference, text: str) -> Site | None:
    lookup = question.lookup(module, _place(question, module, reference))
    for value in spelled_values(text, reference.name):
        things = question.resolver.takes(module, value, lookup)
        if question.hits(things):
            sources = _hitting(question, things)
            return Site("annotation", reference, "certain", sources, direct=value.kind == "attr")
    return None


def _computed(question: Question, module: str, reference: Reference, kind: str) -> Site | None:
    """A formatted string whose last part names the target, and whose module cannot be read."""
    value = reference.value
    while value.base and value.kind in ("sum", "fstring"):
        value = value.base[-1]
    last = value.name if value.kind == "str" else ""
    if kind == "patch_string" and last.rpartition(".")[2] == reference.name:
        return Site(kind, reference, "possible", (), "the patched module's name is computed")
    return None


def _comment(question: Question, module: str, reference: Reference) -> Site | None:
    return Site("comment", reference, "mention")


_ROLES: dict[str, Callable[[Question, str, Reference], Site | None]] = {
    "import": _import,
    "path": _path,
    "load": _load,
    "attribute": _attribute,
    "store": _store,
    "keyword": _keyword,
    "string": _string,
    "comment": _comment,
}
