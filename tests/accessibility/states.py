"""Every state in which somebody may find the widget or the plain page, and how it comes about.

What is pressed is found by its place, so that a state can be reached in every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from playwright.sync_api import expect

from moderation.comments.models import Verb
from tests.accessibility.texts import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.widget.reader import Garden

MARCH: Final = datetime(2025, 3, 12, 8, 41, tzinfo=UTC)
APRIL: Final = datetime(2025, 4, 3, 12, tzinfo=UTC)
LINK: Final = "<p>Voir aussi <a href='/ailleurs'>un autre article</a>.</p>"


@dataclass(frozen=True)
class Stage:
    """A page of a language, and who opens it; each state wants a path of its own."""

    garden: Garden
    visit: Callable[..., Page]
    path: str = "/article"
    language: str = "fr"
    style: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """What people write here."""
        return TEXTS.get(self.language, TEXTS["fr"])

    def comment(self, text: str, *, minutes: int = 0, **more: object) -> str:
        """The public id of somebody's comment."""
        when = MARCH + timedelta(minutes=minutes)
        return self.garden.comment(
            self.texts.get(text, text), path=self.path, created_at=when, **more
        )

    def open(self, fragment: str = "", **options: object) -> Page:
        """The page, as a new reader sees it."""
        host = self.garden.host
        address = host.page(
            self.path, language=self.language, style=self.style, above=LINK, **options
        )
        return self.visit(address + fragment)

    def plain(self) -> Page:
        """The page without script, of the service itself."""
        host = self.garden.host
        query = {"article": host.origin + self.path, "lang": self.language}
        return self.visit(f"{host.service}/t/jardin/?{urlencode(query)}")


def empty(stage: Stage) -> Page:
    """Nobody has written yet."""
    page = stage.open()
    expect(form(page)).to_be_visible()
    return page


def thread(stage: Stage) -> Page:
    """A conversation with everything that can stand in it; one link leads to what is gone."""
    gone = stage.comment("mine", status="refused")
    question = stage.comment("question", name="Awa Diallo", website="https://exemple.fr")
    answer = stage.comment("answer", minutes=9, parent=question, name="Camille Roux")
    above = stage.comment("thanks", minutes=12, parent=answer, name="Awa Diallo")
    for n in range(3):
        above = stage.comment("more", minutes=20 + n, parent=above, name=f"Zoé {n}")
    taken = stage.comment("mine", minutes=30)
    stage.comment("answer", minutes=31, parent=taken, name="Nadia B.")
    stage.garden.decide(Verb.REFUSE, taken)
    stage.comment("quote", minutes=42, name="Pierre Lefèvre")
    stage.comment("شكرًا على هذا المقال، النصائح واضحة ومفيدة.", minutes=50, name="ليلى حداد")
    for n in range(20):
        stage.comment("more", minutes=60 + n, name=f"Zoé {n}")
    page = stage.open(f"#comment-{gone}")
    expect(page.locator("article-comments .notice:focus")).to_be_visible()
    return page


def errors(stage: Stage) -> Page:
    """Somebody has sent the form with mistakes in every field."""
    page = empty(stage)
    fill(page, email="awa", website="rien de tel")
    send(page)
    expect(page.locator("article-comments .summary")).to_be_focused()
    return page


def reply(stage: Stage) -> Page:
    """Somebody replies."""
    stage.comment("question", name="Camille Roux")
    page = stage.open()
    action(page, "question", stage, 0).click()
    expect(page.locator("article-comments .thread [name=body]")).to_be_focused()
    return page


def pending(stage: Stage) -> Page:
    """Somebody has written, and waits."""
    page = empty(stage)
    fill(page, body=stage.texts["mine"], name="Awa Diallo", email="awa@example.org")
    send(page)
    expect(page.locator("article-comments article.own")).to_be_focused()
    return page


def edit(stage: Stage) -> Page:
    """Somebody changes what they have written."""
    page = pending(stage)
    page.locator("article-comments article.own [part=action]").first.click()
    expect(page.locator("article-comments .edit [name=body]")).to_be_focused()
    return page


def withdrawn(stage: Stage) -> Page:
    """Somebody has taken back what they have written."""
    page = pending(stage)
    actions = page.locator("article-comments .thread [part=action]")
    actions.nth(1).click()
    expect(actions).to_have_count(1)
    expect(actions).to_be_focused()
    return page


def preview(stage: Stage) -> Page:
    """Somebody looks at what will be published."""
    page = empty(stage)
    fill(page, body=stage.texts["quote"])
    form(page).locator(".actions [part=action]").click()
    expect(page.locator("article-comments .preview")).to_be_focused()
    return page


def report(stage: Stage) -> Page:
    """Somebody is about to report a comment, and has not said why."""
    stage.comment("question", name="Camille Roux")
    page = stage.open()
    action(page, "question", stage, 1).click()
    choice = page.locator("article-comments .report input").first
    expect(choice).to_be_focused()
    page.locator("article-comments .report .primary").click()
    expect(page.locator("article-comments .report > .error")).to_be_focused()
    return page


def reported(stage: Stage) -> Page:
    """Somebody has reported a comment."""
    page = report(stage)
    page.locator("article-comments .report input").first.check()
    page.locator("article-comments .report .primary").click()
    expect(page.locator("article-comments .done")).to_be_visible()
    return page


def refused(stage: Stage) -> Page:
    """What somebody wrote was not accepted."""
    page = pending(stage)
    stage.garden.decide(Verb.REFUSE)
    page.reload()
    expect(page.locator("article-comments article.own .body")).to_be_visible()
    return page


def closed(stage: Stage) -> Page:
    """Nobody can write any more."""
    stage.comment("question")
    stage.garden.close(APRIL, stage.path)
    page = stage.open()
    expect(page.locator("article-comments article")).to_be_visible()
    return page


def failed(stage: Stage) -> Page:
    """The comments do not load."""
    page = stage.visit("about:blank")
    page.route("**/api/v1/**", lambda route: route.abort())
    page.goto(stage.garden.host.page(stage.path, language=stage.language, style=stage.style))
    expect(page.locator("article-comments .notice")).to_be_visible()
    return page


def plain(stage: Stage) -> Page:
    """The page without script, with a conversation."""
    stage.garden.title(stage.texts["title"], stage.path)
    question = stage.comment("question", name="Camille Roux", website="https://exemple.fr")
    for n in range(5):
        stage.comment("answer", minutes=n, parent=question, name=f"Zoé {n}")
    stage.comment("quote", minutes=42, name="ليلى حداد")
    return stage.plain()


def plain_errors(stage: Stage) -> Page:
    """The page without script, after mistakes in every field."""
    page = plain(stage)
    page.locator("#email").fill("awa")
    page.locator("#website").fill("rien de tel")
    page.locator("form button").first.click()
    expect(page.locator("#summary")).to_be_visible()
    return page


def form(page: Page) -> Locator:
    return page.locator("article-comments section.form")


def fill(page: Page, **values: str) -> None:
    """Type into the fields of the form."""
    for name, value in values.items():
        form(page).locator(f"[name={name}]").fill(value)


def send(page: Page) -> None:
    form(page).locator(".primary").click()


def action(page: Page, text: str, stage: Stage, number: int) -> Locator:
    """What can be done with the comment that says a text: the first thing, or the second."""
    article = page.locator("article-comments article").filter(has_text=stage.texts[text])
    return article.locator("[part=action]").nth(number)


WIDGET: Final = (
    empty,
    thread,
    errors,
    reply,
    pending,
    edit,
    withdrawn,
    preview,
    report,
    reported,
    refused,
    closed,
    failed,
)
PLAIN: Final = (plain, plain_errors)
