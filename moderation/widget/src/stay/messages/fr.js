/** French of what somebody needs who stays. */
export default {
  "thread.new": {
    one: "{n} nouveau commentaire : afficher",
    other: "{n} nouveaux commentaires : afficher",
  },
  "thread.notHere": "Le commentaire de ce lien n’est plus public.",
};
