"""The element on article pages: sources in ``src``, and the scripts they make in ``static``.

``embed.js`` shows the comments and the form; it loads ``write.js`` when somebody writes,
``stay.js`` when somebody stays, ``counts.js`` where a page wants counts, and a file of
``languages`` where the page speaks neither French nor English. They are committed, so that nobody
needs Node.js to run the service; ``npm run build`` makes them and ``npm run build:check`` proves
that they are what the sources give. Before a release's version changes, its files are copied to
``static/releases/<version>/``: pages that ask for them by version are served the same bytes for
ever.
"""

from __future__ import annotations

from moderation.widget.routes import blueprint

__all__ = ["blueprint"]
