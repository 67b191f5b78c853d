"""French comments made by a few rules, so that the measured texts weigh what real ones do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

NAMES: Final = (
    "Awa Diallo", "Benoît Lefèvre", "Camille Faure", "Élodie Garçon", "Farid Haddad",
    "Gaëlle Le Goff", "Hugo Marchand", "Inès Moreau", "Jérôme Petit", "Léa Rousseau",
    "Mathieu Çelik", "Noémie Dubois", "Oumar Sow", "Raphaël Noël", "Zoé Hébert",
)  # fmt: skip
OPENINGS: Final = (
    "Merci pour cet article", "Je ne suis pas tout à fait d’accord", "Très bonne question",
    "J’ai essayé la même chose l’an dernier", "Voilà qui est clair", "Bonjour à tous",
)  # fmt: skip
SUBJECTS: Final = (
    "le paillage", "la taille d’automne", "cette variété ancienne", "l’arrosage du soir",
    "le compost de feuilles", "un semis en pleine terre", "le purin d’ortie", "la rotation",
)  # fmt: skip
VERBS: Final = (
    "demande plus de patience qu’on ne le croit", "a très bien marché chez moi",
    "n’a rien donné pendant deux étés", "mériterait un article à part entière",
    "dépend surtout de l’exposition", "attire aussi les limaces, hélas",
    "se pratique encore dans ma région", "m’a été conseillé par un voisin",
)  # fmt: skip
CLOSINGS: Final = (
    "Qu’en pensez-vous ?", "À suivre, donc.", "Je reviendrai dire ce qu’il en est.",
    "Quelqu’un a-t-il *vraiment* essayé ?", "Voir aussi https://exemple.fr/potager.",
    "Bonne continuation !",
)  # fmt: skip
SENTENCES: Final = (1, 1, 2, 2, 2, 3, 4, 7)


def a_name(random: Random) -> str:
    """Who writes."""
    return random.choice(NAMES)


def a_text(random: Random) -> str:
    """The source of a comment: one to three paragraphs, 250 characters on average."""
    count = random.choice(SENTENCES)
    sentences = [
        f"{random.choice(SUBJECTS).capitalize()} {random.choice(VERBS)}." for _ in range(count)
    ]
    if count > 2:  # noqa: PLR2004 - long ones have paragraphs
        sentences.insert(2, "\n\n")
    words = " ".join([f"{random.choice(OPENINGS)}.", *sentences, random.choice(CLOSINGS)])
    return words.replace(" \n\n ", "\n\n")
