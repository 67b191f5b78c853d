"""A comment on its way, whatever the network and the service do to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from moderation.comments.models import Verb
from moderation.database import db
from moderation.sites.queries import site_named
from tests.widget.reader import FORM, SEND, article, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.widget.reader import Garden

TEXT = FORM["Commentaire *"]
WAITING = "En attente de modération."
NOT_SENT = "Votre commentaire n’a pas encore été envoyé"
TROUBLE = "L’envoi n’a pas abouti, ce n’est pas de votre fait. Votre texte est gardé."
BACK = "La connexion est revenue. Votre texte est gardé\u00a0: vous pouvez l’envoyer."
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
COMMENTS = "**/api/v1/sites/jardin/comments"
# Measured in the page: from the click on the button until the comment stands in the list.
SHOWN_AFTER = """
    () => new Promise((resolve) => {
      const { shadowRoot } = document.querySelector("article-comments");
      const button = shadowRoot.querySelector(".primary");
      const begun = performance.now();
      new MutationObserver((_, observer) => {
        if (!shadowRoot.querySelector("article.own")) return;
        observer.disconnect();
        resolve([performance.now() - begun, shadowRoot.querySelector("article.own").innerText]);
      }).observe(shadowRoot, { childList: true, subtree: true });
      button.focus();
      button.click();
    })
"""


def _held(page: Page) -> list[Route]:
    """What is sent from now on waits in this list."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(COMMENTS, hold)
    return held


def test_C8_a_comment_stands_in_its_place_at_once_and_the_button_says_that_it_is_on_its_way(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question")
    page = visit()
    write(page, **{"Commentaire *": "Un <b>essai</b> & la suite\n\nEnfin"})
    button = page.get_by_role("button", name=SEND)
    width = button.evaluate("(button) => button.offsetWidth")
    held = _held(page)

    with page.expect_request(COMMENTS):
        milliseconds, words = page.evaluate(SHOWN_AFTER)

    assert milliseconds <= 100
    assert "Envoi…" in words
    assert "Un <b>essai</b> & la suite" in words
    button = page.locator("article-comments form .primary")
    expect(button).to_have_text("Envoi…")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    assert button.evaluate("(button) => button.offsetWidth") == width
    expect(page.locator("article-comments article")).to_have_count(2)
    held[0].continue_()
    comment = page.locator("article-comments article.own")
    expect(comment).to_contain_text(WAITING)
    expect(comment).to_be_focused()
    expect(button).to_have_text(SEND)
    expect(page.locator("article-comments article")).to_have_count(2)


def test_C8_a_comment_that_is_refused_does_not_stay_in_the_thread(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    write(page, **{"E-mail *": "awa@exemple..fr"})
    send(page)

    expect(page.get_by_role("group", name=NOT_SENT)).to_be_focused()
    expect(page.locator("article-comments article")).to_have_count(0)
    expect(page.get_by_text("Aucun commentaire pour l’instant.")).to_be_visible()
    assert garden.received() == []


def test_C5_what_is_typed_while_a_comment_is_on_its_way_stays(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    held = _held(page)
    write(page)
    expect(page.get_by_role("button", name="Aperçu")).to_be_visible()
    with page.expect_request(COMMENTS):
        page.get_by_label("Commentaire *").press("Control+Enter")
    page.get_by_label("Commentaire *").press_sequentially(" Et encore ceci.")
    held[0].continue_()

    expect(article(page, TEXT)).to_contain_text(WAITING)
    expect(page.get_by_label("Commentaire *")).to_have_value(f"{TEXT} Et encore ceci.")


@pytest.mark.parametrize("status", [413, 429, 500, 503])
def test_C5_no_field_is_emptied_by_an_answer(visit: Callable[..., Page], status: int) -> None:
    page = visit()
    page.route(
        COMMENTS,
        lambda route: route.fulfill(
            status=status,
            headers={"Access-Control-Allow-Origin": "*", "Retry-After": "1"},
            content_type="text/html",
            body="<h1>A proxy in between</h1>",
        ),
    )
    fields = {**FORM, "Site web": "exemple.fr"}
    write(page, **fields)
    page.get_by_label("Enregistrer mon nom").check()
    send(page)

    expect(page.get_by_role("group", name=NOT_SENT)).to_contain_text(TROUBLE)
    for label, text in fields.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)
    expect(page.get_by_label("Enregistrer mon nom")).to_be_checked()


def test_C5_a_form_that_is_too_large_is_refused_in_words(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    write(page, **{"Nom *": "Awa" * 30_000})
    send(page)

    expect(page.get_by_role("group", name=NOT_SENT)).to_be_focused()
    expect(page.get_by_label("Commentaire *")).to_have_value(TEXT)
    assert garden.received() == []


def test_C8_when_the_network_is_back_the_comment_is_offered_to_be_sent_with_the_same_key(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    keys: list[str | None] = []
    page.on(
        "request",
        lambda request: (
            keys.append(request.headers.get("idempotency-key"))
            if request.method == "POST"
            else None
        ),
    )
    write(page)
    page.context.set_offline(True)
    send(page)
    summary = page.get_by_role("group", name=NOT_SENT)
    expect(summary).to_contain_text("Pas de connexion.")
    page.get_by_label("Nom *").focus()

    page.context.set_offline(False)

    expect(summary).to_contain_text(BACK)
    expect(page.get_by_role("status")).to_have_text(BACK)
    expect(page.get_by_label("Nom *")).to_be_focused()
    assert garden.received() == []
    summary.get_by_role("button", name="Réessayer").click()
    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_C10_the_author_who_looks_on_is_told_within_a_minute(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install()
    page.goto(garden.host.page())
    write(page)
    send(page)
    comment = page.locator("article-comments article.own")
    expect(comment).to_contain_text(WAITING)

    garden.decide(Verb.APPROVE)
    page.clock.fast_forward(60_000)

    expect(page.get_by_role("status")).to_have_text("Votre commentaire est publié.")
    published = article(page, TEXT)
    expect(published).to_have_css("border-inline-start-style", "solid")
    expect(published.get_by_role("button", name=re.compile("Modifier"))).to_be_visible()


def test_C10_an_author_who_comes_back_is_told_that_the_comment_is_published(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    write(page)
    send(page)
    expect(page.locator("article-comments article.own")).to_contain_text(WAITING)
    garden.decide(Verb.APPROVE)

    # Another list than the one that the browser keeps for ten seconds.
    page.goto(garden.host.page(attributes='load="eager" data-order="oldest"'))

    expect(page.get_by_role("status")).to_have_text("Votre commentaire est publié.")
    published = article(page, TEXT)
    expect(published.get_by_role("button", name=re.compile("Modifier"))).to_be_visible()
    expect(page.get_by_role("heading", name="1 commentaire")).to_be_visible()


def test_C5_C9_what_waits_and_what_is_typed_stay_when_the_reader_turns_the_order_round(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", name="Camille Roux")
    garden.comment("Remarque", name="Pierre Lefèvre")
    page = visit()
    write(page)
    send(page)
    expect(page.locator("article-comments article.own")).to_contain_text(WAITING)
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    page.get_by_label("Commentaire *").fill("Une réponse")

    page.get_by_label("Ordre").select_option("newest")

    expect(page.locator("article-comments article").first).to_contain_text(WAITING)
    own = article(page, TEXT).get_by_role("button", name=re.compile("Modifier"))
    expect(own).to_be_visible()
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    expect(page.get_by_label("Commentaire *")).to_have_value("Une réponse")


def test_C10_a_reason_that_the_site_gives_is_read(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    write(page)
    send(page)
    expect(page.locator("article-comments article.own")).to_contain_text(WAITING)
    garden.decide(Verb.REFUSE)

    def explained(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "reason": "Hors sujet."})

    page.route("**/comments/*", explained)
    page.evaluate("dispatchEvent(new Event('focus'))")

    words = "Ce commentaire n’a pas été retenu. Hors sujet."
    expect(page.get_by_role("status")).to_have_text(words)
    expect(article(page, words)).to_be_visible()


def test_C14_a_website_gets_its_scheme_from_the_service_and_no_other_is_taken(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    write(page, **{"Site web": "ftp://exemple.fr", "E-mail *": " awa@example.org "})
    send(page)
    expect(page.get_by_role("group", name=NOT_SENT).get_by_role("link")).to_have_text(
        ["Saisissez une adresse de site, comme exemple.fr"]
    )

    page.get_by_label("Site web").fill("exemple.fr")
    send(page)

    expect(page.locator("article-comments article.own")).to_contain_text(WAITING)
    page.reload()
    link = page.get_by_role("link", name="Awa Diallo")
    expect(link).to_have_attribute("href", re.compile(r"^https://exemple\.fr/?$"))


def test_C14_the_domain_that_was_meant_is_offered_and_taken_with_one_click(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    email = page.get_by_label("E-mail *")
    write(page, **{"E-mail *": "awa@gmial.com"})

    offer = page.get_by_role("button", name="Vouliez-vous dire gmail.com\u202f?")
    expect(offer).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Vouliez-vous dire gmail.com\u202f?")
    offer.click()
    expect(email).to_have_value("awa@gmail.com")
    expect(email).to_be_focused()
    expect(offer).to_have_count(0)

    email.fill("awa@gmial.com")
    send(page)
    expect(page.locator("article-comments article.own")).to_contain_text(WAITING)
    assert garden.received() == [("pending", TEXT)]


def test_C4_C15_the_characters_that_are_left_are_counted_from_three_quarters_on(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install(time=NOON)
    page.goto(garden.host.page())
    box = page.get_by_label("Commentaire *")
    expect(box).to_be_visible()
    page.clock.pause_at(NOON + timedelta(hours=1))
    with page.expect_response("**/ticket*"):
        box.fill("é" * 5999)
    status = page.get_by_role("status")
    expect(page.get_by_text("caractères restants")).to_have_count(0)

    box.fill("é" * 6000)
    expect(page.get_by_text("2\u202f000 caractères restants")).to_be_visible()
    expect(box).to_have_accessible_description(re.compile(r"2\s000 caractères restants"))
    box.fill("👋🏽" * 3999)
    expect(page.get_by_text("2 caractères restants")).to_be_visible()
    box.fill("é" * 8001)
    expect(page.get_by_text("1 caractère en trop")).to_be_visible()
    page.clock.run_for(1_900)
    expect(status).to_have_text("")
    page.clock.run_for(200)
    expect(status).to_have_text("1 caractère en trop")
    box.fill("é" * 8012)
    expect(page.get_by_text("12 caractères en trop")).to_be_visible()
    assert len(box.input_value()) == 8012


@pytest.mark.parametrize("language", ["fr", "en"])
def test_C19_what_becomes_of_the_data_is_said_in_a_sentence_with_the_policy_of_the_site(
    garden: Garden, visit: Callable[..., Page], language: str
) -> None:
    with garden.app.app_context():
        site = site_named(db.session(), "jardin")
        assert site is not None
        site.policy_url = "https://exemple.fr/vie-privee"
        db.session.commit()
    page = visit(garden.host.page(language=language))

    sentence = page.locator("article-comments form > p").last
    words = {"fr": "Confidentialité", "en": "Privacy"}[language]
    expect(sentence.get_by_role("link", name=words)).to_have_attribute(
        "href", "https://exemple.fr/vie-privee"
    )
    assert len(sentence.inner_text().split()) <= 25


def test_a_person_who_is_remembered_is_named_in_a_reply_and_can_be_changed(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit()
    write(page)
    page.get_by_label("Enregistrer mon nom").check()
    send(page)
    expect(page.locator("article-comments article.own")).to_contain_text(WAITING)
    page.get_by_role("button", name="Répondre à Camille Roux").click()

    expect(page.get_by_text("Awa Diallo · awa@… (changer)")).to_be_visible()
    expect(page.get_by_label("E-mail *")).to_be_hidden()
    expect(page.get_by_label("Enregistrer mon nom")).to_be_hidden()
    page.get_by_label("Commentaire *").fill("Une réponse")
    send(page)
    expect(article(page, "Une réponse")).to_contain_text(WAITING)
    expect(page.get_by_label("E-mail *")).to_be_visible()
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    page.get_by_role("button", name="changer").click()
    expect(page.get_by_label("Nom *")).to_be_focused()
    expect(page.get_by_label("Nom *")).to_have_value("Awa Diallo")
