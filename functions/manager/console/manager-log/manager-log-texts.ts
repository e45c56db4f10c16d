import { defineTexts } from '../language/define-texts.ts';

export const managerLogTexts = defineTexts({
  en: {
    title: 'Manager log',
    lead: 'Who of your people saw, changed or deleted personal data. It is written before anything is shown, and nobody can change it.',
    empty: {
      title: 'No entries',
      detail: 'Nothing was noted, or nothing of it fits the filters.',
    },
    time: 'Time',
    actor: 'Person',
    action: 'Action',
    target: 'Target',
    outcome: 'Outcome',
    ip: 'IP address',
    goes: 'Goes',
    conversation: 'Conversation',
    outcomes: {
      shown: 'shown',
      requested: 'asked for',
      refused: 'refused',
    } as { readonly [outcome: string]: string },
    name: 'Name of the action',
    blanked: 'The person has been erased; the entry stays.',
  },
  de: {
    title: 'Manager-Protokoll',
    lead: 'Wer aus Ihrem Haus personenbezogene Daten gesehen, geändert oder gelöscht hat. Es wird geschrieben, bevor etwas gezeigt wird, und niemand kann es ändern.',
    empty: {
      title: 'Keine Einträge',
      detail: 'Es wurde nichts vermerkt, oder nichts davon passt zu den Filtern.',
    },
    time: 'Zeit',
    actor: 'Person',
    action: 'Handlung',
    target: 'Betroffen',
    outcome: 'Ergebnis',
    ip: 'IP-Adresse',
    goes: 'Geht',
    conversation: 'Gespräch',
    outcomes: {
      shown: 'gezeigt',
      requested: 'verlangt',
      refused: 'abgelehnt',
    } as { readonly [outcome: string]: string },
    name: 'Name der Handlung',
    blanked: 'Die Person wurde gelöscht; der Eintrag bleibt.',
  },
});
