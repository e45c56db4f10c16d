import type { Category } from '#shared/categories/define-category.ts';
import { legalBasisTexts } from '#shared/categories/legal-basis.ts';
import { legalBasisOf } from '#shared/tenants/particulars/particulars.ts';
import { daysKept } from '../data-json.ts';
import type { ArchiveRun, Group } from '../run.ts';
import { basisTexts, lawTexts, originTexts } from '../texts/law-texts.ts';
import { pageTexts } from '../texts/page-texts.ts';
import { type Html, html } from './html.ts';
import { heading, type PageInput, sectionId } from './page-input.ts';

/** For how long a tenant keeps a category's records, in words. */
function keptFor({ run }: PageInput, category: Category): string {
  return `${daysKept(run, category)} ${basisTexts[category.retention.basis][run.language]}`;
}

/**
 * The groups with a category's documents in an archive: records, restricted records and winners'
 * copies.
 */
function heldOf({ groups }: ArchiveRun, category: Category): Group[] {
  return groups.filter(
    ({ shown, documents }) => shown.category.id === category.id && documents.length > 0,
  );
}

/**
 * The section on purposes, kinds of data, legal bases and storage periods (Art. 15(1)(a), (b), (d)
 * GDPR).
 */
export function glanceSection(input: PageInput): Html {
  const { run, format, categories } = input;
  const { language } = run;
  const rows = categories.map((category) => {
    const held = heldOf(run, category);
    const [first] = held;
    const count = held.reduce((sum, { documents }) => sum + documents.length, 0);
    const name = category.title[language];
    const { basis } = legalBasisOf(run.particulars, category);
    const title = first ? html`<a href="#${sectionId(first.shown)}">${name}</a>` : html`${name}`;
    return html`<tr><th scope="row">${title}</th><td class="count">${format.number(count)}</td><td><dl><dt>${pageTexts.purpose[language]}</dt><dd>${category.purpose[language]}</dd><dt>${pageTexts.legalBasis[language]}</dt><dd>${legalBasisTexts[basis][language]}</dd><dt>${pageTexts.kept[language]}</dt><dd>${keptFor(input, category)}</dd></dl></td></tr>
`;
  });
  return html`${heading('glance', pageTexts.glance[language])}
<table><thead><tr><th scope="col">${pageTexts.category[language]}</th><th scope="col" class="count">${pageTexts.count[language]}</th><th scope="col">${pageTexts.rules[language]}</th></tr></thead><tbody>
${rows}</tbody></table>
<p>${lawTexts.storage[language]}</p>`;
}

/** The section on the sources of data, by the origin of each field (Art. 15(1)(g) GDPR). */
export function sourceSection({ run, categories }: PageInput): Html {
  const { language } = run;
  const origins = ['provided', 'observed', 'derived'] as const;
  const rows = categories
    .filter((category) => heldOf(run, category).length > 0)
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
