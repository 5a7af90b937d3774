// Passkeys: the server says what to ask, the browser asks the device, the answer goes back with the form.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = buffer => buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '') : undefined;
const listed = keys => keys?.map(key => ({ ...key, id: bytes(key.id) }));

export function passkeys() {
  for (const field of document.querySelectorAll('input[data-passkey]')) prepare(field);
}

function prepare(field) {
  const form = field.form, trouble = kind => form.querySelectorAll('[data-passkey-trouble]').forEach(p => { p.hidden = p.dataset.passkeyTrouble !== kind; });
  if (!window.PublicKeyCredential) { trouble('none'); return; }
  form.hidden = false;
  let waiting = null;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    event.stopPropagation();
    waiting?.abort();
    trouble('');
    try { await send(field.dataset.passkey === 'create' ? await create(await options(field)) : await get(await options(field))); } catch { trouble('refused'); }
  });
  if (field.dataset.autofill) offer();

  // beside the field of the e-mail, for as long as the page stands; a question is good for some minutes
  async function offer() {
    if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
    const abort = waiting = new AbortController();
    const again = setTimeout(() => { abort.abort(); offer(); }, 480_000);
    try { await send(await get(await options(field), { mediation: 'conditional', signal: abort.signal })); } catch { clearTimeout(again); }
  }

  async function send(credential) {
    field.value = JSON.stringify(credential);
    form.submit();
  }
}

async function options(field) {
  const token = field.form.querySelector('input[name=__RequestVerificationToken]');
  const answer = await fetch(field.dataset.options, { method: 'POST', body: new URLSearchParams({ [token.name]: token.value }), redirect: 'error' });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function create(asked) {
  const made = await navigator.credentials.create({ publicKey: { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: listed(asked.excludeCredentials) } });
  return {
    ...common(made),
    response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject), transports: made.response.getTransports?.() ?? [] },
  };
}

async function get(asked, how = {}) {
  const shown = await navigator.credentials.get({ ...how, publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: listed(asked.allowCredentials) } });
  return {
    ...common(shown),
    response: { clientDataJSON: text(shown.response.clientDataJSON), authenticatorData: text(shown.response.authenticatorData), signature: text(shown.response.signature), userHandle: text(shown.response.userHandle) },
  };
}

const common = key => ({ id: key.id, rawId: text(key.rawId), type: key.type, authenticatorAttachment: key.authenticatorAttachment ?? undefined, clientExtensionResults: key.getClientExtensionResults() });
