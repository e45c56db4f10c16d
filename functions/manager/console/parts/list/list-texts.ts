import type { Noun } from '../../language/create-formats.ts';
import { defineTexts } from '../../language/define-texts.ts';

const row: Noun = { one: 'entry', other: 'entries' };
const eintrag: Noun = { one: 'Eintrag', other: 'Einträge' };

export const listTexts = defineTexts({
  en: {
    row,
    loading: 'Loading…',
    more: 'Load more',
    again: 'Try again',
    all: (rows: string) => `${rows}, that is all`,
    some: (rows: string) => `${rows} loaded, there are more`,
    paused: {
      title: (rows: string) => `${rows} are loaded, and there are more`,
      detail: 'To find what you look for, set filters or load more rows.',
      action: 'Load more',
    },
    select: 'Choose',
    chosen: (rows: string) => `${rows} chosen`,
    clear: 'Choose none',
    goes: 'Expires',
    time: 'Time',
  },
  de: {
    row: eintrag,
    loading: 'Wird geladen …',
    more: 'Mehr laden',
    again: 'Noch einmal versuchen',
    all: (rows: string) => `${rows}, das sind alle`,
    some: (rows: string) => `${rows} geladen, es gibt noch mehr`,
    paused: {
      title: (rows: string) => `${rows} sind geladen, und es gibt noch mehr`,
      detail: 'Grenzen Sie die Liste mit den Filtern ein, oder laden Sie weiter.',
      action: 'Weiter laden',
    },
    select: 'Auswählen',
    chosen: (rows: string) => `${rows} ausgewählt`,
    clear: 'Auswahl aufheben',
    goes: 'Läuft ab',
    time: 'Zeit',
  },
});
