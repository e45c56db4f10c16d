import { html, raw } from 'hono/html';
import type { Block, ReadableDocument, Section } from './document.ts';
import { documentStyle } from './document-style.ts';

type Html = ReturnType<typeof html>;

function renderRow(columns: readonly string[], [name, ...cells]: readonly string[]): Html {
  return html`<tr role="row"><th scope="row" role="rowheader">${name}</th>${cells.map(
    (cell, at) => html`<td role="cell" data-label="${columns[at + 1]}">${cell}</td>`,
  )}</tr>`;
}

/**
 * Renders a table. Its elements state their roles explicitly, because screen readers do not
 * recognise a table that is shown as cards.
 */
function renderTable(
  { caption, columns, rows }: Extract<Block, { kind: 'table' }>,
  title: string,
): Html {
  // If the caption repeats the heading above it, only screen readers get the caption.
  const name =
    caption === title
      ? html`<caption class="same">${caption}</caption>`
      : html`<caption>${caption}</caption>`;
  return html`<table role="table">
${name}
<thead role="rowgroup"><tr role="row">${columns.map(
    (column) => html`<th scope="col" role="columnheader">${column}</th>`,
  )}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => renderRow(columns, row))}</tbody>
</table>`;
}

function renderBlock(block: Block, title: string): Html {
  if (block.kind === 'table') return renderTable(block, title);
  if (block.kind === 'text') return html`<p>${block.text}</p>`;
  if (block.kind === 'list')
    return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
  return html`<dl>${block.facts.map(
    ([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`,
  )}</dl>`;
}

function renderSection({ title, blocks }: Section): Html {
  return html`<section>
<h2>${title}</h2>
${blocks.map((block) => renderBlock(block, title))}
</section>
`;
}

/** Renders a document as a page that loads no other file. All texts are escaped. */
export async function renderDocument(document: ReadableDocument): Promise<string> {
  const { language, title, lead, sections } = document;
  const page = await html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(documentStyle)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lead">${lead}</p>
${sections.map(renderSection)}</main>
</body>
</html>
`;
  return page.toString();
}
