"""What looks for faults finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = """
<!doctype html><html lang="fr"><title>Deux boutons</title><main><h1>Deux boutons</h1><div id="host">
<template shadowrootmode="open"><style>
  button { width: 12px; height: 12px; padding: 0; border: 0; overflow: hidden; }
  p { color: #bbb; background: #fff; }
</style><button>a</button><button>b</button>
<button aria-label="Fermer">Ouvrir</button><p>Pâle</p><input></template></div></main>
"""


def test_A1_A11_faults_are_found_in_an_open_shadow_root(chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_content(PAGE)
        found = faults(page)

    assert {fault.partition(":")[0] for fault in found} == {
        "color-contrast",
        "label",
        "label-content-name-mismatch",
        "target-size",
    }
