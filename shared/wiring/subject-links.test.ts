import { describe, expect, test } from 'vitest';
import { identifierNames } from '#shared/categories/category-subject.ts';
import { categories } from '#shared/categories/registry.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { collections } from './collections.ts';

const named = new Set<string>(identifierNames);

describe.each(categories)('$id', (category) => {
  test('lists in `subject` every lookup field that identifies a person, and no conversation field that does not exist', () => {
    const { subject } = category;
    if ('nobody' in subject) return expect(lookupFields(category)).toEqual([]);
    const naming = lookupFields(category).filter((name) => named.has(name));
    expect([...subject.identifiers]).toEqual(naming);
    const fields = Object.keys(category.fields);
    return expect(fields).toEqual(expect.arrayContaining([...subject.conversations]));
  });
});

describe.each(collections)('collection $id', (collection) => {
  const links = 'nobody' in collection.subject ? [] : collection.subject;

  test('finds a person’s documents only by existing fields of type `id` or `hash`, which the database indexes automatically', () => {
    const fields = links.flatMap((link) => ('field' in link ? [link.field] : []));
    const types = fields.map((field) => collection.fields[field]);
    expect(types.filter((type) => type !== 'id' && type !== 'hash')).toEqual([]);
  });

  test('lists in `subject` every field with a lookup hash of a person or the id of a conversation, unless the id of the document leads to the conversation', () => {
    const holding = Object.keys(collection.fields).filter(
      (field) =>
        /^(?:conversation|instance)_id$/.test(field) || named.has(field.replace(/_bcrypt$/, '')),
    );
    const found = new Set(links.flatMap((link) => ('field' in link ? [link.field] : [])));
    const isHead = links.some(({ by }) => by === 'conversation id');
    const isNobody = 'nobody' in collection.subject;
    expect(isHead || isNobody ? [] : holding.filter((field) => !found.has(field))).toEqual([]);
  });

  test('if its documents belong to records, the collections of these records exist', () => {
    const named = links.flatMap((link) =>
      link.by === 'record' && link.of !== 'every category' ? link.of : [],
    );
    const ids = new Set(collections.map(({ id }) => id));
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
