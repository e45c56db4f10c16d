import type { Person } from './demo-people.ts';
import type { SeededRandom } from './seeded-random.ts';

export type Author = 'customer' | 'bot' | 'agent';

/**
 * A conversation with gaps such as `{flower}`. This gap gets a value from the list `flower`. Gaps
 * with the same name get the same value in all messages of a conversation.
 */
export interface Dialogue {
  experienceId: string;
  turns: readonly (readonly [Author, string])[];
}

export interface WrittenTurn {
  author: Author;
  text: string;
  /** The pause before this message. */
  pauseMs: number;
}

const fillings: { readonly [name: string]: readonly string[] } = {
  bouquet: [
    '«Frühlingsgruß»',
    '«Rosé-Träume»',
    '«Wiesenglück»',
    '«Süße Grüße»',
    '«Münchner Kindl»',
  ],
  flower: ['Pfingstrosen', 'Ranunkeln', 'Sonnenblumen', 'Tulpen', 'weiße Lilien', 'Hortensien'],
  occasion: ['zum Geburtstag', 'zur Hochzeit', 'zum Jubiläum', 'als Dankeschön', 'zum Einzug'],
  relation: ['meine Mutter', 'meine Schwester', 'unsere Nachbarin', 'meinen Mann', 'meine Oma'],
  day: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'],
  price: ['24,90 €', '34,90 €', '39,50 €', '49,00 €', '62,80 €'],
  street: ['Gartenstraße 7', 'Am Bühl 12', 'Lindenallee 3', 'Schloßstraße 41', 'Müllerweg 9'],
  order: ['BH-20417', 'BH-20533', 'BH-20698', 'BH-20711', 'BH-20846', 'BH-20902'],
  meter: ['1 EMH 00 4711', '1 ITR 00 0815', '1 LGZ 00 2342', '1 ESY 00 9003'],
  reading: ['14.382', '8.027', '23.911', '5.640', '31.205'],
  tariff: ['ÖkoStrom Plus', 'StadtStrom Fix 24', 'WärmeGas Komfort', 'StromFlex'],
  amount: ['68 €', '84 €', '97 €', '112 €', '143 €'],
};

const pausesSeconds: { readonly [author in Author]: readonly [number, number] } = {
  customer: [15, 140],
  bot: [1, 3],
  agent: [25, 160],
};

/**
 * Fills the gaps, and adds the pauses. Gaps for a customer's data get the data of the given person.
 */
export function writeDialogue(
  { turns }: Dialogue,
  person: Person,
  random: SeededRandom,
): WrittenTurn[] {
  const chosen = new Map<string, string>([
    ['first_name', person.firstName],
    ['last_name', person.lastName],
    ['email', person.email],
    ['phone', person.phone],
    ['city', person.city],
  ]);
  const fill = (_gap: string, name: string) => {
    const value = chosen.get(name) ?? random.pick(fillings[name] ?? []);
    chosen.set(name, value);
    return value;
  };
  return turns.map(([author, text], index) => {
    const [low, high] = pausesSeconds[author];
    return {
      author,
      text: text.replace(/\{(\w+)\}/g, fill),
      pauseMs: index === 0 ? 0 : random.between(low * 1_000, high * 1_000),
    };
  });
}
