import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRaffleFixture } from '../testing/create-raffle-fixture.ts';
import { commitmentText, type DrawHeader, resultText } from './draw-format.ts';
import { verifyDraw } from './verify-draw.ts';

type Header = Extract<DrawHeader, { readonly state: 'drawn' }>;
type Parts = { header: Header; lines: string[] };

let text: string;
let commitment: string;
let result: string;

/**
 * A draw of three of ten persons. Then the winner of place 2 is replaced by an entrant who gets
 * place 4. The winner of place 4 is replaced by an entrant who gets place 5.
 */
beforeAll(async () => {
  const { open, enter, draw, replace, fileOf } = createRaffleFixture();
  const raffle = await open({ policy: 'unrestricted' });
  for (let at = 0; at < 12; at += 1) await enter(raffle, `person-${at % 10}`);
  const { id, check } = await draw(raffle, 3);
  await replace(raffle, { draw_id: id, place: 2 });
  await replace(raffle, { draw_id: id, place: 4 });
  text = await fileOf(id);
  commitment = check?.commitment ?? '';
  result = read().header.result;
});

function read(): Parts {
  const [first = '', ...lines] = text.trimEnd().split('\n');
  return { header: JSON.parse(first) as Header, lines };
}

const write = ({ header, lines }: Parts) => `${[JSON.stringify(header), ...lines].join('\n')}\n`;

function changed(change: (parts: Parts) => Partial<Header> | undefined): string {
  const parts = read();
  const header = { ...parts.header, ...change(parts) };
  return write({ ...parts, header });
}

const sha256 = (of: string, encoding: 'hex' | 'base64url') =>
  createHash('sha256').update(of).digest(encoding);

/** Adapts the hashes inside a changed file to its content, as a forger would do. */
function forged(of: string): string {
  const [first = '', ...lines] = of.trimEnd().split('\n');
  const header = JSON.parse(first) as Header;
  const listed = {
    entrants: lines.length,
    entrants_sha256: sha256(lines.map((line) => `${line}\n`).join(''), 'hex'),
    seed_sha256: sha256(header.seed, 'hex'),
  };
  const announced = { ...header, ...listed };
  const committed = { ...announced, commitment: sha256(commitmentText(announced), 'base64url') };
  const summed = sha256(resultText(committed.commitment, committed), 'base64url');
  return write({ header: { ...committed, result: summed }, lines });
}

/** A value that cannot be converted to a text. */
const notText = { toString: 1 };

const other = (hex: string) => (hex.startsWith('0') ? `1${hex.slice(1)}` : `0${hex.slice(1)}`);

const changes: { readonly [what: string]: () => string } = {
  'a changed entrant': () =>
    changed(({ lines }) => {
      const at = lines.findIndex((line) => !line.includes('='));
      lines[at] = other(lines[at] ?? '');
      return undefined;
    }),
  'a removed entrant': () => changed(({ lines }) => void lines.splice(4, 1)),
  'an added entrant': () => changed(({ lines }) => void lines.push('f'.repeat(32))),
  'two entrants made into one person': () =>
    changed(({ lines }) => {
      const alone = lines.filter((line) => !line.includes('='));
      const at = lines.indexOf(alone[3] ?? '');
      lines[at] = `${lines[at]}=${alone[0]}`;
      return undefined;
    }),
  'a changed seed': () => changed(({ header }) => ({ seed: other(header.seed) })),
  'an added public value': () => changed(() => ({ public_value: '7' })),
  'another order': () =>
    changed(({ header }) => {
      const [one, two, ...others] = header.places;
      if (one === undefined || two === undefined) return undefined;
      const swapped = [
        { ...one, entrant: two.entrant },
        { ...two, entrant: one.entrant },
      ];
      return { places: [...swapped, ...others] };
    }),
  'another winner': () =>
    changed(({ header, lines }) => {
      const won = new Set(header.places.map(({ entrant }) => entrant));
      const entrant = lines.find((line) => !line.includes('=') && !won.has(line)) ?? '';
      return { places: header.places.map((each, at) => (at === 0 ? { ...each, entrant } : each)) };
    }),
  'another count': () => changed(({ header }) => ({ count: header.count + 1 })),
  'a winner that is left out': () => changed(({ header }) => ({ places: header.places.slice(1) })),
  'a changed replaced place': () =>
    changed(({ header }) => ({
      places: header.places.map((each) => (each.replaces === 2 ? { ...each, replaces: 1 } : each)),
    })),
  'a place that is replaced twice': () =>
    changed(({ header }) => ({
      places: header.places.map((each) => (each.replaces === 4 ? { ...each, replaces: 2 } : each)),
    })),
  'another reason': () =>
    changed(({ header }) => ({
      places: header.places.map((each) =>
        each.replaces === 2 ? { ...each, reason: 'not_reached' as const } : each,
      ),
    })),
};

test('a draw with replacements is valid, and matches the commitment and the result that a reader has from another source', async () => {
  const checked = await verifyDraw(text, { commitment, result });
  expect(checked).toMatchObject({ isValid: true, faults: [] });
  const { places } = read().header;
  expect(places.map(({ place, replaces }) => [place, replaces])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, undefined],
    [4, 2],
    [5, 4],
  ]);
});

describe.each(Object.entries(changes))('%s', (_what, change) => {
  test('makes the file invalid', async () => {
    expect((await verifyDraw(change())).isValid).toBe(false);
  });

  test('makes the file invalid for a reader who knows the original hashes, even if the forger adapts all hashes in the file', async () => {
    expect((await verifyDraw(forged(change()), { commitment, result })).isValid).toBe(false);
  });
});

test('a reader who knows only the original commitment detects a shortened list, even if the forger adapts all hashes in the file', async () => {
  const removed = read();
  const lost = removed.lines.slice(1);
  const forgery = forged(write({ ...removed, lines: lost }));
  expect((await verifyDraw(forgery, { commitment })).faults).toContain('other-commitment');
});

test('an empty text, a text of another form, and a draw file with an unknown format are unreadable', async () => {
  for (const each of ['', 'nothing', '{}', `${text}x`, text.replace('mayfly-draw-1', 'other')])
    expect((await verifyDraw(each)).faults).toEqual(['unreadable']);
});

test.each([
  ['is null', () => ({ places: [null] })],
  ['is a text', () => ({ places: ['1'] })],
  ['has no number', ([first]) => ({ places: [{ ...first, place: undefined }] })],
  ['has a position that is a text', ([first]) => ({ places: [{ ...first, position: '1' }] })],
  ['has no whole position', ([first]) => ({ places: [{ ...first, position: 1.5 }] })],
  ['has an entrant that is no text', ([first]) => ({ places: [{ ...first, entrant: 1 }] })],
  ['replaces something else', ([first]) => ({ places: [{ ...first, replaces: notText }] })],
  ['has a reason that is no text', ([first]) => ({ places: [{ ...first, reason: notText }] })],
] satisfies [string, (places: Header['places']) => object][])(
  'a draw file with a place that %s is unreadable',
  async (_what, change) => {
    const file = changed(({ header }) => change(header.places) as Partial<Header>);
    expect((await verifyDraw(file)).faults).toEqual(['unreadable']);
  },
);

test('a draw file with a public value that is no text is unreadable', async () => {
  const file = changed(() => ({ public_value: notText }) as unknown as Partial<Header>);
  expect((await verifyDraw(file)).faults).toEqual(['unreadable']);
});
