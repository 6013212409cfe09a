"""`graphkit gallery`: one page for everything that was written into a directory."""

from __future__ import annotations

import os

from graphkit.deliver.files import check_output, write_output
from graphkit.extract.output_files import read_output
from graphkit.model.gallery import Gallery
from graphkit.model.problems import FilesSeen
from graphkit.report.gallery import gallery_page
from graphkit.report.gallery_entries import entries_of
from graphkit.report.gallery_story import story_of

PAGE = "index.html"


def gallery(directory: str = "output", output: str | None = None) -> Gallery:
    """Write a page that shows and links the results in `directory`, its title and figures read from them.

    `output`: the file, by default index.html in the directory; what is linked stays where it is.

    Raises BadUsage (no such directory, nothing in it) and CannotWrite.
    """
    path = output or os.path.join(directory, PAGE)
    files, problems = read_output(directory, path)
    check_output(path)
    title, story, figures = story_of(files)
    entries = entries_of(files)
    beside = os.path.relpath(directory, os.path.dirname(path) or os.curdir).replace(os.sep, "/")
    title = title or f"What graphkit found: {os.path.basename(os.path.abspath(directory))}"
    content = gallery_page(title, story, figures, entries, "" if beside == os.curdir else beside)
    write_output(path, content)
    seen = FilesSeen(len(files), len(files) + len(problems))
    return Gallery(title, story, figures, entries, path, content, problems, seen)
