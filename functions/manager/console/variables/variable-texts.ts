import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';

const variable: Noun = { one: 'variable', other: 'variables' };
const variableDe: Noun = { one: 'Variable', other: 'Variablen' };
const file: Noun = { one: 'file', other: 'files' };
const datei: Noun = { one: 'Datei', other: 'Dateien' };

export const variableTexts = defineTexts({
  en: {
    title: 'Variables',
    lead: 'Values and files that experiences have stored in their runs, each with its expiry.',
    variable,
    file,
    experiences: 'Experiences',
    noExperiences: {
      title: 'No variables are stored',
      detail: 'As soon as an experience stores a variable or a file, the experience appears here.',
    },
    columns: {
      experience: 'Experience',
      variables: 'Variables',
      files: 'Files',
      changed: 'Last change',
      name: 'Name',
      value: 'Value',
      run: 'Run',
      size: 'Size',
      goes: 'Expires',
    },
    back: 'All experiences',
    none: {
      title: 'Nothing is left of this experience',
      detail: 'All its variables were deleted or have expired.',
    },
    types: {
      text: 'text',
      number: 'number',
      truth: 'yes or no',
      list: 'list',
      object: 'object',
      nothing: 'empty',
      file: 'file',
    },
    scopes: { process: 'one run', global: 'all runs' },
    facts: {
      experience: 'Experience',
      run: 'Run',
      scope: 'Scope',
      type: 'Kind',
      size: 'Size',
      stored: 'Stored',
      changed: 'Last change',
      goes: 'Expires',
      value: 'Value',
    },
    download: 'Download the file',
    remove: 'Delete',
    removeTitle: (name: string) => `Delete “${name}”?`,
    removeDetail: 'The value or file is deleted at once, for everyone. You cannot undo this.',
    removeAction: 'Delete',
    export: {
      open: 'Download everything',
      title: (id: string) => `Download everything of ${id}`,
      lead: (variables: string, files: string) =>
        `${variables} as CSV and ${files}, in one ZIP archive, encrypted with AES-256.`,
      password: 'The password of the archive, shown only here',
      hint: 'Copy it before you continue. Mayfly does not store it, and nobody can open the archive without it.',
      action: 'Download the archive',
      working: 'The archive is being made',
      soFar: (size: string) => `${size} so far`,
      stop: 'Stop',
      saved: (name: string) =>
        `Saved as ${name}. The password is shown until you close this dialog.`,
      close: 'Close',
    },
  },
  de: {
    title: 'Variablen',
    lead: 'Werte und Dateien, die Experiences in ihren Durchläufen gespeichert haben, jeweils mit ihrem Ablauf.',
    variable: variableDe,
    file: datei,
    experiences: 'Experiences',
    noExperiences: {
      title: 'Es sind keine Variablen gespeichert',
      detail:
        'Sobald eine Experience eine Variable oder Datei speichert, erscheint die Experience hier.',
    },
    columns: {
      experience: 'Experience',
      variables: 'Variablen',
      files: 'Dateien',
      changed: 'Letzte Änderung',
      name: 'Name',
      value: 'Wert',
      run: 'Durchlauf',
      size: 'Größe',
      goes: 'Läuft ab',
    },
    back: 'Alle Experiences',
    none: {
      title: 'Von dieser Experience ist nichts mehr da',
      detail: 'Alle Variablen der Experience wurden gelöscht oder sind abgelaufen.',
    },
    types: {
      text: 'Text',
      number: 'Zahl',
      truth: 'ja oder nein',
      list: 'Liste',
      object: 'Objekt',
      nothing: 'leer',
      file: 'Datei',
    },
    scopes: { process: 'ein Durchlauf', global: 'alle Durchläufe' },
    facts: {
      experience: 'Experience',
      run: 'Durchlauf',
      scope: 'Geltungsbereich',
      type: 'Art',
      size: 'Größe',
      stored: 'Gespeichert',
      changed: 'Letzte Änderung',
      goes: 'Läuft ab',
      value: 'Wert',
    },
    download: 'Datei herunterladen',
    remove: 'Löschen',
    removeTitle: (name: string) => `„${name}“ löschen?`,
    removeDetail:
      'Der Wert oder die Datei wird sofort und für alle gelöscht. Es lässt sich nicht zurücknehmen.',
    removeAction: 'Löschen',
    export: {
      open: 'Alles herunterladen',
      title: (id: string) => `Alles von ${id} herunterladen`,
      lead: (variables: string, files: string) =>
        `${variables} als CSV und ${files}, in einem ZIP-Archiv, verschlüsselt mit AES-256.`,
      password: 'Das Passwort des Archivs, nur hier zu sehen',
      hint: 'Kopieren Sie es, bevor Sie weitermachen. Mayfly speichert es nicht, und ohne Passwort kann niemand das Archiv öffnen.',
      action: 'Archiv herunterladen',
      working: 'Das Archiv wird erstellt',
      soFar: (size: string) => `bisher ${size}`,
      stop: 'Abbrechen',
      saved: (name: string) =>
        `Gespeichert als ${name}. Das Passwort ist zu sehen, bis Sie diesen Dialog schließen.`,
      close: 'Schließen',
    },
  },
});
