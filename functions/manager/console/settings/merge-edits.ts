/**
 * Returns the edits without those that equal `stored`. So a form keeps no edit that is stored or
 * taken back. Otherwise a later save would undo what another owner changes meanwhile.
 */
export function dropEqual<E extends object>(edits: E, stored: Partial<E>): E {
  const entries = Object.entries(edits).filter(
    ([name, value]) => value !== stored[name as keyof E],
  );
  return Object.fromEntries(entries) as E;
}

/** Returns the words of a text, which are separated by spaces or line breaks. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((each) => each !== '');
}

export const sameSet = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((each) => other.includes(each));

/**
 * Returns the text that a form shows while the user edits a list, one word in a line. If another
 * owner has changed the stored list since the user saw it, the text contains both changes.
 * @param edited the user's text, and the list that the user saw before the edit
 */
export function mergeList(
  edited: { readonly text: string; readonly shown: readonly string[] } | undefined,
  stored: readonly string[],
): string {
  if (edited === undefined) return stored.join('\n');
  const { text, shown } = edited;
  if (sameSet(shown, stored)) return text;
  const words = wordsOf(text);
  const kept = stored.filter((each) => words.includes(each) || !shown.includes(each));
  const added = words.filter((each) => !shown.includes(each));
  return [...new Set([...kept, ...added])].join('\n');
}
