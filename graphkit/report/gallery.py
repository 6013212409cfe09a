"""A page that shows and links the files of a directory: no program, no request but for its pictures."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from html import escape

from graphkit.model.gallery import GROUPS, RAW, SEE, Entry, Figure
from graphkit.report.gallery_style import STYLE
from graphkit.report.wrapping import clean

# pictures beside the page, this one style, nothing else
_POLICY = "default-src 'none'; img-src 'self' file:; style-src '{style}'; base-uri 'none'; form-action 'none'"
_NAMES = {"explore": "Explore", "decide": "Decide", "see": "See", "raw": "Raw"}
_SAID = {
    "explore": "To click through, offline: map, chains, the code of every use, waves, what breaks.",
    "decide": "What to do, in which order, what is at stake, and how far it is.",
    "see": "Arrows run from importer to imported. A picture opens larger; its tooltips say more.",
    "raw": "For other tools and programs.",
}
# after these, before anything but a space
_BREAKS = re.compile(r"(?<=[._:/])(?=[^\s._:/])")
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/")


def gallery_page(
    title: str, story: Sequence[str], figures: Sequence[Figure], entries: Sequence[Entry], beside: str = ""
) -> str:
    """Write the page; `beside` leads from it to the directory of the files, "" when it lies among them."""
    digest = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = _POLICY.format(style=f"sha256-{digest}")
    groups = [group for group in GROUPS if any(entry.group == group for entry in entries)]
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style></head>",
        "<body>",
        f"<header><h1>{_broken(title)}</h1>",
        *([f"<p>{' '.join(map(_broken, story))}</p>"] if story else []),
        *_figures(figures),
        '<nav aria-label="Parts of this page">',
        *(f'<a href="#{group}">{_NAMES[group]}</a>' for group in groups),
        "</nav></header>",
        "<main>",
    ]
    for group in groups:
        lines += _group(group, [entry for entry in entries if entry.group == group], beside)
    return "\n".join([*lines, "</main>", "</body>", "</html>"]) + "\n"


def _figures(figures: Sequence[Figure]) -> list[str]:
    if not figures:
        return []
    rows = (f"<div><dt>{escape(row.what)}</dt><dd>{escape(row.value)}</dd></div>" for row in figures)
    return ["<dl>", *rows, "</dl>"]


def _group(group: str, entries: Sequence[Entry], beside: str) -> list[str]:
    pictures = [entry for entry in entries if entry.picture]
    rows = [entry for entry in entries if not entry.picture]
    lines = [f'<section id="{group}" aria-labelledby="h-{group}">']
    lines += [f'<h2 id="h-{group}">{_NAMES[group]}</h2>', f'<p class="said">{_SAID[group]}</p>']
    if rows and group != SEE:
        lines += _list(rows, group, beside)
    if pictures:
        cards = [line for entry in pictures for line in _card(entry, beside)]
        lines += ['<div class="cards">', *cards, "</div>"]
    if rows and group == SEE:
        lines += _list(rows, group, beside)
    return [*lines, "</section>"]


def _list(entries: Sequence[Entry], group: str, beside: str) -> list[str]:
    items = []
    for entry in entries:
        first = f'<a href="{_address(beside, entry.files[0])}">{_broken(entry.title)}</a>'
        about = f'<span class="about">{_broken(entry.about)}</span>' if entry.about else ""
        more = _links(entry.files if group == RAW else entry.files[1:], beside)
        items.append(f"<li>{first}{about}{more}</li>")
    return [f'<ul class="rows {group}">', *items, "</ul>"]


def _card(entry: Entry, beside: str) -> list[str]:
    image = f'<img src="{_address(beside, entry.picture)}" alt="{escape(entry.title)}" loading="lazy">'
    if entry.dark:
        dark = _address(beside, entry.dark)
        image = f'<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">{image}</picture>'
    about = f'<span class="about">{_broken(entry.about)}</span>' if entry.about else ""
    words = f"<strong>{_broken(entry.title)}</strong>{about}{_links(entry.files, beside)}"
    return [
        "<figure>",
        f'<a class="picture" href="{_address(beside, entry.picture)}">{image}</a>',
        f"<figcaption>{words}</figcaption>",
        "</figure>",
    ]


def _links(names: Sequence[str], beside: str) -> str:
    links = (f'<a href="{_address(beside, name)}">{_broken(name)}</a>' for name in names)
    return f'<span class="files">{" ".join(links)}</span>' if names else ""


def _address(beside: str, name: str) -> str:
    """Return the relative address of a file, safe whatever its name holds."""
    # "./" keeps "a:b" from being read as a scheme
    path = f"{beside}/{name}" if beside else f"./{name}"
    coded = path.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if byte in _SAFE else f"%{byte:02X}" for byte in coded)


def _broken(text: str) -> str:
    """Escape text and let long names break after dots, underscores, colons and slashes."""
    return "<wbr>".join(map(escape, _BREAKS.split(clean(text))))
