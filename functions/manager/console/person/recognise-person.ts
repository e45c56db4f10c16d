/** What a person, or a conversation, is named by. */
export const personKinds = ['email', 'phone', 'external_id', 'conversation_id'] as const;

export type PersonKind = (typeof personKinds)[number];

/** Whom the page is about: it lives in its memory, and travels in bodies alone. */
export type Sought = { readonly [kind in PersonKind | 'push_endpoint' | 'channel']?: string };

/** Beyond this many digits without a plus a number is the id of a messenger, not of a telephone. */
const phoneDigitsMax = 13;

/**
 * What kind of name a text is, as far as its form tells: an address has an @, a telephone number is of digits
 * and what people write between them. All else is the id that a messenger gives. Undefined for no text.
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

/** The person that a text of this kind names. An external id keeps its spaces: they may belong to it. */
export function soughtBy(kind: PersonKind, text: string): Sought {
  return { [kind]: kind === 'external_id' ? text : text.trim() };
}

/** How an erasure is asked for: all of a person, or one conversation whoever it was with. */
export function scopeOf(sought: Sought, conversations: readonly string[] | undefined) {
  const { conversation_id, ...person } = sought;
  if (conversation_id !== undefined && Object.keys(person).length === 0) return { conversation_id };
  return { subject: sought, ...(conversations !== undefined && { conversations }) };
}
