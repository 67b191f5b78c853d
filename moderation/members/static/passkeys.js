/** Makes and uses passkeys: a form that asks for one is sent once the browser has answered. */

const token = document.querySelector('meta[name="csrf-token"]').content;
const KINDS = {
  create: "parseCreationOptionsFromJSON",
  get: "parseRequestOptionsFromJSON",
};

/** What the authenticator answers to the challenge of a form, as text. */
async function answerTo({ passkey, challenge }) {
  const answer = await fetch(challenge, { method: "POST", headers: { "X-CSRFToken": token } });
  const publicKey = PublicKeyCredential[KINDS[passkey]](await answer.json());
  return JSON.stringify(await navigator.credentials[passkey]({ publicKey }));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!globalThis.PublicKeyCredential?.[KINDS[form.dataset.passkey]]) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector('[role="status"]');
    said.textContent = "";
    try {
      form.elements.credential.value = await answerTo(form.dataset);
    } catch {
      said.textContent = form.dataset.failed;
      return;
    }
    form.submit(); // which asks no second time
  });
}
