// Ctrl+K or ⌘K, or a press on a.b-goto, opens the box that finds people, units and pages while one types; on the search page its own field is focused.
export function goto() {
  const box = document.querySelector('dialog.b-goto-box'), field = box?.querySelector('input'), found = box?.querySelector('[data-found]');
  const own = document.querySelector('input[data-goto]');
  const open = () => {
    if (own) { own.focus(); own.select(); return; }
    if (!box.open) box.showModal();
    field.select();
  };
  document.addEventListener('keydown', event => {
    if (event.key?.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !box) return;
    event.preventDefault();
    open();
  });
  if (!box) return;
  document.querySelectorAll('a[data-goto]').forEach(link => link.addEventListener('click', event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open();
  }));

  let timer, asking, asked = '';
  const links = () => [...found.querySelectorAll('a.b-t')];
  const ask = async () => {
    const question = field.value.trim();
    if (question === asked) return;
    asked = question;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`/search/found?q=${encodeURIComponent(question)}`, { signal: asking.signal, credentials: 'same-origin', redirect: 'error' });
      if (!answer.ok) throw new Error(String(answer.status));
      found.innerHTML = await answer.text();
    } catch (problem) {
      if (problem.name !== 'AbortError') { asked = ''; found.textContent = found.dataset.failed; }
    }
  };
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  // Enter goes to the first; before the answer is there, and when nothing was found, the form opens the page of the search
  field.form.addEventListener('submit', event => {
    const first = asked === field.value.trim() ? links()[0] : null;
    if (!first) return;
    event.preventDefault();
    first.click();
  });
  box.addEventListener('keydown', event => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const all = [field, ...links()], at = all.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    all[(at + (event.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length].focus();
  });
  box.addEventListener('click', event => { if (event.target === box) box.close(); });
}
