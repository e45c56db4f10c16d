import type { Language, Texts } from '#shared/categories/texts.ts';

/**
 * Texts for actions on one record. Each pair contains an ending and a text. The name of an action
 * in the manager log may match several endings. Then the first of these pairs decides. So
 * `.history.delete` must come before `.delete`.
 */
const actions: readonly (readonly [end: string, what: Texts])[] = [
  ['.messages.list', { de: 'Nachrichten angesehen', en: 'messages read' }],
  [
    '.subject.replace',
    { de: 'Person der Unterhaltung gespeichert', en: 'person of the conversation stored' },
  ],
  ['.review.replace', { de: 'erkanntes Anliegen geprüft', en: 'recognised intent reviewed' }],
  [
    '.review.delete',
    {
      de: 'Prüfung des erkannten Anliegens zurückgenommen',
      en: 'review of the recognised intent withdrawn',
    },
  ],
  ['.history.delete', { de: 'frühere Angaben gelöscht', en: 'former values deleted' }],
  ['.history', { de: 'frühere Angaben angesehen', en: 'former values read' }],
  ['.restriction.replace', { de: 'Verarbeitung eingeschränkt', en: 'processing restricted' }],
  ['.restriction.delete', { de: 'Einschränkung aufgehoben', en: 'restriction lifted' }],
  ['.proof', { de: 'Nachweis der Einwilligung angesehen', en: 'proof of consent viewed' }],
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

/**
 * The text for the outcome of a failed action. Undefined for any other outcome. The log notes a
 * change before the change is made, so it does not state whether a change succeeded.
 */
export function outcomeText(outcome: string | undefined, language: Language): string | undefined {
  return outcome === undefined ? undefined : outcomes[outcome]?.[language];
}
