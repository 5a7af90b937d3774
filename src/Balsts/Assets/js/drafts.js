// form[data-draft="address"]: what is being written is kept on the server a second after the last key, and when the page is left.
// The answer is shown in [data-draft-state]; its words come from the page (data-saved, data-unsaved). What could not be kept is tried again,
// every five seconds and when the connection is back, and the browser asks before the page is left without it. The answer names the other
// texts that are kept for the page (another window, another device): they are offered in [data-draft-others].
export function drafts() {
  document.querySelectorAll('form[data-draft]').forEach(form => {
    const state = form.querySelector('[data-draft-state]') ?? document.querySelector('[data-draft-state]');
    let timer, changed = false, sent = false, failed = false, last = '';
    const values = () => {
      const fields = {};
      for (const [name, value] of new FormData(form)) {
        if (typeof value !== 'string' || name.startsWith('__') || name === '_handler' || form.elements[name]?.type === 'password') continue;
        fields[name] = name in fields ? [].concat(fields[name], value) : value;
      }
      return JSON.stringify(fields);
    };
    const offer = texts => {
      const box = document.querySelector('[data-draft-others]');
      if (!box) return;
      box.querySelector('ul').replaceChildren(...texts.map(text => {
        const [item, link] = [document.createElement('li'), document.createElement('a')];
        link.className = 'b-under';
        link.href = `?draft=${encodeURIComponent(text.id)}`;
        link.textContent = text.peek || '…';
        item.append(link);
        return item;
      }));
      box.hidden = texts.length === 0;
    };
    const save = async leaving => {
      clearTimeout(timer);
      if (!changed || sent) return;
      const body = values();
      if (body === last) { changed = false; return; }
      changed = false;
      try {
        const answer = await fetch(`/drafts?address=${encodeURIComponent(form.dataset.draft)}`, {
          method: 'POST', body, keepalive: leaving && body.length < 60000, credentials: 'same-origin',
          headers: { 'Content-Type': 'application/json', RequestVerificationToken: form.elements.__RequestVerificationToken?.value ?? '' },
        });
        if (!answer.ok) throw new Error(String(answer.status));
        last = body;
        failed = false;
        offer(answer.status === 200 ? await answer.json() : []);
        if (state) state.textContent = (state.dataset.saved ?? '') + ' ' + new Date().toLocaleTimeString(document.documentElement.lang || undefined, { hour: 'numeric', minute: '2-digit' });
      } catch {
        changed = true;
        if (leaving) return;
        if (state) state.textContent = state.dataset.unsaved ?? '';
        timer = setTimeout(save, 5000, false);
        failed = true;
      }
    };
    form.addEventListener('input', () => { changed = true; clearTimeout(timer); timer = setTimeout(save, 1000, false); });
    form.addEventListener('submit', event => { if (!event.defaultPrevented) { sent = true; clearTimeout(timer); } });
    addEventListener('online', () => save(false));
    addEventListener('beforeunload', event => { if (failed && changed && !sent) event.preventDefault(); });
    addEventListener('pagehide', () => save(true));
    addEventListener('pageshow', () => { sent = false; });
  });
}
