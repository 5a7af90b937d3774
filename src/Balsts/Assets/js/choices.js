// A long list of check boxes is found by typing a part of a name; what is chosen stays in sight. Without script the list is there whole.
const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[əƏ]/g, 'e').replace(/ı/g, 'i').toLowerCase();

export function choices() {
  for (const box of document.querySelectorAll('.b-choices-find')) {
    const list = document.getElementById(box.dataset.of);
    const options = [...list.querySelectorAll('label')].map(label => ({ label, input: label.querySelector('input'), text: fold(label.textContent) }));
    box.hidden = false;
    const field = box.querySelector('input');
    const none = box.querySelector('[role=status]');
    field.addEventListener('input', event => {
      event.stopPropagation(); // looking for somebody is no change of the form
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const option of options) {
        option.label.hidden = !option.input.checked && !words.every(word => option.text.includes(word));
        if (!option.label.hidden) shown++;
      }
      none.hidden = shown > 0;
    });
    // Enter chooses the only one left instead of sending the form
    field.addEventListener('keydown', event => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const left = options.filter(option => !option.label.hidden && !option.input.checked);
      if (left.length !== 1) return;
      left[0].input.click();
      field.value = '';
      field.dispatchEvent(new Event('input'));
    });
  }
}
