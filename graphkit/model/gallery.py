"""A page that links what graphkit wrote into a directory: the files, and what the page shows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.problems import FilesSeen, Problem

# groups of the page, in its order
EXPLORE = "explore"
DECIDE = "decide"
SEE = "see"
RAW = "raw"
GROUPS = (EXPLORE, DECIDE, SEE, RAW)


# the directory inside, with notebooks that were run
NOTEBOOKS = "notebooks"


class OutputFile(NamedTuple):
    """One file of the directory."""

    # relative to the directory, with "/"
    name: str
    size: int
    # "" for what is no text
    text: str


class Figure(NamedTuple):
    """One number that says where the matter stands."""

    value: str
    what: str


class Entry(NamedTuple):
    """One thing that was found out: the files that say it, and its picture when it has one."""

    group: str
    title: str
    # one line more, "" for none
    about: str
    # names, the best to open first
    files: tuple[str, ...]
    # the picture to show, and the one for dark screens; "" for none
    picture: str = ""
    dark: str = ""


@dataclass(frozen=True)
class Gallery:
    """The page that was made, and where it was saved."""

    title: str
    # sentences about the case, from the results themselves
    story: tuple[str, ...]
    figures: tuple[Figure, ...]
    entries: tuple[Entry, ...]
    # the file it was written to
    path: str
    content: str
    # files that could not be read
    problems: tuple[Problem, ...]
    files: FilesSeen

    @property
    def caption(self) -> tuple[str, ...]:
        """Say in a line what the page holds."""
        pictures = sum(bool(entry.picture) for entry in self.entries)
        linked = sum(len(entry.files) for entry in self.entries)
        return (f"{linked} files, {pictures} of them shown as pictures",)
