import { expect, test } from 'vitest';
import type * as z from 'zod';
import { collections } from '#shared/wiring/collections.ts';
import { nameWords } from '../../receipts/verification/words.ts';
import { shownIn } from '../../shown.ts';
import { keyNames } from '../../sought.ts';
import { world } from '../../testing/create-person-fixture.ts';
import { besideTexts } from './field-texts.ts';
import { soughtTexts } from './page-texts.ts';
import { valueTexts } from './value-texts.ts';

/** The values of an enumeration. The enumeration may be inside another schema. */
function optionsOf(schema: z.ZodType): readonly string[] | undefined {
  const { type, innerType } = schema.def as { type: string; innerType?: z.ZodType };
  if (innerType !== undefined) return optionsOf(innerType);
  return type === 'enum' ? ((schema as z.ZodEnum).options as string[]) : undefined;
}

/** Fields that accept every text. `valueTexts` has words only for their usual values. */
const open = new Set(['messenger_sessions.channel']);

test('valueTexts contains words for every value of an enumeration, and for no other values', () => {
  const sets = world.categories
    .filter(({ subject }) => !('nobody' in subject))
    .flatMap(({ id, fields }) =>
      Object.entries(fields).flatMap(([name, { schema }]) => {
        const options = optionsOf(schema);
        return options === undefined ? [] : [[`${id}.${name}`, options.toSorted()] as const];
      }),
    );
  const told = Object.entries(valueTexts).flatMap(([id, fields]) =>
    Object.entries(fields).map(([name, words]) => [`${id}.${name}`, Object.keys(words).toSorted()]),
  );
  const ofSets = told.filter(([id]) => !open.has(String(id)));
  expect(Object.fromEntries(ofSets)).toEqual(Object.fromEntries(sets));
});

test('besideTexts contains a label for every shown field that is not a field of a category, and no other labels', () => {
  const beside = new Set(shownIn(world).flatMap((shown) => shown.beside));
  expect(Object.keys(besideTexts).toSorted()).toEqual([...beside].toSorted());
});

test('soughtTexts and nameWords contain words for every kind of identifier by which a search can find data', () => {
  expect(Object.keys(soughtTexts)).toEqual(expect.arrayContaining([...keyNames]));
  expect(Object.keys(nameWords)).toEqual([...keyNames]);
});

test('an archive shows all collections with encrypted fields of a person, except five', () => {
  const shown = new Set(shownIn(world).map(({ collection }) => collection.id));
  const left = collections.filter(
    ({ id, subject, fields }) =>
      !shown.has(id) && !('nobody' in subject) && Object.values(fields).includes('sealed'),
  );
  // An archive does not show these collections. A head repeats a stored message. The archive
  // contains chunks as files, and requests in their own section. A token expires after fifteen
  // minutes, and an imported line is not a record yet.
  const elsewhere = [
    'conversation_heads',
    'file_chunks',
    'legacy_records',
    'request_persons',
    'subject_tokens',
  ];
  expect(left.map(({ id }) => id).toSorted()).toEqual(elsewhere);
});
