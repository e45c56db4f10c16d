import { actionText, outcomeText } from '../texts/action-texts.ts';
import { lawTexts, rightTexts } from '../texts/law-texts.ts';
import { pageTexts } from '../texts/page-texts.ts';
import { partyTexts } from '../texts/party-texts.ts';
import { type Html, html } from './html.ts';
import { heading, type PageInput } from './page-input.ts';
import { partyHtml } from './party-html.ts';

/** The section on automated decisions, rights and complaint (Art. 15(1)(e), (f), (h) GDPR). */
export function rightsSection({ run }: PageInput): Html {
  const { language, particulars } = run;
  const { authority } = particulars;
  return html`${heading('automated', pageTexts.automated[language])}
<p>${lawTexts.automated[language]}</p>
${heading('rights', pageTexts.rights[language])}
<p>${partyTexts.rightsLead[language]}</p>
<ul>${rightTexts.map((right) => html`<li>${right[language]}</li>`)}</ul>
${heading('complaint', pageTexts.complaint[language])}
<p>${lawTexts.complaint[language]}</p>
${authority && html`<dl class="facts">${partyHtml(partyTexts.authority[language], authority)}</dl>`}`;
}

/**
 * The section that states when and why single records were viewed or changed. It does not state
 * who did this (CJEU C-579/21).
 */
export function lookedAtSection({ run, format, categories }: PageInput): Html {
  const { language, lookedAt } = run;
  const title = heading('looked-at', pageTexts.lookedAt[language]);
  const lead = html`<p>${lawTexts.lookedAt[language]}</p>`;
  if (lookedAt.length === 0) return html`${title}${lead}<p>${lawTexts.lookedAtNone[language]}</p>`;
  const rows = lookedAt.map(({ at, action, outcome }) => {
    const [path] = action.split('.');
    const of = path === 'conversations' ? 'chat-messages' : path;
    const category = categories.find((each) => each.path === of);
    const ended = outcomeText(outcome, language);
    const what = `${category === undefined ? '' : `${category.title[language]}: `}${actionText(action, language)}`;
    return html`<tr><th scope="row" class="time">${format.moment(at)}</th><td>${what}${ended && html` (${ended})`}</td><td>${category?.purpose[language]}</td></tr>
`;
  });
  return html`${title}${lead}
<table><thead><tr><th scope="col" class="time">${pageTexts.when[language]}</th><th scope="col">${pageTexts.what[language]}</th><th scope="col">${pageTexts.why[language]}</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

/**
 * The paragraph on imported lines that are not records yet. The archive can state only their
 * number.
 */
function waitingHtml({ run, format }: PageInput): Html | undefined {
  const { language, waiting } = run;
  if (waiting.length === 0) return undefined;
  const items = waiting.map(
    ({ category, count }) =>
      html`<li>${category.title[language]}: ${format.number(count)} ${pageTexts[count === 1 ? 'entry' : 'entries'][language]}</li>`,
  );
  return html`<p>${lawTexts.waiting[language]}</p><ul>${items}</ul>`;
}

/** The paragraph on entries whose content is withheld, with their number in each category. */
function withheldHtml({ run, format, categories }: PageInput): Html | undefined {
  const { language, withheld, groups } = run;
  if (withheld.size === 0) return undefined;
  const items = categories.flatMap((category) => {
    const documents = groups
      .filter(({ shown }) => shown.category.id === category.id)
      .flatMap((group) => group.documents);
    const count = documents.filter(({ ref }) => withheld.has(ref.id)).length;
    return count === 0
      ? []
      : [
          html`<li>${category.title[language]}: ${format.number(count)} ${pageTexts[count === 1 ? 'entry' : 'entries'][language]}</li>`,
        ];
  });
  return html`<p>${lawTexts.withheld[language]}</p><ul>${items}</ul>`;
}

/** The section on data that the archive does not contain, and why it does not contain this data. */
export function missingSection(input: PageInput): Html {
  const { run, format } = input;
  const { language } = run;
  const left = run.conversations.filter(({ drawnIn }) => !drawnIn);
  const listed = (isShared: boolean) => {
    const own = left.filter(({ shared }) => shared === isShared);
    if (own.length === 0) return undefined;
    const text = lawTexts[isShared ? 'shared' : 'notChosen'][language];
    const items = own.map(
      ({ id, leftOut }) =>
        html`<li>${id}: ${format.number(leftOut)} ${partyTexts.leftOut[language]}</li>`,
    );
    return html`<p>${text}</p><ul>${items}</ul>`;
  };
  const always = ['freeText', 'technical', 'device'] as const;
  return html`${heading('missing', pageTexts.missing[language])}
${listed(true)}${listed(false)}${withheldHtml(input)}${waitingHtml(input)}
<ul>${always.map((name) => html`<li>${lawTexts[name][language]}</li>`)}</ul>`;
}
