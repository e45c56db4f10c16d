import type { Noun } from '../../language/create-formats.ts';
import { defineTexts } from '../../language/define-texts.ts';

const record: Noun = { one: 'record', other: 'records' };
const datensatz: Noun = { one: 'Datensatz', other: 'Datensätze' };

export const archiveTexts = defineTexts({
  en: {
    record,
    working: 'The archive is being made…',
    soFar: (size: string) => `${size} so far`,
    stop: 'Stop',
    saved: (name: string, count: string) => `Saved as ${name}: ${count}.`,
    password: 'The password of the archive, shown only now',
    passwordHint: 'Do not send it in the same way as the archive. Mayfly does not store it.',
    language: 'Language of the archive',
    kept: {
      title: 'Archive of the restricted record',
      lead: 'The person wants this record kept, but it still expires on its planned day. So give this archive to the person before that day.',
      again: 'Make the archive again',
      open: 'Make an archive of the record',
    },
  },
  de: {
    record: datensatz,
    working: 'Das Archiv wird erstellt …',
    soFar: (size: string) => `bisher ${size}`,
    stop: 'Abbrechen',
    saved: (name: string, count: string) => `Gespeichert als ${name}: ${count}.`,
    password: 'Das Passwort des Archivs, nur jetzt zu sehen',
    passwordHint: 'Schicken Sie es auf anderem Weg als das Archiv. Mayfly bewahrt es nirgends auf.',
    language: 'Sprache des Archivs',
    kept: {
      title: 'Archiv des eingeschränkten Datensatzes',
      lead: 'Die Person möchte diesen Datensatz behalten, er läuft aber trotzdem am vorgesehenen Tag ab. Geben Sie ihr deshalb vorher dieses Archiv.',
      again: 'Archiv noch einmal erstellen',
      open: 'Archiv des Datensatzes erstellen',
    },
  },
});
