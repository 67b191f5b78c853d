/** French of what somebody needs who writes. */
export default {
  "form.sending": "Envoi…",
  "err.prefix": "Erreur :",
  "err.comment.empty": "Saisissez votre commentaire",
  "err.comment.long": "Raccourcissez votre commentaire : {max} caractères au plus, {n} en trop",
  "err.name.empty": "Saisissez votre nom ou un pseudonyme",
  "err.email.empty": "Saisissez votre adresse e-mail",
  "err.email.format": "Saisissez une adresse e-mail complète, comme nom@exemple.fr",
  "err.closed":
    "Les commentaires ont été fermés pendant que vous écriviez. Votre texte est gardé ci-dessous, vous pouvez le copier.",
  "err.parentGone":
    "Le commentaire auquel vous répondiez n’est plus là. Vous pouvez publier votre texte comme un nouveau commentaire.",
  "err.origin": "Les commentaires sont indisponibles sur cette page. Votre texte est gardé.",
  "err.origin.owner": "Ce domaine ({host}) n’est pas autorisé. Ajoutez-le dans Réglages › Origines.",
  "state.pending": "En attente de modération. Pour l’instant, ce commentaire n’est visible que par vous.",
  "state.pending.announce": "Commentaire reçu. Il sera publié après relecture.",
  "state.published.announce": "Votre commentaire est publié.",
  "state.refused": "Ce commentaire n’a pas été retenu.",
};
