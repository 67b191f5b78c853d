"""The element on article pages: sources in ``src``, and the two scripts they make in ``static``.

``embed.js`` shows the comments and the form; ``write.js`` is what it loads when somebody writes.
They are committed, so that nobody needs Node.js to run the service; ``npm run build`` makes them
and ``npm run build:check`` proves that they are what the sources give. Before a release's version
changes, its files are copied to ``static/releases/<version>/``: pages that ask for them by version
are served the same bytes for ever.
"""

from __future__ import annotations

from moderation.widget.routes import blueprint

__all__ = ["blueprint"]
