"""What people write under the article, in French and in English."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "fr": {
        "title": "Pailler en automne",
        "question": "Merci pour ces conseils. Faut-il broyer les feuilles de chêne avant ?",
        "answer": "Oui : entières, elles se collent. Un passage de tondeuse suffit.",
        "thanks": "Parfait, je ferai cela *avant les gelées*.",
        "more": "Chez nous, la tonte sèche fait aussi bien l’affaire.",
        "quote": "> la paille garde la chaleur du sol\n\nEt surtout les limaces ! Depuis deux ans :"
        "\n\n- des copeaux au pied des vivaces,\n- **rien** sur les semis (`sol nu`).",
        "mine": "Est-ce que cela marche aussi en bac, sur un balcon plein nord ?",
    },
    "en": {
        "title": "Mulching in autumn",
        "question": "Thank you for the advice. Should oak leaves be shredded first?",
        "answer": "Yes: whole ones stick together. Running the mower over them is enough.",
        "thanks": "Perfect, I will do that *before the frost*.",
        "more": "Dry grass cuttings do just as well here.",
        "quote": "> straw keeps the soil warm\n\nAnd the slugs, above all! For two years now:"
        "\n\n- wood chips around perennials,\n- **nothing** on seedlings (`bare soil`).",
        "mine": "Does it also work in a pot, on a balcony that faces north?",
    },
}
