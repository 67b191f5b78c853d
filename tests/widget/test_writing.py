"""Somebody writes a comment in the widget."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from moderation.comments.models import Verb
from tests.widget.reader import FORM, LISTENING, NO_STORAGE, article, focused, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request, Route

    from moderation.config import Settings
    from tests.widget.reader import Garden

WAITING = "En attente de modération. Pour l’instant, ce commentaire n’est visible que par vous."
REMEMBER = (
    "Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire."
)
NOT_SENT = "Votre commentaire n’a pas encore été envoyé"
TEXT = FORM["Commentaire *"]
EARLIER = datetime(2025, 4, 3, 12, tzinfo=UTC)


def _text(page: Page) -> str:
    return page.get_by_label("Commentaire *").input_value()


def _sent(page: Page) -> list[Request]:
    """Every comment that the page sends from now on."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


def test_C1_the_form_has_the_words_and_the_order_of_the_french_pattern(
    visit: Callable[..., Page],
) -> None:
    form = visit().locator("article-comments section.form")

    expect(form.get_by_role("heading")).to_have_text("Laisser un commentaire")
    expect(form.locator("p").first).to_have_text(
        "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *"
    )
    expect(form.locator("label")).to_have_text(
        [
            "Commentaire *",
            "Nom *",
            "E-mail *",
            "Site web",
            REMEMBER,
        ]
    )
    expect(form.get_by_role("button")).to_have_text("Laisser un commentaire")
    expect(form).to_contain_text("Votre adresse IP n’est pas conservée.")


def test_C1_the_form_has_the_same_in_english(garden: Garden, visit: Callable[..., Page]) -> None:
    form = visit(garden.host.page(language="en")).locator("article-comments section.form")

    expect(form.get_by_role("heading")).to_have_text("Leave a comment")
    expect(form.locator("p").first).to_have_text(
        "Your email address will not be published. Required fields are marked *"
    )
    expect(form.locator("label")).to_have_text(
        [
            "Comment *",
            "Name *",
            "Email *",
            "Website",
            "Save my name, email, and website in this browser for the next time I comment.",
        ]
    )
    expect(form.get_by_role("button")).to_have_text("Post comment")


def test_C2_C3_browsers_may_fill_the_fields_and_do_not_call_them_wrong(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    fields = page.locator("article-comments :is(textarea, input[autocomplete]:not([tabindex]))")
    expect(fields).to_have_count(4)

    found = fields.evaluate_all(
        "(fields) => fields.map((field) => [field.autocomplete, field.type, field.ariaRequired,"
        " field.required, field.getAttribute('spellcheck')])"
    )

    assert found == [
        ["off", "textarea", "true", False, None],
        ["name", "text", "true", False, None],
        ["email", "email", "true", False, "false"],
        ["url", "text", None, False, "false"],
    ]
    assert page.locator("article-comments form").evaluate("(form) => form.noValidate")


def test_C4_every_error_is_told_at_once_and_leads_to_its_field(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_label("E-mail *").fill("awa")
    send(page)

    summary = page.get_by_role("group", name=NOT_SENT)
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        [
            "Saisissez votre commentaire",
            "Saisissez votre nom ou un pseudonyme",
            "Saisissez une adresse e-mail complète, comme nom@exemple.fr",
        ]
    )
    name = page.get_by_label("Nom *")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(
        "Erreur\u00a0: Saisissez votre nom ou un pseudonyme"
    )
    summary.get_by_role("link", name="Saisissez votre nom").click()
    expect(name).to_be_focused()
    expect(page.get_by_label("E-mail *")).to_have_value("awa")


def test_C4_the_words_of_the_service_stand_beside_the_field_too(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    sent = _sent(page)
    write(page, **{"E-mail *": "awa@exemple..fr"})
    send(page)

    expect(page.get_by_role("group", name=NOT_SENT).get_by_role("link")).to_have_count(1)
    assert len(sent) == 1
    expect(page.get_by_label("E-mail *")).to_have_attribute("aria-invalid", "true")
    assert _text(page) == TEXT
    assert garden.received() == []

    page.get_by_label("E-mail *").fill("awa@exemple.fr")
    send(page)

    expect(article(page, TEXT)).to_contain_text(WAITING)
    expect(page.get_by_role("group", name=NOT_SENT)).to_have_count(0)


def test_C15_a_text_that_is_too_long_is_not_cut(visit: Callable[..., Page]) -> None:
    page = visit()
    write(page, **{"Commentaire *": "é" * 8012})
    send(page)

    expect(page.get_by_role("group", name=NOT_SENT).get_by_role("link")).to_have_text(
        "Raccourcissez votre commentaire\u00a0: 8\u202f000 caractères au plus, 12 en trop"
    )
    assert len(_text(page)) == 8012


def test_C5_the_text_stays_when_the_comments_closed_meanwhile(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    write(page)
    garden.close(EARLIER)
    send(page)

    expect(page.get_by_role("group", name=NOT_SENT)).to_contain_text(
        "Les commentaires ont été fermés pendant que vous écriviez. "
        "Votre texte est gardé ci-dessous, vous pouvez le copier."
    )
    assert _text(page) == TEXT


def test_C5_a_reply_to_a_comment_that_is_gone_can_be_sent_as_a_new_one(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    root = garden.comment("Question")
    page = visit()
    page.get_by_role("button", name="Répondre à Awa Diallo").click()
    expect(page.get_by_label("Commentaire *")).to_be_focused()
    write(page)
    garden.decide(Verb.REFUSE, root)
    send(page)

    expect(page.get_by_role("group", name=NOT_SENT)).to_contain_text(
        "Vous pouvez publier votre texte comme un nouveau commentaire."
    )
    expect(page.get_by_role("heading", name="Laisser un commentaire")).to_be_visible()
    assert _text(page) == TEXT
    send(page)
    expect(article(page, TEXT)).to_contain_text(WAITING)


class TestSomebodyWhoWritesFast:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, posting_limits="1 per minute")

    def test_C16_the_wait_is_named_and_the_text_stays(self, visit: Callable[..., Page]) -> None:
        page = visit()
        write(page)
        send(page)
        expect(article(page, TEXT)).to_contain_text(WAITING)
        write(page, **{"Commentaire *": "Et encore ceci."})
        send(page)

        expect(page.get_by_role("group", name=NOT_SENT)).to_contain_text(
            re.compile(
                r"Vous avez envoyé plusieurs commentaires coup sur coup. "
                r"Le prochain pourra partir dans \d+\ssecondes?. Votre texte est gardé."
            )
        )
        assert _text(page) == "Et encore ceci."


def test_C5_the_text_stays_when_the_reader_is_offline(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    write(page)
    page.context.set_offline(True)
    send(page)

    summary = page.get_by_role("group", name=NOT_SENT)
    expect(summary).to_contain_text("Pas de connexion. Votre texte est gardé")
    assert _text(page) == TEXT

    page.context.set_offline(False)
    summary.get_by_role("button", name="Réessayer").click()

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert garden.received() == [("pending", TEXT)]


def test_C8_a_comment_whose_answer_was_lost_is_sent_again_and_there_once(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    keys: list[str | None] = []

    def lose_the_first_answer(route: Route) -> None:
        keys.append(route.request.header_value("Idempotency-Key"))
        route.fetch()
        if len(keys) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/sites/jardin/comments", lose_the_first_answer)
    write(page)
    send(page)

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert garden.received() == [("pending", TEXT)]
    assert len(keys) == 2
    assert keys[0] == keys[1]


def test_C8_a_comment_whose_answers_are_all_lost_is_there_once_when_it_is_sent_by_hand(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/v1/sites/jardin/comments", lose)
    write(page)
    send(page)
    summary = page.get_by_role("group", name=NOT_SENT)
    expect(summary).to_contain_text("L’envoi n’a pas abouti, ce n’est pas de votre fait.")
    page.unroute("**/api/v1/sites/jardin/comments")
    summary.get_by_role("button", name="Réessayer").click()

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert garden.received() == [("pending", TEXT)]


def test_C8_a_service_that_cannot_answer_now_is_asked_again(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    answers: list[int] = []

    def busy_once(route: Route) -> None:
        answers.append(503)
        if len(answers) == 1:
            headers = {"Retry-After": "1", "Access-Control-Allow-Origin": "*"}
            route.fulfill(status=503, headers=headers, json={"type": "about:blank"})
        else:
            route.continue_()

    page.route("**/api/v1/sites/jardin/comments", busy_once)
    write(page)
    send(page)

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert garden.received() == [("pending", TEXT)]


def test_C8_a_double_click_makes_one_comment(garden: Garden, visit: Callable[..., Page]) -> None:
    page = visit()
    sent = _sent(page)
    write(page)
    page.get_by_role("button", name="Laisser un commentaire").dblclick()

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert len(sent) == 1
    assert garden.received() == [("pending", TEXT)]


def test_C9_a_comment_that_waits_is_seen_by_its_author_alone_also_after_a_reload(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    author = visit()
    write(author)
    send(author)

    expect(article(author, TEXT)).to_contain_text(WAITING)
    assert TEXT in focused(author)
    expect(author.get_by_role("status")).to_have_text(
        "Commentaire reçu. Il sera publié après relecture."
    )
    assert garden.received() == [("pending", TEXT)]
    author.reload()
    expect(article(author, TEXT)).to_contain_text(WAITING)
    assert author.context.cookies() == []
    stranger = visit()
    expect(stranger.get_by_text("Aucun commentaire pour l’instant.")).to_be_visible()
    expect(stranger.get_by_text(TEXT)).to_have_count(0)


def test_C10_the_author_sees_without_reloading_that_the_comment_is_published(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    author = visit()
    write(author)
    send(author)
    expect(article(author, TEXT)).to_contain_text(WAITING)

    garden.decide(Verb.APPROVE)
    author.evaluate("dispatchEvent(new Event('focus'))")

    expect(author.get_by_text(WAITING)).to_have_count(0)
    expect(author.get_by_role("status")).to_have_text("Votre commentaire est publié.")
    expect(author.get_by_role("heading", name="1 commentaire")).to_be_visible()
    assert TEXT in focused(author)
    expect(article(visit(), TEXT)).to_be_visible()


def test_C10_the_author_learns_of_a_refusal(garden: Garden, visit: Callable[..., Page]) -> None:
    author = visit()
    write(author)
    send(author)
    expect(article(author, TEXT)).to_contain_text(WAITING)

    garden.decide(Verb.REFUSE)
    author.reload()

    expect(article(author, TEXT)).to_contain_text("Ce commentaire n’a pas été retenu.")
    expect(visit().get_by_text(TEXT)).to_have_count(0)


def test_C10_spam_is_told_what_everybody_is_told(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    author = visit()
    write(author)
    author.locator("article-comments input[name=subject]").evaluate(
        "(trap) => { trap.value = 'x'; }"
    )
    send(author)
    expect(article(author, TEXT)).to_contain_text(WAITING)

    garden.decide(Verb.SPAM)
    author.reload()

    expect(article(author, TEXT)).to_contain_text(WAITING)


def test_P4_a_comment_that_was_erased_is_forgotten(
    visit: Callable[..., Page],
) -> None:
    author = visit()
    write(author)
    send(author)
    expect(article(author, TEXT)).to_contain_text(WAITING)
    author.evaluate(
        "() => { const key = 'comments:own';"
        ' localStorage[key] = localStorage[key].replace(/"token":"[^"]+"/, \'"token":"x"\'); }'
    )

    author.reload()

    expect(author.get_by_text("Aucun commentaire pour l’instant.")).to_be_visible()
    author.wait_for_function("() => !('comments:own' in localStorage)")
    expect(author.get_by_text(TEXT)).to_have_count(0)


def test_C7_the_person_is_remembered_only_if_they_ask_for_it(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    write(page)
    send(page)
    expect(article(page, TEXT)).to_contain_text(WAITING)
    page.reload()
    expect(page.get_by_label("Nom *")).to_have_value("")

    write(page, **{"Commentaire *": "Et encore ceci."})
    box = page.get_by_label("Enregistrer mon nom")
    box.check()
    send(page)
    expect(article(page, "Et encore ceci.")).to_contain_text(WAITING)
    page.reload()
    expect(page.get_by_label("Nom *")).to_have_value("Awa Diallo")
    expect(page.get_by_label("E-mail *")).to_have_value("awa@example.org")
    expect(page.get_by_label("Commentaire *")).to_have_value("")

    box.uncheck()
    page.reload()
    expect(page.get_by_label("Nom *")).to_have_value("")


def test_C13_a_reply_is_written_under_its_comment(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit()
    page.get_by_label("Commentaire *").fill("Commencé en haut")

    page.get_by_role("button", name="Répondre à Camille Roux").click()

    expect(page.get_by_role("heading", name="Répondre à Camille Roux")).to_be_visible()
    expect(page.locator("article-comments form")).to_have_count(1)
    expect(page.get_by_label("Commentaire *")).to_be_focused()
    expect(page.get_by_label("Commentaire *")).to_have_value("")
    write(page)
    send(page)
    reply = page.locator("article-comments .replies article")
    expect(reply).to_contain_text(WAITING)
    expect(reply).to_be_focused()
    assert garden.received() == [("approved", "Question"), ("pending", TEXT)]
    expect(page.get_by_label("Commentaire *")).to_have_value("Commencé en haut")


def test_C13_escape_closes_an_empty_reply(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit()
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    expect(page.get_by_label("Commentaire *")).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Répondre à Camille Roux")).to_be_visible()

    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")

    expect(page.get_by_role("heading", name="Laisser un commentaire")).to_be_visible()
    expect(article(page, "Question")).to_be_focused()


def test_C13_a_reply_can_be_given_up(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit()
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    expect(page.get_by_label("Commentaire *")).to_be_focused()
    page.get_by_label("Commentaire *").fill("À moitié")
    page.get_by_role("button", name="Annuler la réponse").click()
    expect(page.get_by_label("Commentaire *")).to_have_value("")

    page.get_by_role("button", name="Répondre à Camille Roux").click()

    expect(page.get_by_label("Commentaire *")).to_have_value("À moitié")


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_C18_a_shortcut_sends(visit: Callable[..., Page], keys: str) -> None:
    page = visit()
    write(page)
    # The script that knows the keys is there.
    expect(page.get_by_role("button", name="Aperçu")).to_be_visible()
    page.get_by_label("Commentaire *").press(keys)

    expect(article(page, TEXT)).to_contain_text(WAITING)


def test_C18_enter_in_a_field_shows_what_is_missing(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    page.get_by_label("Nom *").fill("Awa Diallo")
    page.get_by_label("Nom *").press("Enter")

    expect(page.get_by_role("group", name=NOT_SENT)).to_be_focused()
    assert garden.received() == []


def test_C22_from_the_form_to_a_sent_comment_by_keyboard_alone(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    expect(page.get_by_label("Commentaire *")).to_be_visible()
    for text in (TEXT, "Awa Diallo", "awa@example.org", ""):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Tab")  # the box
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(article(page, TEXT)).to_contain_text(WAITING)


def test_P3_a_comment_is_sent_and_followed_where_the_browser_keeps_nothing(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.add_init_script(NO_STORAGE)
    page.goto(garden.host.page())
    write(page)
    send(page)
    expect(article(page, TEXT)).to_contain_text(WAITING)

    garden.decide(Verb.APPROVE)
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(page.get_by_text(WAITING)).to_have_count(0)
    expect(article(page, TEXT)).to_be_visible()


def test_O5_on_a_page_that_the_site_does_not_list_the_owner_learns_what_to_do(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.list_only("https://blog.example")
    address = garden.host.page()
    reader, owner = visit(address), visit(f"{address}?comments-debug")

    for page in (reader, owner):
        page.get_by_label("Commentaire *").fill("Bonjour")
        expect(page.get_by_role("group", name=NOT_SENT)).to_contain_text(
            "Les commentaires sont indisponibles sur cette page. Votre texte est gardé."
        )

    host = garden.host.origin.removeprefix("http://")
    words = f"Ce domaine ({host}) n’est pas autorisé. Ajoutez-le dans Réglages \u203a Origines."
    expect(owner.get_by_text(words)).to_be_visible()
    expect(reader.get_by_text(words)).to_have_count(0)


def test_the_page_is_told_of_a_comment_and_of_an_error(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    expect(page.get_by_label("Commentaire *")).to_be_visible()
    page.evaluate(LISTENING)
    write(page, **{"E-mail *": "awa@exemple..fr"})
    send(page)
    expect(page.get_by_role("group", name=NOT_SENT)).to_be_focused()
    page.get_by_label("E-mail *").fill("awa@exemple.fr")
    send(page)
    expect(article(page, TEXT)).to_contain_text(WAITING)

    error, submitted = page.evaluate("() => told")
    assert error == ["comments:error", {"status": 422, "type": "fields"}]
    assert submitted[0] == "comments:submitted"
    assert submitted[1]["status"] == "pending"
