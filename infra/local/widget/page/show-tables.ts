import type { ExportedVariable } from '#shared/device/open-device.ts';
import type { widgetTexts } from './widget-texts.ts';

type Texts = (typeof widgetTexts)['de'];

/** Functions that write values and days in the language of the page. */
export type Formats = {
  readonly value: (value: unknown) => string;
  readonly day: (day: Date) => string;
};

function cell(kind: 'td' | 'th', text: string): HTMLElement {
  const made = document.createElement(kind);
  made.textContent = text;
  if (kind === 'th') made.setAttribute('scope', 'col');
  return made;
}

function row(...cells: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement('tr');
  made.append(...cells);
  return made;
}

const paragraph = (text: string) => {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
};

/**
 * Shows a table of all variables of the person: the value, the place where it is stored, and the
 * day on which it expires.
 */
export function showKnown(
  section: HTMLElement,
  texts: Texts,
  variables: readonly ExportedVariable[],
  formats: Formats,
): void {
  const heading = document.createElement('h3');
  heading.textContent = texts.known;
  heading.tabIndex = -1;
  const table = document.createElement('table');
  const { name, value, place, until } = texts.columns;
  const head = document.createElement('thead');
  head.append(row(...[name, value, place, until].map((text) => cell('th', text))));
  const body = document.createElement('tbody');
  for (const each of variables)
    body.append(
      row(
        cell('td', texts.labels[each.name] ?? each.name),
        cell('td', formats.value(each.value)),
        cell('td', texts.places[each.place]),
        cell('td', formats.day(new Date(each.expires_at))),
      ),
    );
  table.append(head, body);
  section.replaceChildren(heading, variables.length === 0 ? paragraph(texts.nothingKnown) : table);
  section.hidden = false;
  heading.focus();
}

/** Shows the latest messages that the shop's own system has received. */
export function showFile(list: HTMLElement, texts: Texts, received: readonly object[]): void {
  const items = received.map((message) => {
    const made = document.createElement('li');
    const text = document.createElement('code');
    text.textContent = JSON.stringify(message);
    made.append(text);
    return made;
  });
  const empty = document.createElement('li');
  empty.textContent = texts.fileEmpty;
  list.replaceChildren(...(items.length === 0 ? [empty] : items));
}
