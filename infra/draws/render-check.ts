import { drawFaultWords, drawLimits } from '#shared/domains/raffles/verification/draw-words.ts';
import type { DrawCheck } from '#shared/domains/raffles/verification/verify-draw.ts';

type Language = 'de' | 'en';

const words = {
  valid: { de: 'Gültig.', en: 'Valid.' },
  invalid: { de: 'Nicht gültig:', en: 'Not valid:' },
  notDrawn: { de: 'Noch nicht gezogen.', en: 'Not drawn yet.' },
  commitment: { de: 'Festlegung', en: 'Commitment' },
  result: { de: 'Ergebnis', en: 'Result' },
  entrants: { de: 'Lose', en: 'Entrants' },
  passedOver: { de: 'Übergangen', en: 'Passed over' },
  place: { de: 'Platz', en: 'Place' },
  replaces: { de: 'ersetzt Platz', en: 'replaces place' },
  limits: { de: 'Das zeigt diese Prüfung nicht:', en: 'This check does not show:' },
};

/** The lines that describe the result of a check. */
export function renderDrawCheck(language: Language, check: DrawCheck): string[] {
  const say = (name: keyof typeof words) => words[name][language];
  const verdict = check.isValid
    ? [`✓ ${say('valid')}`]
    : [`✗ ${say('invalid')}`, ...check.faults.map((each) => `  ${drawFaultWords[each][language]}`)];
  if (check.file === undefined) return verdict;
  const { header, entrants } = check.file;
  const facts = [
    `${say('commitment')}: ${header.commitment}`,
    `${say('entrants')}: ${entrants.length}`,
  ];
  if (header.state === 'committed') return [...verdict, say('notDrawn'), ...facts];
  const places = header.places.map(({ place, entrant, replaces, reason }) => {
    const won = `${say('place')} ${place}: ${entrant}`;
    return replaces === undefined ? won : `${won}, ${say('replaces')} ${replaces} (${reason})`;
  });
  return [
    ...verdict,
    ...facts,
    `${say('result')}: ${header.result}`,
    `${say('passedOver')}: ${check.passedOver}`,
    ...places,
    say('limits'),
    ...drawLimits.map((each) => `  ${each[language]}`),
  ];
}
