"""The element on article pages: sources in ``src``, and the one file they make in ``static``.

``static/embed.js`` is committed, so that nobody needs Node.js to run the service; ``npm run build``
makes it and ``npm run build:check`` proves that it is what the sources give. Before a release's
version changes, its file is copied to ``static/releases/<version>/``: pages that ask for it by
version, with an integrity hash, are served the same bytes for ever.
"""

from __future__ import annotations

from moderation.widget.routes import blueprint

__all__ = ["blueprint"]
