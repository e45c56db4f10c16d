import type { Language } from '#shared/categories/texts.ts';
import type { LetterWords } from '../../requests/letters/letter-words.ts';
import { dayInWords } from '../../requests/letters/letter-words.ts';
import { wordsDe } from '../../requests/letters/words-de.ts';
import { wordsEn } from '../../requests/letters/words-en.ts';
import type { OpenRequest } from '../open-requests.ts';
import { pageTexts, soughtTexts } from '../texts/page-texts.ts';
import { type Html, html } from './html.ts';
import type { PageInput } from './page-input.ts';
import { valueHtml } from './value-html.ts';

const words: { readonly [language in Language]: LetterWords } = { de: wordsDe, en: wordsEn };
const locales = { de: 'de-DE', en: 'en-GB' } as const;

/** The section on the person's open requests, with what the person wrote in them. */
export function requestsSection(
  { run, format }: PageInput,
  requests: readonly OpenRequest[],
): Html {
  const { language } = run;
  const rows = requests.map(({ kind, received, person }) => {
    const said = Object.entries(person ?? {}).map(([name, value]) => {
      const label = soughtTexts[name]?.[language] ?? pageTexts.content[language];
      return html`<dt>${label}</dt><dd>${valueHtml(format, value)}</dd>`;
    });
    const shown =
      person === undefined
        ? html`<p class="warn">${pageTexts.unreadable[language]}</p>`
        : html`<dl>${said}</dl>`;
    return html`<tr><th scope="row" class="time">${dayInWords(received, locales[language])}</th><td>${words[language].kinds[kind]}${shown}</td></tr>
`;
  });
  return html`<section aria-labelledby="requests">
<h3 id="requests">${pageTexts.requests[language]}</h3>
<table><thead><tr><th scope="col" class="time">${pageTexts.received[language]}</th><th scope="col">${pageTexts.content[language]}</th></tr></thead><tbody>
${rows}</tbody></table>
</section>
`;
}
