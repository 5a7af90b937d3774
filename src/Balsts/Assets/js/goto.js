// Ctrl+K or ⌘K goes to [data-goto]: a field is focused, a link followed.
export function goto() {
  document.addEventListener('keydown', event => {
    if (event.key?.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const target = document.querySelector('[data-goto]');
    if (!target) return;
    event.preventDefault();
    if (target.matches('a')) target.click();
    else { target.focus(); target.select?.(); }
  });
}
