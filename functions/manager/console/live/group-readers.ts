/** The parts of a manager log entry that say who read a conversation. */
type Entry = { readonly actor?: string; readonly created_at: string };

type Member = { readonly email: string; readonly role: string };

/** A person who has read a conversation, without their email address. */
export type Reader = {
  readonly isSelf: boolean;
  /** Undefined for a person who is no longer a member. */
  readonly role: string | undefined;
  /** The time of the latest entry. Further reads in the same ten minutes may have no entry. */
  readonly at: string;
  readonly key: string;
};

/**
 * Returns the people who have read a conversation, each person once. The latest reader comes first.
 */
export function groupReaders(
  entries: readonly Entry[],
  members: readonly Member[],
  own: string,
): Reader[] {
  const latest = new Map<string, string>();
  for (const { actor = '', created_at } of entries) {
    const before = latest.get(actor);
    if (before === undefined || before < created_at) latest.set(actor, created_at);
  }
  const roles = new Map(members.map(({ email, role }) => [email, role]));
  return [...latest]
    .toSorted(([, one], [, other]) => (one < other ? 1 : -1))
    .map(([actor, at], index) => ({
      isSelf: actor === own,
      role: roles.get(actor),
      at,
      key: `${index}`,
    }));
}
