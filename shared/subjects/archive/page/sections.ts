import type { Category } from '#shared/categories/define-category.ts';
import { legalBasisTexts } from '#shared/categories/legal-basis.ts';
import { nameCountry } from '#shared/tenants/particulars/countries.ts';
import { legalBasisOf, ownTextIn, recipientsOf } from '#shared/tenants/particulars/particulars.ts';
import type { Addressee, Office } from '#shared/tenants/particulars/particulars-schema.ts';
import { daysKept } from '../data-json.ts';
import type { ArchiveRun } from '../run.ts';
import { actionText, outcomeText } from '../texts/action-texts.ts';
import { basisTexts, lawTexts, originTexts, rightTexts } from '../texts/law-texts.ts';
import { pageTexts } from '../texts/page-texts.ts';
import { partyTexts, safeguardTexts } from '../texts/party-texts.ts';
import type { Format } from './format.ts';
import { type Html, html } from './html.ts';

/** What the sections of a page are written from. */
export type PageInput = {
  readonly run: ArchiveRun;
  readonly format: Format;
  /** Categories that hold something of persons, in order. */
  readonly categories: readonly Category[];
};

function heading(id: string, text: string): Html {
  return html`<h2 id="${id}">${text}</h2>`;
}

function partyHtml(title: string, party: Addressee | Office): Html {
  const { name, postal_address, email, phone, website } = party;
  const lines = [name, postal_address, email, phone, website].filter((line) => line !== undefined);
  return html`<dt>${title}</dt><dd>${lines.map((line) => html`<div class="text">${line}</div>`)}</dd>`;
}

/** Who is responsible, by name and address (Art. 13(1)(a), (b) GDPR). */
export function responsibleSection({ run }: PageInput): Html {
  const { language, particulars } = run;
  const { controller, representative, dpo } = particulars;
  const title = heading('responsible', pageTexts.responsible[language]);
  if (controller === undefined)
    return html`${title}<p>${partyTexts.controllerUnstated[language]}</p>`;
  return html`${title}<dl class="facts">
${partyHtml(partyTexts.controller[language], controller)}
${representative && partyHtml(partyTexts.representative[language], representative)}
${dpo && partyHtml(partyTexts.dpo[language], dpo)}
</dl>`;
}

/** How long records of a category are kept by a tenant, in words. */
function keptFor({ run }: PageInput, category: Category): string {
  return `${daysKept(run, category)} ${basisTexts[category.retention.basis][run.language]}`;
}

function countOf({ groups }: ArchiveRun, category: Category): number {
  return groups
    .filter(({ shown }) => shown.category.id === category.id)
    .reduce((sum, { documents }) => sum + documents.length, 0);
}

/** Purposes, kinds of data, legal bases and storage periods (Art. 15(1)(a), (b), (d) GDPR). */
export function glanceSection(input: PageInput): Html {
  const { run, format, categories } = input;
  const { language } = run;
  const rows = categories.map((category) => {
    const count = countOf(run, category);
    const name = category.title[language];
    const { basis } = legalBasisOf(run.particulars, category);
    const title = count === 0 ? html`${name}` : html`<a href="#${category.path}">${name}</a>`;
    return html`<tr><th scope="row">${title}</th><td class="count">${format.number(count)}</td><td><dl><dt>${pageTexts.purpose[language]}</dt><dd>${category.purpose[language]}</dd><dt>${pageTexts.legalBasis[language]}</dt><dd>${legalBasisTexts[basis][language]}</dd><dt>${pageTexts.kept[language]}</dt><dd>${keptFor(input, category)}</dd></dl></td></tr>
`;
  });
  return html`${heading('glance', pageTexts.glance[language])}
<table><thead><tr><th scope="col">${pageTexts.category[language]}</th><th scope="col" class="count">${pageTexts.count[language]}</th><th scope="col">${pageTexts.rules[language]}</th></tr></thead><tbody>
${rows}</tbody></table>
<p>${lawTexts.storage[language]}</p>`;
}

/** To whom data is disclosed, by name (Art. 15(1)(c) GDPR, CJEU C-154/21). */
export function recipientsSection({ run, categories }: PageInput): Html {
  const { language, particulars } = run;
  const title = heading('recipients', pageTexts.recipients[language]);
  if (particulars.recipients.length === 0)
    return html`${title}<p>${partyTexts.recipientsUnstated[language]}</p>`;
  const rows = particulars.recipients.map((recipient) => {
    const received = categories.filter((each) =>
      recipientsOf(particulars, each).includes(recipient),
    );
    const named = received.map((each) => each.title[language]).join(', ');
    return html`<tr><th scope="row">${recipient.name}<div class="quiet">${nameCountry(recipient.country, language)}</div></th><td>${ownTextIn(recipient.purpose, language)}</td><td>${named}</td></tr>
`;
  });
  return html`${title}
<table><thead><tr><th scope="col">${partyTexts.recipient[language]}</th><th scope="col">${pageTexts.purpose[language]}</th><th scope="col">${pageTexts.category[language]}</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

/** What leaves the European Economic Area, and by which safeguard (Art. 15(2) GDPR). */
export function transfersSection({ run }: PageInput): Html {
  const { language, particulars } = run;
  const items = particulars.transfers.map(
    ({ recipient, country, safeguard, details }) =>
      html`<li>${recipient} (${nameCountry(country, language)}): ${safeguardTexts[safeguard][language]}${
        details && html` <span class="text">${ownTextIn(details, language)}</span>`
      }</li>`,
  );
  return html`${heading('transfers', pageTexts.transfers[language])}
<p>${lawTexts.place[language]}</p>
${items.length === 0 ? html`<p>${partyTexts.transfersUnstated[language]}</p>` : html`<p>${partyTexts.transfersStated[language]}</p><ul>${items}</ul>`}`;
}

/** Where data comes from, by the origin of each field (Art. 15(1)(g) GDPR). */
export function sourceSection({ run, categories }: PageInput): Html {
  const { language } = run;
  const origins = ['provided', 'observed', 'derived'] as const;
  const rows = categories
    .filter((category) => countOf(run, category) > 0)
    .map((category) => {
      const fields = Object.values({ ...category.fields, ...category.apart });
      const lines = origins.flatMap((origin) => {
        const labels = fields.filter((field) => field.origin === origin);
        if (labels.length === 0) return [];
        const named = labels.map(({ label }) => label[language]).join(', ');
        return [html`<dt>${originTexts[origin][language]}</dt><dd>${named}</dd>`];
      });
      return html`<tr><th scope="row">${category.title[language]}</th><td><dl>${lines}</dl></td></tr>
`;
    });
  const table = html`<table><thead><tr><th scope="col">${pageTexts.category[language]}</th><th scope="col">${pageTexts.source[language]}</th></tr></thead><tbody>
${rows}</tbody></table>`;
  return html`${heading('source', pageTexts.source[language])}
<p>${lawTexts.source[language]}</p>
${rows.length === 0 ? undefined : table}`;
}

/** Automated decisions, rights and complaint (Art. 15(1)(e), (f), (h) GDPR). */
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

/** When and why data was looked at, not by whom (CJEU C-579/21). */
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

/** What is not in the archive, and why. */
export function missingSection({ run, format }: PageInput): Html {
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
${listed(true)}${listed(false)}
<ul>${always.map((name) => html`<li>${lawTexts[name][language]}</li>`)}</ul>`;
}
