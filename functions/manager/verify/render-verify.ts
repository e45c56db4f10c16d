import { html } from 'hono/html';
import type { Language } from '#shared/categories/texts.ts';
import { nameWords } from '#shared/subjects/receipts/verification/words.ts';
import type { ConsoleFiles } from '../console-files.ts';
import { pageTexts } from './page-texts.ts';

function field(name: string, label: string) {
  return html`
          <label for="${name}">${label}</label>
          <input id="${name}" name="${name}" type="text" autocomplete="off" autocapitalize="off" spellcheck="false">`;
}

/** Renders the page on which anybody can check a receipt. The page contains no data. */
export function renderVerify(
  language: Language,
  { icon, verifyScript, verifyStyle }: ConsoleFiles,
) {
  const say = (name: keyof typeof pageTexts) => pageTexts[name][language];
  const other = language === 'de' ? 'en' : 'de';
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${say('title')} · Mayfly</title>
    <link rel="icon" type="image/svg+xml" href="/assets/${icon}">
    <link rel="stylesheet" href="/assets/${verifyStyle}">
    <script type="module" src="/assets/${verifyScript}"></script>
  </head>
  <body>
    <header>
      <a class="language" href="/verify?language=${other}" lang="${other}" hreflang="${other}">${say('other')}</a>
      <h1>${say('title')}</h1>
      <p>${say('lead')}</p>
    </header>
    <main>
      <noscript><p>${say('no_script')}</p></noscript>
      <form id="form" class="panel">
        <label for="receipts">${say('receipts')}</label>
        <p class="hint" id="receipts-hint">${say('receipts_hint')}</p>
        <textarea id="receipts" name="receipts" rows="6" aria-describedby="receipts-hint" autocomplete="off" autocapitalize="off" spellcheck="false"></textarea>
        <label for="receipts-file">${say('receipts_file')}</label>
        <input id="receipts-file" type="file" multiple>
        <label for="keys-file">${say('keys_file')}</label>
        <p class="hint" id="keys-hint">${say('keys_hint')}</p>
        <input id="keys-file" type="file" accept=".json,application/json" aria-describedby="keys-hint">
        <label for="heads-file">${say('heads_file')}</label>
        <p class="hint" id="heads-hint">${say('heads_hint')}</p>
        <input id="heads-file" type="file" multiple aria-describedby="heads-hint">
        <details>
          <summary>${say('compare')}</summary>
          <p class="hint">${say('compare_hint')}</p>${field('salt', say('salt'))}${Object.entries(
            nameWords,
          ).map(([name, words]) => field(name, words[language]))}
        </details>
        <button type="submit">${say('check')}</button>
      </form>
      <section id="result" class="panel" aria-labelledby="result-heading" hidden>
        <h2 id="result-heading" tabindex="-1">${say('result')}</h2>
        <div id="findings"></div>
      </section>
      <p id="spoken" class="spoken" role="status"></p>
    </main>
  </body>
</html>
`;
}
