"""The examples of the recipes, and how their generators build them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

RECIPES = Path(__file__).parents[2] / "docs" / "embedding"
EXAMPLES = RECIPES / "examples"
BUILD_WITHIN_S = 120
INLINE = "'unsafe-inline'"
QUIET = {"ASTRO_TELEMETRY_DISABLED": "1", "NO_UPDATE_NOTIFIER": "1"}
DIRECTIVE = r"script-src (?P<scripts>\S+); connect-src (?P<connections>\S+)"


@dataclass(frozen=True)
class Example:
    """A site that a recipe quotes.

    Attributes:
        name: Of its folder, and of the recipe.
        build: The generator and its options, which end before the folder to build into; none for
            pages that are served as they are.
        scripts: What its own pages need of a policy for scripts, beside its own files.
        styles: The same for styles.
        soft: Whether its links change the page without loading another.
        more: Paths of pages of other kinds that carry comments.
    """

    name: str
    build: tuple[str, ...] = ()
    scripts: str = ""
    styles: str = ""
    soft: bool = False
    more: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        return EXAMPLES / self.name

    @property
    def recipe(self) -> str:
        return (RECIPES / f"{self.name}.md").read_text("utf-8")

    def policy(self) -> str:
        """The site's own policy, with what the recipe says is to be added to it."""
        added = re.search(DIRECTIVE, self.recipe)
        assert added, "the recipe names no policy"
        return (
            f"default-src 'none'; img-src 'self' data:; font-src 'self'; "
            f"style-src 'self' {self.styles}; "
            f"script-src 'self' {self.scripts} {added['scripts']}; "
            f"connect-src 'self' {added['connections']}"
        )

    def built(self, folder: Path) -> Path:
        """Where its pages stand, built into ``folder`` if they have to be."""
        if not self.build:
            return self.folder
        path = f"{os.environ['PATH']}:{self.folder}/node_modules/.bin"
        program = shutil.which(self.build[0], path=path)
        if program is None:
            pytest.skip(f"no {self.build[0]}: install it, or, where there is npm, make examples")
        subprocess.run(
            [program, *self.build[1:], str(folder)],
            cwd=self.folder,
            env={**os.environ, **QUIET},
            check=True,
            timeout=BUILD_WITHIN_S,
        )
        return folder


BUILT = (
    Example("html"),
    Example("hugo", ("hugo", "--quiet", "--noBuildLock", "--destination")),
    Example("jekyll", ("jekyll", "build", "--quiet", "--disable-disk-cache", "--destination")),
    Example("eleventy", ("eleventy", "--quiet", "--output")),
    Example("astro", ("astro", "build", "--silent", "--outDir"), styles=INLINE, soft=True),
    Example(
        "docusaurus",
        ("docusaurus", "build", "--out-dir"),
        scripts=INLINE,
        styles=INLINE,
        soft=True,
        more=("/docs/tools/",),
    ),
)
