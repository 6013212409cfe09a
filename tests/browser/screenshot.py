"""Take the picture of the page that the README shows: `make images`."""

from __future__ import annotations

import shutil
import sys
from io import BytesIO
from pathlib import Path

# a module whose chain, wave and uses all fit into one picture
CHOSEN = "module=netra_backend.app.agents.greeter"
SIZE = (1280, 760)
COLOURS = 256


def take(page_file: str, image_file: str) -> None:
    """Open the page as a reader would, choose a module, and save what is seen as a small PNG."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import PROGRAMS

    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light")
        page.goto(f"{Path(page_file).resolve().as_uri()}#{CHOSEN}")
        page.wait_for_selector("#app[data-ready]")
        # transitions
        page.wait_for_timeout(600)
        seen = page.screenshot()
        browser.close()
    # the colours of small things matter as much as those of large ones
    small = (
        Image.open(BytesIO(seen))
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    )
    small.save(image_file, optimize=True)


if __name__ == "__main__":
    take(*sys.argv[1:3])
