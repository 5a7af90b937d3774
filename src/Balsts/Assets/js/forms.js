// What is wrong with a form is read first; a pressed button is not pressed twice; filter forms go when changed.
export function forms() {
  document.querySelector('[data-errors]')?.focus();
  document.addEventListener('submit', event => {
    const form = event.target, button = event.submitter;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method !== 'post') return;
    form.dataset.sent = 'true';
    // after the browser has taken the values, among them the button's own
    setTimeout(() => { if (event.defaultPrevented) { delete form.dataset.sent; return; } if (button) { button.disabled = true; button.setAttribute('aria-busy', 'true'); } });
  });
  addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent);
    document.querySelectorAll('button[aria-busy]').forEach(button => { button.disabled = false; button.removeAttribute('aria-busy'); });
  });
  document.addEventListener('change', event => {
    const form = event.target.form;
    if (form?.matches('form[data-autosubmit]') && event.target.matches('select, input[type=checkbox], input[type=radio], input[type=date]')) form.requestSubmit();
  });
}
