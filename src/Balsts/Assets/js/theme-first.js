// Stands in the head and runs before the first paint: the theme this reader chose, else the system's.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.bsTheme = chosen;
} catch { /* storage forbidden: the system's choice holds */ }
