import { expect, test } from 'vitest';
import type { ReadableDocument } from './document.ts';
import { renderDocument } from './render-document.ts';

const evil = `<script>alert("1")</script>'&`;
const document: ReadableDocument = {
  language: 'de',
  title: evil,
  lead: evil,
  sections: [
    {
      title: evil,
      blocks: [
        { kind: 'text', text: evil },
        { kind: 'list', items: [evil] },
        { kind: 'facts', facts: [[evil, evil]] },
        { kind: 'table', caption: evil, columns: [evil, evil], rows: [[evil, evil]] },
      ],
    },
  ],
};

test('a tenant’s text never becomes markup, in any part of a page', async () => {
  const page = await renderDocument(document);
  expect(page).not.toContain('<script');
  expect(page).not.toContain(evil);
  expect(
    page.match(/&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;&#39;&amp;/g),
  ).toHaveLength(14);
});

test('a page needs no other file, and states its language and the column of each cell', async () => {
  const page = await renderDocument({
    ...document,
    title: 'Löschprotokoll',
    sections: [
      {
        title: 'Läufe',
        blocks: [
          { kind: 'table', caption: 'c', columns: ['Tag', 'Läufe'], rows: [['1. 1.', '3']] },
        ],
      },
    ],
  });
  expect(page).toContain('<html lang="de">');
  expect(page).toContain('<title>Löschprotokoll</title>');
  expect(page).toContain(
    '<th scope="row" role="rowheader">1. 1.</th><td role="cell" data-label="Läufe">3</td>',
  );
  expect(page).not.toMatch(/(?:src|href)="(?!data:,)/);
});
