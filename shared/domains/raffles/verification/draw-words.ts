import type { DrawFault } from './verify-draw.ts';

type Words = { readonly de: string; readonly en: string };

/** The words for each fault. */
export const drawFaultWords: { readonly [fault in DrawFault]: Words } = {
  unreadable: {
    de: 'Das ist keine Ziehungsdatei.',
    en: 'This is not a draw file.',
  },
  'list-malformed': {
    de: 'Die Liste der Lose ist nicht sortiert, enthält ein Los doppelt, oder eine Zeile verweist auf ein erstes Los, das in keiner früheren Zeile steht.',
    en: 'The list of entrants is not sorted, contains an entrant twice, or has a line that names a first entrant that no earlier line contains.',
  },
  'entrants-differ': {
    de: 'Die Liste der Lose ist nicht die, die vor der Ziehung festgelegt wurde.',
    en: 'The list of entrants differs from the list that was fixed before the draw.',
  },
  'seed-differs': {
    de: 'Der Startwert ist nicht der, der vor der Ziehung festgelegt wurde.',
    en: 'The seed differs from the seed that was fixed before the draw.',
  },
  'commitment-differs': {
    de: 'Die Angaben passen nicht zur Festlegung der Datei.',
    en: 'The content of the file does not match its commitment.',
  },
  'other-commitment': {
    de: 'Die Festlegung ist nicht die, mit der verglichen wurde.',
    en: 'The commitment differs from the commitment that you gave.',
  },
  'order-differs': {
    de: 'Der Startwert ergibt andere Gewinner oder eine andere Reihenfolge.',
    en: 'The seed leads to other winners, or to another order.',
  },
  'count-differs': {
    de: 'Es wurden mehr gezogen, als vor der Ziehung festgelegt wurde.',
    en: 'The draw chose more winners than the number that was fixed before the draw.',
  },
  'places-differ': {
    de: 'Die Plätze sind nicht fortlaufend, oder ein Platz wurde zweimal ersetzt.',
    en: 'The places are not numbered in sequence, or one place was replaced twice.',
  },
  'result-differs': {
    de: 'Das Ergebnis wurde verändert: Plätze, Ersetzungen oder Gründe.',
    en: 'The result was changed: places, replacements or reasons.',
  },
  'other-result': {
    de: 'Das Ergebnis ist nicht das, mit dem verglichen wurde.',
    en: 'The result differs from the result that you gave.',
  },
};

/** The words for the facts that a check cannot show. */
export const drawLimits: readonly Words[] = [
  {
    de: 'Ob die Liste vollständig war. Die Prüfung zeigt nicht, dass jede Teilnahme in der Liste steht und dass zu jedem Los der Liste eine Teilnahme gehört.',
    en: 'Whether the list was complete. The check does not show that each entry is in the list, or that each entrant in the list belongs to an entry.',
  },
  {
    de: 'Für wen ein Los steht. Das weiß nur, wer den Schlüssel hat.',
    en: 'Which person an entrant is. Only the holder of the key knows that.',
  },
  {
    de: 'Ob der Dienst den Startwert unter mehreren ausgesucht hat. Dagegen hilft ein öffentlicher Wert, den bei der Festlegung niemand kannte.',
    en: 'Whether the service chose the seed among several seeds. A public value that nobody knew at the commitment excludes this.',
  },
  {
    de: 'Warum ein Los übergangen wurde, zum Beispiel weil die Teilnahme gelöscht oder abgelaufen war oder weil die Person schon gewonnen hatte.',
    en: 'Why an entrant was skipped, for example because the entry was deleted or had expired, or because the person had won before.',
  },
  {
    de: 'Ob die ganze Datei gefälscht ist. Vergleichen Sie die Festlegung mit dem versiegelten Manager-Protokoll.',
    en: 'Whether the whole file is forged. Compare the commitment with the sealed manager log.',
  },
];
