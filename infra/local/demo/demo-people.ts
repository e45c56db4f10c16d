import type { SeededRandom } from './seeded-random.ts';

export interface Person {
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  city: string;
}

const firstNames = [
  'Anneliese',
  'Björn',
  'Çiğdem',
  'Dörte',
  'Emil',
  'Frauke',
  'Günther',
  'Hülya',
  'Ingrid',
  'Jürgen',
  'Käthe',
  'Leon',
  'Małgorzata',
  'Noah',
  'Özlem',
  'Paul',
  'Rüdiger',
  'Sören',
  'Tanja',
  'Ulrike',
  'Veit',
  'Wiebke',
  'Yannick',
];

const lastNames = [
  'Bäcker',
  'Çelik',
  'Dreßler',
  'Eichhörn',
  'Förster',
  'Großmann',
  'Hübner',
  'Jäger',
  'Köhler',
  'Löwe',
  'Müller-Lüdenscheidt',
  'Nowak',
  'Öztürk',
  'Petersen',
  'Quast',
  'Rößler',
  'Schäfer',
  'Thießen',
  'Vogel',
];

/**
 * Prefixes of phone numbers that the Bundesnetzagentur reserves for films and books (Mitteilung
 * 148/2021). A number is a prefix and three digits, 000 to 999. So no phone number in the demo
 * belongs to a real person.
 */
const fictionalPhones: readonly { readonly city: string; readonly prefix: string }[] = [
  { city: 'Berlin', prefix: '+49 30 23125' },
  { city: 'Frankfurt am Main', prefix: '+49 69 90009' },
  { city: 'Hamburg', prefix: '+49 40 66969' },
  { city: 'Köln', prefix: '+49 221 4710' },
  { city: 'München', prefix: '+49 89 99998' },
];

const spellings: { readonly [letter: string]: string } = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ç: 'c',
  ğ: 'g',
  ł: 'l',
  ı: 'i',
};

/**
 * Makes a person. `number` decides the name, and so the part of the email before the @. Two numbers
 * below 400 never give the same name.
 */
export function createPerson(number: number, random: SeededRandom): Person {
  const firstName = firstNames[number % firstNames.length] ?? '';
  const lastName = lastNames[number % lastNames.length] ?? '';
  const { city, prefix } = random.pick(fictionalPhones);
  const domain = random.pick(['example.com', 'example.org']);
  return {
    firstName,
    lastName,
    email: `${toAddress(firstName)}.${toAddress(lastName)}@${domain}`,
    phone: `${prefix} ${String(random.between(0, 999)).padStart(3, '0')}`,
    city,
  };
}

function toAddress(name: string): string {
  return name.toLowerCase().replace(/[^a-z-]/g, (letter) => spellings[letter] ?? '');
}
