import type { Texts } from '#shared/categories/texts.ts';
import type { Block, ReadableDocument } from '../documents/document.ts';
import { controllerFacts } from '../documents/people-blocks.ts';
import { sayDay } from '../documents/say-time.ts';
import type { DeletionConcept } from './describe-concept.ts';

const words = {
  title: { de: 'Löschkonzept', en: 'Deletion concept' },
  lead: {
    de: 'Nach Art der DIN 66398, erzeugt aus den Regeln, nach denen Mayfly löscht',
    en: 'Similar to DIN 66398, made from the rules that Mayfly follows when it deletes data',
  },
  who: { de: 'Verantwortlicher', en: 'Controller' },
  classes: { de: 'Löschklassen', en: 'Deletion classes' },
  class: { de: 'Löschklasse', en: 'Deletion class' },
  period: { de: 'Frist', en: 'Period' },
  start: { de: 'Startzeitpunkt', en: 'Start' },
  rules: { de: 'Löschregeln der Kategorien', en: 'Deletion rules of the categories' },
  category: { de: 'Datenart', en: 'Kind of data' },
  data: { de: 'Daten', en: 'Data' },
  state: { de: 'Stand', en: 'State' },
  how: { de: 'Umsetzung', en: 'How deletion is carried out' },
  beside: { de: 'Sonstige gespeicherte Daten', en: 'Other stored data' },
  what: { de: 'Was', en: 'What' },
  holds: { de: 'Personenbezogener Inhalt', en: 'Personal content' },
  nothing: { de: 'keiner', en: 'none' },
  ends: { de: 'Ende', en: 'End' },
  steps: { de: 'Regeln für alle Kategorien', en: 'Rules for all categories' },
  responsible: { de: 'Wer verantwortlich ist', en: 'Who is responsible' },
  task: { de: 'Aufgabe', en: 'Task' },
} as const satisfies { readonly [name: string]: Texts };

/** Makes the document for people from a deletion concept. */
export function layOutConcept(concept: DeletionConcept): ReadableDocument {
  const { language } = concept;
  const say = (name: keyof typeof words) => words[name][language];
  const table = (
    caption: string,
    columns: readonly string[],
    rows: readonly (readonly string[])[],
  ): Block => ({ kind: 'table', caption, columns, rows });
  const sayClass = ({ of, class: id }: DeletionConcept['rules'][number]['periods'][number]) =>
    of === null ? id : `${id} (${of})`;
  return {
    language,
    title: `${say('title')}: ${concept.controller?.name ?? concept.tenant}`,
    lead: `${say('lead')}. ${sayDay(concept.as_of, language)}.`,
    sections: [
      { title: say('who'), blocks: [controllerFacts(concept, language)] },
      {
        title: say('classes'),
        blocks: [
          table(
            say('classes'),
            [say('class'), say('period')],
            concept.classes.map(({ id, text }) => [id, text]),
          ),
        ],
      },
      {
        title: say('rules'),
        blocks: [
          table(
            say('rules'),
            [say('category'), say('class'), say('data'), say('state')],
            concept.rules.map((rule) => [
              `${rule.number}. ${rule.title}`,
              rule.periods.map(sayClass).join('\n'),
              rule.data.join(', '),
              rule.state,
            ]),
          ),
          { kind: 'text', text: `${say('how')}: ${concept.rules[0]?.how ?? ''}` },
        ],
      },
      {
        title: say('beside'),
        blocks: [
          table(
            say('beside'),
            [say('what'), say('holds'), say('ends')],
            concept.beside.map(({ title, holds, ends }) => [title, holds ?? say('nothing'), ends]),
          ),
        ],
      },
      {
        title: say('steps'),
        blocks: [
          {
            kind: 'facts',
            facts: concept.steps.map(({ title, text }) => [title, text] as const),
          },
        ],
      },
      {
        title: say('responsible'),
        blocks: [
          {
            kind: 'facts',
            facts: concept.responsibilities.map(({ title, text }) => [title, text] as const),
          },
        ],
      },
    ],
  };
}
