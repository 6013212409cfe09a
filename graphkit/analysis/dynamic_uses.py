"""Uses whose name is computed: they may take the target, and only running the code would tell."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.analysis.use_sites import Question, Site
from graphkit.model.facts import Value
from graphkit.model.names import Symbol


def computed_sites(question: Question) -> Iterator[tuple[str, Site]]:
    """Find `getattr(module, name)` where the name is no literal, on modules that hold the target.

    Certain when the name is a constant of some module, else possible.

    A module-level `__getattr__` that answers every name so is a provider, not a use.
    """
    holding = {holder.module for holder in question.holders.held}
    words = sorted({module.rpartition(".")[2] for module in holding})
    computing = question.sources.mentions(["getattr"])["getattr"]
    mentions = question.sources.mentions(words, computing)
    near = {module for word in words for module in mentions[word]} | holding
    for module in question.sources.computed_getattrs(words, near.intersection(computing)):
        for reference in question.sources.occurrences(module, "getattr").references:
            if reference.usage != "call" or len(reference.call) < 3 or reference.call[2].kind == "str":
                continue
            if any(step.name == "__getattr__" for step in reference.place.scope):
                continue
            name = question.resolver.text(module, reference.call[2])
            lookup = question.lookup(module, reference.place)
            taken = question.resolver.follow(question.resolver.takes(module, reference.call[1], lookup))
            held = sorted({thing.module for thing in taken if thing.kind == "module"} & holding)
            if name is not None:
                value = Value("attr", name, base=(reference.call[1],))
                things = question.resolver.takes(module, value, lookup)
                if question.hits(things):
                    sources = tuple(sorted(Symbol(holder, name) for holder in held))
                    yield (
                        module,
                        Site("dynamic_import", reference, "certain", sources, aliases=reference.bound),
                    )
            elif held and held != [module]:
                names = sorted(h for h in question.holders.held if h.module == held[0])
                reason = f"getattr takes a computed name from {held[0]}"
                yield module, Site("dynamic_import", reference, "possible", (Symbol(*names[0]),), reason)
