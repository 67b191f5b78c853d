"""The one module that knows every room: it builds the application from its settings."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from flask import Flask
from flask_babel import get_locale

from moderation import console, dashboard, intake, members, openapi, publishing, widget
from moderation.comments.chain import seal
from moderation.comments.forgetting import forget_networks
from moderation.comments.retention import purge_due
from moderation.config import ConfigError, load
from moderation.database import db
from moderation.database.engine import engine_options, keep_rules, make_private
from moderation.operations import health, worker
from moderation.operations.prepare import prepare
from moderation.sealing import Keyring, NetworkPseudonyms
from moderation.sealing.networks import DailyKeyFiles
from moderation.sentences import sentence_for
from moderation.web import cors, errors, headers, hosts, limits, locale, logs, maintenance
from moderation.web.instance import EXTENSION, Instance, instance
from moderation.web.json_guard import MAX_BYTES
from moderation.web.limit_storage import forget_ended_windows
from moderation.web.prefix import PathPrefix
from moderation.web.whole_body import WholeBody

if TYPE_CHECKING:
    from moderation.config import Settings
    from moderation.sealing.networks import DailyKeys

PACKAGE: Final = Path(__file__).parent
# In a checkout the templates stand beside the package, in the wheel inside it.
TEMPLATES: Final = next(
    folder for folder in (PACKAGE / "templates", PACKAGE.parent / "templates") if folder.is_dir()
)


def create_app(settings: Settings) -> Flask:
    """Build the application.

    Raises:
        KeyFileError: A key file of the instance is readable by others or malformed.
    """
    app = Flask(
        "moderation",
        static_folder=None,
        template_folder=str(TEMPLATES),
        instance_path=str(settings.instance),
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.globals["language"] = lambda: str(get_locale())
    app.jinja_env.globals["direction"] = lambda: get_locale().text_direction
    _configure(app, settings)
    _connect(app)
    for part in (logs, errors, hosts, cors, headers, locale):
        part.register(app)
    limits.register(app, settings.redis_url)
    _open_rooms(app)
    _give_chores(app)
    app.wsgi_app = WholeBody(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"])  # type: ignore[method-assign]
    if settings.path_prefix:
        app.wsgi_app = PathPrefix(app.wsgi_app, settings.path_prefix)  # type: ignore[method-assign]
    return app


def application() -> Flask:
    """The application of this process's environment, for an application server's factory.

    The embedded database's chores are done on threads of the serving process; where a database
    server is shared, ``moderation worker`` does them.
    """
    logs.configure()
    try:
        settings = load()
        app = create_app(settings)
        prepare(app, settings)
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        raise SystemExit(f"Error: {sentence}") from error
    if settings.embedded:
        worker.start_embedded(app)
    return app


def _open_rooms(app: Flask) -> None:
    """Register the doors of every room."""
    members.init_app(app, home=dashboard.HOME)
    dashboard.init_app(app)
    console.init_app(app, rooms=(members.blueprint, dashboard.blueprint), entries=dashboard.ENTRIES)
    intake.init_app(app)
    publishing.init_app(app)
    app.register_blueprint(widget.blueprint)
    for blueprint in (headers.blueprint, health.blueprint, openapi.blueprint):
        app.register_blueprint(blueprint)


def _give_chores(app: Flask) -> None:
    """Say what must be done in time."""
    maintenance.register(
        app,
        log_seals=lambda session, _now: seal(session),
        comment_networks=forget_networks,
        old_comments=purge_due,
        rate_windows=lambda _session, _now: forget_ended_windows(),
        network_keys=lambda _session, now: instance().networks.forget(now),
    )


def _configure(app: Flask, settings: Settings) -> None:
    keys = settings.instance / "keys"
    keyring = Keyring.of(keys, signing=settings.secret_key)
    networks = NetworkPseudonyms(_daily_keys(settings))
    app.extensions[EXTENSION] = Instance(settings, keyring, networks)
    app.config.update(
        SECRET_KEY=keyring.signing,
        MAX_CONTENT_LENGTH=2 * MAX_BYTES,  # the JSON door has its own, stricter limit
        MAX_FORM_MEMORY_SIZE=MAX_BYTES,
        MAX_FORM_PARTS=200,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
    )


def _daily_keys(settings: Settings) -> DailyKeys:
    """Files of the instance, or Redis where nodes share one; its client is an extra."""
    if settings.redis_url is None:
        return DailyKeyFiles(settings.instance / "keys" / "networks")
    try:
        in_redis = import_module("moderation.sealing.redis_keys").DailyKeysInRedis
    except ImportError as error:
        raise ConfigError(
            "MODERATION_REDIS_URL needs the extra “redis” to be installed."
        ) from error
    return cast("DailyKeys", in_redis(settings.redis_url))


def _connect(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        keep_rules(db.engine)
        make_private(db.engine)
