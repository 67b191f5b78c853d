"""Setting the demonstration up, in a folder that is removed when it ends."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from flask_security.utils import hash_password

from moderation.database import db, migrate
from moderation.members.roles import Role
from moderation.members.workflow import add as add_member
from moderation.operations.demo.host import Host
from moderation.operations.demo.people import write_comments
from moderation.operations.serve import free_port, serve
from moderation.sites.workflow import add_site
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

HOST: Final = "127.0.0.1"
ARTICLES: Final = {
    "fr": ("jardin", "/pailler-en-automne"),
    "en": ("kitchen-garden", "/mulching-in-autumn"),
}
MODERATOR: Final = "camille@exemple.fr"
INTRODUCTION: Final = """
Une démonstration / A demonstration (Ctrl+C: the end, nothing is kept)

  Article en français      {origin}{fr}
  Article in English       {origin}{en}
  La page sans JavaScript  {service}/t/jardin/?article={origin}{fr}
  JSON                     {service}/api/v1/sites/jardin/comments?article={origin}{fr}
  La file / the queue      {service}/dashboard/
    e-mail                 {email}
    mot de passe/password  {password}
"""


def run(load_application: Callable[[], Flask], port: int) -> None:
    """Serve the demonstration until a signal ends the process.

    Args:
        load_application: Builds the application once the environment names the throw-away instance.
        port: Of the service; 0 takes a free one.
    """
    with tempfile.TemporaryDirectory(prefix="moderation-demo-") as folder:
        service_port, host_port = port or free_port(HOST), free_port(HOST)
        service = f"http://{HOST}:{service_port}"
        origin = f"http://localhost:{host_port}"
        _use_instance(Path(folder), service_port)
        app = load_application()
        password = secrets.token_urlsafe(12)
        with app.app_context():
            _fill(app, origin, password)
        pages = {path: (name, language) for language, (name, path) in ARTICLES.items()}
        with Host(app, host_port, service, pages):
            links = {language: path for language, (_, path) in ARTICLES.items()}
            click.echo(
                INTRODUCTION.format(
                    origin=origin, service=service, email=MODERATOR, password=password, **links
                )
            )
            serve(host=HOST, port=service_port, workers=1)


def _use_instance(folder: Path, port: int) -> None:
    """Nothing of the caller's own instance may be touched."""
    for name in [name for name in os.environ if name.startswith("MODERATION_")]:
        del os.environ[name]
    os.environ["MODERATION_INSTANCE"] = str(folder)
    os.environ["PORT"] = str(port)


def _fill(app: Flask, origin: str, password: str) -> None:
    migrate.upgrade(Path(app.instance_path) / "backups")
    session, moment, keyring = db.session(), now(), instance().keyring
    camille = add_member(
        session, MODERATOR, Role.OWNER, hash_password(password), keyring, now=moment
    )
    camille.name = "Camille Roux"
    session.flush()
    for language, (name, path) in ARTICLES.items():
        site = add_site(session, name, [origin], now=moment, language=language)
        write_comments(session, site, f"{origin}{path}", camille.id, keyring=keyring, now=moment)
    session.commit()
    db.session.remove()
    db.engine.dispose()  # the serving process opens connections of its own
