// Makes wwwroot from this folder: `node build.mjs`. Called by Assets.targets when a source has changed; does nothing when the result
// would be the same, and waits when another build is at it.
import { createHash } from 'node:crypto';
import { execSync } from 'node:child_process';
import { brotliCompressSync } from 'node:zlib';
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const out = path.join(here, '../wwwroot');
const modules = path.join(here, 'node_modules');
const letters = path.join(here, '../obj/letters');
const lists = path.join(here, '../obj/lists');
const sources = [path.join(here, '../../Foundation'), path.join(here, '..')];
const read = file => fs.readFileSync(file, 'utf8');
const write = (file, text) => { fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, text); };
const hash = (...texts) => texts.reduce((h, text) => h.update(text).update('\0'), createHash('sha256')).digest('hex');

function* files(folder, wanted) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      if (!['bin', 'obj', 'node_modules', 'wwwroot', 'Assets', 'Migrations'].includes(entry.name)) yield* files(path.join(folder, entry.name), wanted);
    } else if (wanted.test(entry.name)) yield path.join(folder, entry.name);
  }
}

// One build at a time: the second waits and then finds nothing left to do. A lock older than five minutes was left by a build that died.
const lock = path.join(here, '.building');
for (let waited = 0; ; waited++) {
  try { fs.mkdirSync(lock); break; } catch (e) {
    if (e.code !== 'EEXIST') throw e;
    if (Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 300_000) fs.rmSync(lock, { recursive: true, force: true });
    else await new Promise(go => setTimeout(go, 200));
  }
}
try { await build(); } finally { fs.rmSync(lock, { recursive: true, force: true }); }

async function build() {
  const locked = hash(read(path.join(here, 'package-lock.json')));
  const installed = path.join(modules, '.balsts-lock');
  if (!fs.existsSync(installed) || read(installed) !== locked) {
    execSync('npm ci --no-audit --no-fund --loglevel=error', { cwd: here, stdio: 'inherit' });
    fs.writeFileSync(installed, locked);
    fs.rmSync(path.join(modules, '.balsts-words.json'), { force: true });
  }

  // What the pages use of Tabler: the words that stand both in our sources and in its style sheet.
  const tabler = path.join(modules, '@tabler/core/dist/css/tabler.css');
  const drawings = path.join(modules, '@tabler/icons/icons/outline');
  const wordsFile = path.join(modules, '.balsts-words.json');
  if (!fs.existsSync(wordsFile)) fs.writeFileSync(wordsFile, JSON.stringify({
    css: [...new Set(read(tabler).match(/[A-Za-z_][\w-]*/g))],
    icons: fs.readdirSync(drawings).filter(f => f.endsWith('.svg')).map(f => f.slice(0, -4)),
  }));
  const known = JSON.parse(read(wordsFile)), css = new Set(known.css), icons = new Set(known.icons);
  const words = new Set(['data-bs-theme', 'light', 'dark', 'root', 'html', 'body']), drawn = new Set();
  const look = text => { for (const [word] of text.matchAll(/[A-Za-z_][\w-]*/g)) if (css.has(word)) words.add(word); };
  for (const source of sources) for (const file of files(source, /\.(razor|cs)$/)) {
    const text = read(file);
    look(text);
    // an icon is named by a whole string; attributes of HTML (class="…", type="…") are not icons
    for (const [, attribute, name] of text.matchAll(/(\b[a-z][\w-]*=)?"([a-z][a-z0-9-]*)"/g)) if (!attribute && icons.has(name)) drawn.add(name);
  }
  for (const file of fs.readdirSync(path.join(here, 'js'))) look(read(path.join(here, 'js', file)));

  const own = [...files2(path.join(here, 'css')), ...files2(path.join(here, 'js')), path.join(here, 'favicon.svg'), path.join(here, 'build.mjs')];
  const key = hash(locked, ...own.map(read), [...words].sort().join(' '), [...drawn].sort().join(' '));
  const made = path.join(modules, '.balsts-built');
  if (fs.existsSync(made) && read(made) === key && fs.existsSync(path.join(out, 'balsts.css')) && fs.existsSync(path.join(letters, 'Bold.ttf')) && fs.existsSync(path.join(lists, 'passwords.txt'))) return;

  const { build: bundle, transform } = await import('esbuild');
  const { PurgeCSS } = await import('purgecss');
  const { default: postcss } = await import('postcss');
  fs.rmSync(out, { recursive: true, force: true });

  // fonts: Inter cut to what Latvian, Azerbaijani and English are written with, in two files that the browser takes as it needs;
  // the dotless ı of Azerbaijani stands in the first of the two that Inter comes in
  const { default: subset } = await import('subset-font');
  const span = (...ranges) => ranges.flatMap(([from, to = from]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))).join('');
  const inter = name => fs.readFileSync(path.join(modules, `@fontsource-variable/inter/files/inter-${name}-wght-normal.woff2`));
  fs.mkdirSync(path.join(out, 'fonts'), { recursive: true });
  for (const [name, text] of [
    ['latin', span([0x20, 0x7e], [0xa0, 0xff], [0x131], [0x152, 0x153], [0x2013, 0x2014], [0x2018, 0x201e], [0x2022], [0x2026], [0x2032, 0x2033], [0x2039, 0x203a], [0x20ac], [0x2190, 0x2193], [0x2212], [0x2215])],
    ['latin-ext', span([0x100, 0x130], [0x132, 0x151], [0x154, 0x17f], [0x18f], [0x259])],
  ]) fs.writeFileSync(path.join(out, `fonts/inter-${name}.woff2`), await subset(inter(name), text, { targetFormat: 'woff2', variationAxes: { wght: { min: 400, max: 700, default: 400 } } }));

  // letters of documents: the same typeface in two faces of one file each, with Cyrillic for names and topics; they go into the executable, not onto the web
  fs.mkdirSync(letters, { recursive: true });
  const written = span([0x20, 0x7e], [0xa0, 0x17f], [0x18f], [0x1e9e], [0x259], [0x400, 0x45f], [0x490, 0x491], [0x2010, 0x2014], [0x2018, 0x201e], [0x2022], [0x2026], [0x2032, 0x2033], [0x2039, 0x203a], [0x20ac], [0x2116], [0x2190, 0x2193], [0x2212]);
  for (const face of ['Regular', 'Bold']) fs.writeFileSync(path.join(letters, `${face}.ttf`), await subset(fs.readFileSync(path.join(modules, `inter-ui/web/Inter-${face}.woff2`)), written, { targetFormat: 'sfnt', noLayoutClosure: true }));

  // passwords that many have: those long enough to be a part of one that we take; into the executable too
  write(path.join(lists, 'passwords.txt'), JSON.parse(read(path.join(modules, '@zxcvbn-ts/language-common/src/passwords.json'))).filter(word => word.length > 3).join('\n'));

  // styles: Tabler cut down, then ours whole
  const [cut] = await new PurgeCSS().purge({
    content: [{ raw: [...words].join(' '), extension: 'txt' }], css: [{ raw: read(tabler) }], variables: true, keyframes: true, fontFace: true,
    defaultExtractor: text => text.split(' '), safelist: { standard: [/^data-bs-theme/], variables: [] },
  });
  const sheet = postcss.parse(cut.css);
  sheet.walkComments(comment => comment.remove());
  drawingsToFiles(sheet);
  followSystem(sheet, postcss);
  const styles = await bundle({ entryPoints: [path.join(here, 'css/balsts.css')], bundle: true, minify: true, write: false, external: ['*.woff2'], target: ['chrome123', 'firefox120', 'safari17.5'] });
  const small = await transform(sheet.toString(), { loader: 'css', minify: true, target: ['chrome123', 'firefox120', 'safari17.5'] });
  write(path.join(out, 'balsts.css'), small.code + styles.outputFiles[0].text);

  // behaviours: one module; htmx apart, for the pages that swap a part
  for (const name of ['balsts', 'htmx']) await bundle({ entryPoints: [path.join(here, `js/${name}.js`)], bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none', outfile: path.join(out, `${name}.js`), logLevel: 'warning' });
  await bundle({ entryPoints: [path.join(here, 'js/theme-first.js')], bundle: true, minify: true, format: 'iife', outfile: path.join(out, 'theme.js') });

  // icons: one sprite of the drawings that are used
  const symbol = name => read(path.join(drawings, `${name}.svg`)).replace(/<!--[\s\S]*?-->/g, '').replace(/<svg[^>]*>/, `<symbol id="${name}" viewBox="0 0 24 24">`).replace('</svg>', '</symbol>')
    .replace(/<path stroke="none"[^>]*\/>/g, '').replace(/\s*\n\s*/g, '');
  write(path.join(out, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${[...drawn].sort().map(symbol).join('')}</svg>`);
  fs.copyFileSync(path.join(here, 'favicon.svg'), path.join(out, 'favicon.svg'));

  fs.writeFileSync(made, key);
  if (process.argv.includes('--sizes')) for (const file of ['balsts.css', 'balsts.js', 'theme.js', 'htmx.js', 'icons.svg', 'fonts/inter-latin.woff2', 'fonts/inter-latin-ext.woff2']) {
    const bytes = fs.readFileSync(path.join(out, file));
    console.log(`${file}: ${(bytes.length / 1024).toFixed(1)} kB, brotli ${(brotliCompressSync(bytes).length / 1024).toFixed(1)} kB`);
  }
  console.log(`assets: ${words.size} words of the style sheet, ${drawn.size} icons`);
}

function files2(folder) { return fs.readdirSync(folder).sort().map(name => path.join(folder, name)); }

// Tabler writes its ticks and arrows into the style sheet; the content-security policy wants images to come from files.
function drawingsToFiles(sheet) {
  sheet.walkDecls(declaration => {
    declaration.value = declaration.value.replace(/url\("data:image\/svg\+xml,([^"]*)"\)/g, (_, data) => {
      const drawing = decodeURIComponent(data), name = `img/${hash(drawing).slice(0, 8)}.svg`;
      write(path.join(out, name), drawing);
      return `url("./${name}")`;
    });
  });
}

// Tabler turns dark by an attribute that a script sets; without the script the system's choice has to do the same.
function followSystem(sheet, postcss) {
  const media = postcss.atRule({ name: 'media', params: '(prefers-color-scheme: dark)' });
  sheet.walkRules(rule => {
    const dark = rule.selectors.filter(s => /\[data-bs-theme=["']?dark["']?\]/.test(s));
    if (!dark.length || rule.parent.type === 'atrule') return;
    media.append(rule.clone({ selectors: dark.map(s => s.replace(/^(?:html|body|:root)?\[data-bs-theme=["']?dark["']?\]/, ':root:not([data-bs-theme])')
      .replace(/\[data-bs-theme=["']?dark["']?\]/, ':root:not([data-bs-theme])')) }));
  });
  if (media.nodes?.length) sheet.append(media);
}
