import { pathOf } from '#shared/store/store.ts';
import { isOfCategory } from '../../shown.ts';
import { readOpenRequests } from '../open-requests.ts';
import { type Group, type MetRecord, readGroup } from '../run.ts';
import { fieldLabel } from '../texts/field-texts.ts';
import { lawTexts } from '../texts/law-texts.ts';
import { pageTexts, soughtTexts } from '../texts/page-texts.ts';
import { glanceSection, sourceSection } from './data-sections.ts';
import { type Html, html } from './html.ts';
import { type PageInput, sectionId } from './page-input.ts';
import { recipientsSection, responsibleSection, transfersSection } from './party-sections.ts';
import { requestsSection } from './requests-section.ts';
import { lookedAtSection, missingSection, rightsSection } from './rights-sections.ts';
import { contentPolicy, style } from './style.ts';
import { fieldHtml } from './value-html.ts';

const contents = [
  'responsible',
  'glance',
  'recipients',
  'source',
  'transfers',
  'automated',
  'rights',
  'complaint',
  'lookedAt',
  'missing',
  'details',
] as const;

const anchorOf = (name: (typeof contents)[number]) => (name === 'lookedAt' ? 'looked-at' : name);

function headHtml({ run }: PageInput): Html {
  const { language } = run;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<title>${pageTexts.title[language]}</title>
`;
}

function introHtml({ run, format }: PageInput): Html {
  const { language } = run;
  const names = run.askedBy.map((name) => soughtTexts[name]?.[language] ?? name).join(', ');
  const links = contents.map(
    (name) => html`<li><a href="#${anchorOf(name)}">${pageTexts[name][language]}</a></li>`,
  );
  return html`</head>
<body>
<header>
<h1>${pageTexts.title[language]}</h1>
<p class="quiet">${pageTexts.subtitle[language]}</p>
<dl class="facts"><dt>${pageTexts.madeAt[language]}</dt><dd>${format.moment(run.madeAt)}</dd><dt>${pageTexts.askedBy[language]}</dt><dd>${names}</dd></dl>
${run.isOfConversations ? html`<p class="warn">${lawTexts.conversationOnly[language]}</p>` : undefined}
<p class="quiet">${pageTexts.times[language]} ${format.timeZone}. ${pageTexts.sameAsFiles[language]}</p>
</header>
<nav aria-labelledby="contents"><h2 id="contents">${pageTexts.contents[language]}</h2><ul>${links}</ul></nav>
<main>
`;
}

/** A table row for one record: its creation, its content, and its expiry. */
function rowHtml(
  { run, format }: PageInput,
  { shown }: Group,
  { record, document }: MetRecord,
): Html {
  const { language } = run;
  const file = run.files.get(pathOf(document.ref));
  const fields = Object.entries(record.fields).map(
    ([name, value]) =>
      html`<dt>${fieldLabel(shown, name, language)}</dt><dd>${fieldHtml(format, shown, name, value)}</dd>`,
  );
  const enclosed =
    file &&
    html`<dt>${pageTexts.file[language]}</dt><dd><a href="${file.name}">${file.name}</a>${
      file.isWhole ? undefined : html`<div class="warn">${pageTexts.fileIncomplete[language]}</div>`
    }</dd>`;
  return html`<tr><th scope="row" class="time">${format.moment(record.createdAt)}</th><td>${
    record.isReadable ? undefined : html`<p class="warn">${pageTexts.unreadable[language]}</p>`
  }${
    record.isWithheld ? html`<p class="warn">${pageTexts.withheld[language]}</p>` : undefined
  }<dl>${fields}${enclosed}<dt>${pageTexts.recordId[language]}</dt><dd class="quiet">${record.id}</dd></dl></td><td class="time">${format.moment(record.expiresAt)}</td></tr>
`;
}

async function* groupHtml(input: PageInput, group: Group): AsyncGenerator<Html, void> {
  const { language } = input.run;
  const { shown, documents } = group;
  const { category, collection } = shown;
  const isOwn = isOfCategory(shown);
  const title = isOwn ? category.title[language] : collection.title[language];
  const anchor = sectionId(shown);
  const lead = isOwn ? category.purpose[language] : collection.personal?.[language];
  yield html`<section aria-labelledby="${anchor}">
<h3 id="${anchor}">${title}</h3>
<p class="quiet">${lead}</p>
<table><caption>${input.format.number(documents.length)} ${pageTexts[documents.length === 1 ? 'entry' : 'entries'][language]}</caption><thead><tr><th scope="col" class="time">${pageTexts.created[language]}</th><th scope="col">${pageTexts.content[language]}</th><th scope="col" class="time">${pageTexts.deleted[language]}</th></tr></thead><tbody>
`;
  for await (const met of readGroup(input.run, group)) yield rowHtml(input, group, met);
  yield html`</tbody></table>
</section>
`;
}

/**
 * Yields the readable page of an access archive, piece by piece: the information that Article 15
 * requires, and all found data. The page runs no code and loads nothing. Every value is escaped.
 */
export async function* accessPage(input: PageInput): AsyncGenerator<string, void> {
  const { run } = input;
  const { language, groups } = run;
  yield headHtml(input).text;
  // The page's policy contains the hash of exactly this text.
  yield `<style>${style}</style>\n`;
  yield introHtml(input).text;
  const sections = [
    responsibleSection,
    glanceSection,
    recipientsSection,
    sourceSection,
    transfersSection,
    rightsSection,
    lookedAtSection,
    missingSection,
  ];
  for (const section of sections) yield `${section(input).text}\n`;
  yield html`<h2 id="details">${pageTexts.details[language]}</h2>
`.text;
  const held = groups.filter(({ documents }) => documents.length > 0);
  if (held.length === 0 && run.waiting.length === 0)
    yield html`<p>${pageTexts.nothing[language]}</p>`.text;
  for (const group of held) for await (const piece of groupHtml(input, group)) yield piece.text;
  const requests = await readOpenRequests(run);
  if (requests.length > 0) yield requestsSection(input, requests).text;
  yield '</main>\n</body>\n</html>\n';
}
