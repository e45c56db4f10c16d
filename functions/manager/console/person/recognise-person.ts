/** The kinds of identifiers of a person, and the identifier of a conversation. */
export const personKinds = ['email', 'phone', 'external_id', 'conversation_id'] as const;

export type PersonKind = (typeof personKinds)[number];

/**
 * The identifiers of a person. They stay in the page's memory, and are sent only in bodies of
 * requests.
 */
export type Sought = { readonly [kind in PersonKind | 'push_endpoint' | 'channel']?: string };

/**
 * The largest number of digits in a phone number that begins with neither a plus sign nor a zero. A
 * longer number counts as a messenger's id.
 */
const phoneDigitsMax = 13;

/**
 * Returns the kind of an identifier, by its form. An email address has an @. A telephone number
 * consists of at least six digits and of signs that people write between digits, such as spaces.
 * Only a number that begins with a plus sign or a zero may have more than {@link phoneDigitsMax}
 * digits. Everything else is a messenger's id. Returns undefined for an empty text.
 */
export function recogniseKind(text: string): PersonKind | undefined {
  const value = text.trim();
  if (value === '') return undefined;
  if (value.includes('@')) return 'email';
  if (!/^\+?[\d\s()/.-]+$/.test(value)) return 'external_id';
  const digits = value.replaceAll(/\D/g, '').length;
  const isNational = value.startsWith('+') || value.startsWith('0');
  return digits >= 6 && (isNational || digits <= phoneDigitsMax) ? 'phone' : 'external_id';
}

/**
 * Returns the person that a text of the given kind identifies. A messenger's id keeps its spaces,
 * because they may belong to it.
 */
export function soughtBy(kind: PersonKind, text: string): Sought {
  return { [kind]: kind === 'external_id' ? text : text.trim() };
}

/** Returns the scope of an erasure: everything of a person, or one conversation. */
export function scopeOf(sought: Sought, conversations: readonly string[] | undefined) {
  const { conversation_id, ...person } = sought;
  if (conversation_id !== undefined && Object.keys(person).length === 0) return { conversation_id };
  return { subject: sought, ...(conversations !== undefined && { conversations }) };
}
