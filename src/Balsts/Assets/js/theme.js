// [data-theme-toggle]: light or dark, kept on this device.
const root = document.documentElement;
const dark = () => root.dataset.bsTheme ? root.dataset.bsTheme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
const tell = () => document.querySelectorAll('[data-theme-toggle]').forEach(button => button.setAttribute('aria-pressed', dark()));

export function theme() {
  tell();
  document.addEventListener('click', event => {
    if (!event.target.closest('[data-theme-toggle]')) return;
    root.dataset.bsTheme = dark() ? 'light' : 'dark';
    try { localStorage.setItem('theme', root.dataset.bsTheme); } catch { /* for this page only */ }
    tell();
  });
}
