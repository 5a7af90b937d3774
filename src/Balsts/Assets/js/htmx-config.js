// Read by htmx when it starts, so it comes first.
if (!document.querySelector('meta[name="htmx-config"]')) {
  const meta = document.createElement('meta');
  meta.name = 'htmx-config';
  meta.content = JSON.stringify({ includeIndicatorCSS: false, mode: 'same-origin', history: false });
  document.head.append(meta);
}
