// Tables with a check box in each row: all at once, the count of the chosen, the bar of acts only when something is chosen.
export function rows() {
  document.querySelectorAll('[data-bulk]').forEach(bar => {
    const panel = bar.closest('.b-panel');
    const all = panel.querySelector('[data-check-all]'), boxes = [...panel.querySelectorAll('tbody .is-check input')];
    const count = bar.querySelector('[data-chosen]'), whole = bar.querySelector('[name=all]');
    const show = () => {
      const chosen = boxes.filter(box => box.checked).length;
      boxes.forEach(box => box.closest('tr').classList.toggle('is-sel', box.checked));
      if (count) count.textContent = chosen;
      if (all) { all.checked = chosen > 0 && chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
      bar.hidden = chosen === 0 && !whole?.checked;
    };
    if (all) { all.hidden = false; all.addEventListener('change', () => { boxes.forEach(box => { box.checked = all.checked; }); show(); }); }
    panel.addEventListener('change', show);
    addEventListener('pageshow', show);
    show();
  });
}
