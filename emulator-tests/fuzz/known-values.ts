import { canary, foreignCanary } from './canary.ts';

/**
 * Makes a placeholder for a planned request. The placeholder stands for a value that is known only
 * when the request is sent: the id of an earlier record, a value of another field, a cursor, or a
 * credential.
 */
export function placeholder(
  kind: 'id' | 'foreign' | 'cursor' | 'value' | 'key',
  name: string,
  pick = 0,
) {
  return `«${kind}:${name}:${pick}»`;
}

const pattern = /«(id|foreign|cursor|value|key):([^:»]*):(\d+)»/g;
/**
 * For each kind and name, the run keeps only this many of the latest values. The records of older
 * values may already be deleted.
 */
const remembered = 40;

export type KnownValues = {
  /** Makes sure that no request contains the value, because the run itself needs it. */
  protect(value: string): void;
  note(kind: string, name: string, value: string): void;
  /** Replaces the placeholders in a text. If no value is known yet, it invents a value. */
  resolve(text: string): string;
};

/** Keeps the values that a run has found in answers so far. */
export function createKnownValues(): KnownValues {
  const pools = new Map<string, string[]>();

  function find(kind: string, name: string, pick: number): string {
    const pool = pools.get(`${kind}:${name}`);
    const known = pool?.[pick % pool.length];
    if (known !== undefined) return known;
    if (kind === 'id' || kind === 'foreign') return pick.toString(16).padStart(32, '0');
    return kind === 'cursor' ? `AAAA${canary}AAAA` : `${canary}.${pick % 7}`;
  }

  const ours = new Set<string>();
  return {
    protect: (value) => void ours.add(value),
    note(kind, name, value) {
      if (ours.has(value)) return;
      const pool = pools.get(`${kind}:${name}`) ?? [];
      pools.set(`${kind}:${name}`, pool);
      pool.push(value);
      if (pool.length > remembered) pool.shift();
    },
    resolve: (text) =>
      text.replaceAll(pattern, (_, kind: string, name: string, pick: string) =>
        find(kind, name, Number(pick)),
      ),
  };
}

/**
 * Stores the values in an answer: ids of records, cursors, and short values of other fields whose
 * name ends in `_id`. Of a list it reads only the first five entries. From answers to the other
 * tenant it stores only the ids of records.
 */
export function learnFrom(
  known: KnownValues,
  body: unknown,
  from: { readonly collection: string; readonly path: string; readonly isForeign: boolean },
): void {
  if (typeof body !== 'object' || body === null) return;
  if (Array.isArray(body)) {
    for (const item of body.slice(0, 5)) learnFrom(known, item, from);
    return;
  }
  for (const [name, value] of Object.entries(body)) {
    if (name === 'items') learnFrom(known, value, from);
    if (typeof value !== 'string') continue;
    if (from.isForeign) {
      // The tenant `other` may choose an id, and this id may contain the word `foreignCanary`. If
      // the first tenant sent this id, an answer might repeat the word although nothing leaked.
      if (name === 'id' && !value.includes(foreignCanary))
        known.note('foreign', from.collection, value);
      continue;
    }
    if (name === 'id') {
      known.note('id', from.collection, value);
      known.note('value', idNameOf(from.collection), value);
    } else if (name.endsWith('_cursor')) {
      known.note('cursor', from.path, value);
      known.note('cursor', 'any', value);
    } else if (name.endsWith('_id') && value.length <= 64) known.note('value', name, value);
  }
}

/**
 * Returns the name of a field that contains an id of the collection, such as `pool_id` for
 * `/v1/coupon-pools`.
 */
function idNameOf(collection: string): string {
  const word = collection.split(/[/-]/).at(-1) ?? '';
  return `${word.replace(/s$/, '')}_id`;
}
