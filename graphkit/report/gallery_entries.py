"""The files of a directory as entries of a page: what each says, in which group, and its picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from xml.etree import ElementTree as ET

from graphkit.model.gallery import DECIDE, EXPLORE, GROUPS, NOTEBOOKS, RAW, SEE, Entry, OutputFile
from graphkit.report.gallery_story import schema_of

_SVG = "{http://www.w3.org/2000/svg}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DARK = "-dark"
# Graphviz writes the heading of our drawings in this size
_HEADING = "18.00"
_LONGEST = 140

# what a file is about: command, view or chart → group and title; in the order of the page
_KINDS = {
    "explore": (EXPLORE, "Everything, to click through"),
    NOTEBOOKS: (EXPLORE, "Notebook"),
    "plan": (DECIDE, "The plan: phases, risks, gates, checklists, edits"),
    "next": (DECIDE, "The one file to change now"),
    "compliance": (DECIDE, "How far it is"),
    "burndown": (DECIDE, "What is left after each wave"),
    "whatif": (DECIDE, "What breaks if it goes today"),
    "rank": (DECIDE, "The order in which to migrate"),
    "tests": (DECIDE, "The tests to run"),
    "trace": (SEE, "Who uses it, and where"),
    "consumers": (SEE, "Who takes it, through what"),
    "chains": (SEE, "Every chain of imports to it"),
    "waves": (SEE, "The waves of the migration"),
    "areas": (SEE, "Where it is used"),
    "blast": (SEE, "What is downstream"),
    "matrix": (SEE, "Who imports whom"),
    "detectors": (SEE, "What text searches count, and what is true"),
    "packages": (SEE, "The packages"),
    "cycles": (SEE, "Import cycles"),
    "diff": (SEE, "What changed"),
    "bindings": (RAW, "What every namespace holds from elsewhere"),
    "export": (RAW, "The graph for other tools"),
}
# the endings of one thing, the best to open first
_ENDINGS = ("html", "svg", "png", "md", "txt", "mmd", "mermaid", "dot", "gv", "csv", "json")


def entries_of(files: Sequence[OutputFile]) -> tuple[Entry, ...]:
    """Return an entry for all files of one name whatever their endings, in the order of the page."""
    found: dict[str, list[OutputFile]] = {}
    for file in sorted(files):
        stem = file.name.rpartition(".")[0]
        light = stem.removesuffix(_DARK)
        dark = light != stem and any(other.name == f"{light}.svg" for other in files)
        found.setdefault(light if dark else stem, []).append(file)
    order = list(_KINDS)
    kinds = {stem: _kind(stem, group) for stem, group in found.items()}
    entries = {stem: _entry(stem, group, kinds[stem]) for stem, group in found.items()}

    def place(stem: str) -> tuple[int, int, str]:
        known = order.index(kinds[stem]) if kinds[stem] in order else len(order)
        return GROUPS.index(entries[stem].group), known, stem

    return tuple(entries[stem] for stem in sorted(entries, key=place))


def _kind(stem: str, files: Sequence[OutputFile]) -> str:
    """Return what the files are about: what their documents say, else what their name does."""
    if stem.startswith(f"{NOTEBOOKS}/"):
        return NOTEBOOKS
    said = [schema_of(file) for file in files]
    for kind in said:
        if kind in _KINDS and kind != "export":
            return kind
    if any(_is_page(file) for file in files):
        return "explore"
    words = re.split(r"[^a-z]+", stem.lower())
    named = [kind for kind in _KINDS if kind in words]
    return named[0] if named else next(filter(None, said), "")


def _entry(stem: str, files: Sequence[OutputFile], kind: str) -> Entry:
    group, title = _KINDS.get(kind, (RAW, stem))
    best = sorted(files, key=_quality)
    pictures = [file for file in best if file.name.endswith((".svg", ".png"))]
    light = next((file for file in pictures if not _is_dark(file, stem)), None)
    dark = next((file for file in pictures if _is_dark(file, stem)), None)
    if light and group == RAW:
        group = SEE
    said = _heading(light) if light else next(filter(None, map(_heading, best)), "")
    if kind == NOTEBOOKS:
        title = f"{title} {stem.rpartition('/')[2].replace('_', ' ')}"
    about = next(filter(None, (_first_line(file) for file in best)), "")
    if said and (light or group in (EXPLORE, RAW)):
        title = said
    elif said:
        about = said
    return Entry(
        group,
        title,
        about if about != title else "",
        tuple(file.name for file in best),
        light.name if light else "",
        dark.name if dark else "",
    )


def _is_dark(file: OutputFile, stem: str) -> bool:
    return file.name.rpartition(".")[0] != stem


def _quality(file: OutputFile) -> tuple[int, str]:
    stem, _, ending = file.name.rpartition(".")
    known = _ENDINGS.index(ending.lower()) if ending.lower() in _ENDINGS else len(_ENDINGS)
    return known + len(_ENDINGS) * stem.endswith(_DARK), file.name


def _is_page(file: OutputFile) -> bool:
    return file.name.endswith(".html") and "· graphkit</title>" in file.text


def _heading(file: OutputFile) -> str:
    """Return what a file says it is, "" where it does not say."""
    if file.name.endswith(".html"):
        found = re.search(r"<title>(.*?) · graphkit</title>", file.text, re.DOTALL)
        return f"Explore {unescape(found[1]).rpartition(':')[2]}" if found else ""
    if file.name.endswith(".md"):
        heading = re.search(r"^# (.+)$", file.text, re.MULTILINE)
        return heading[1].replace("`", "") if heading else ""
    return _svg_heading(file.text) if file.name.endswith(".svg") else ""


def _svg_heading(text: str) -> str:
    try:
        # entities of a document type are not read
        root = ET.fromstring(text)  # noqa: S314
    except ET.ParseError:
        return ""
    title = root.find(f".//{_DC_TITLE}")
    if title is not None:
        return title.text or ""
    return "".join(row.text or "" for row in root.iter(f"{_SVG}text") if row.get("font-size") == _HEADING)


def _first_line(file: OutputFile) -> str:
    if not file.name.endswith(".txt"):
        return ""
    line = file.text.partition("\n")[0].strip()
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
