import type { Language, Texts } from '#shared/categories/texts.ts';

/**
 * Texts for actions on one record. The first part of each pair is the end of the action's name in
 * the manager log. An action gets the text of the first pair whose end fits its name. So
 * `.history.delete` comes before `.delete`.
 */
const actions: readonly (readonly [end: string, what: Texts])[] = [
  ['.messages.list', { de: 'Nachrichten angesehen', en: 'messages read' }],
  [
    '.subject.replace',
    { de: 'Gesprächspartner festgehalten', en: 'person in the conversation noted' },
  ],
  ['.review.replace', { de: 'Erkennung geprüft', en: 'recognition reviewed' }],
  ['.review.delete', { de: 'Prüfung der Erkennung zurückgenommen', en: 'review withdrawn' }],
  ['.history.delete', { de: 'frühere Angaben gelöscht', en: 'former values deleted' }],
  ['.history', { de: 'frühere Angaben angesehen', en: 'former values read' }],
  ['.restriction.replace', { de: 'Verarbeitung eingeschränkt', en: 'processing restricted' }],
  ['.restriction.delete', { de: 'Einschränkung aufgehoben', en: 'restriction lifted' }],
  ['.proof', { de: 'Nachweis angesehen', en: 'proof read' }],
  ['.confirm', { de: 'bestätigt', en: 'confirmed' }],
  ['.withdraw', { de: 'widerrufen', en: 'withdrawn' }],
  ['.file', { de: 'Datei angesehen', en: 'file read' }],
  ['.touch', { de: 'Interaktion vermerkt', en: 'interaction noted' }],
  ['.read', { de: 'angesehen', en: 'read' }],
  ['.correct', { de: 'berichtigt', en: 'corrected' }],
  ['.delete', { de: 'gelöscht', en: 'deleted' }],
];

/** The text for an action of the manager log, or the action's name if it has no text. */
export function actionText(action: string, language: Language): string {
  const [, what] = actions.find(([end]) => action.endsWith(end)) ?? [];
  return what?.[language] ?? action;
}

/** Texts for the outcomes of actions that failed. */
const outcomes: { readonly [outcome: string]: Texts } = {
  refused: { de: 'verweigert', en: 'refused' },
  'not-found': { de: 'nicht gefunden', en: 'not found' },
};

/** The text for the outcome of a failed action. Undefined if the action succeeded. */
export function outcomeText(outcome: string | undefined, language: Language): string | undefined {
  return outcome === undefined ? undefined : outcomes[outcome]?.[language];
}
