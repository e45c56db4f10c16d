/** The target of a request, as an entry of the manager log names it. */
export type Target =
  /** No target: the request is about all records, or about one that does not exist yet. */
  | 'none'
  /** The `:id` of its path, which Mayfly made. */
  | 'own-id'
  /** The `:id` of its path, which callers choose: the id of a conversation or an experience. */
  | 'chosen-id'
  /** The fields that the request names, never their values; the handler passes them to `nameFields`. */
  | 'fields';

/** How a route uses personal data, and how the manager log notes it. */
export type PersonalAccess = {
  /**
   * `reads`: a person's request is noted with its outcome, before anything is shown. `exports`: a
   * program's request is noted too. `changes`: a person's request is noted before anything is done.
   */
  readonly effect: 'reads' | 'exports' | 'changes';
  /**
   * The `action` of its entries, for example `customers.read`. Managers filter by it, so it never
   * changes.
   */
  readonly name: string;
  readonly target: Target;
  /** Fields in the body of a change whose names its entry stores; none if it stores no names. */
  readonly fields?: readonly string[];
  /** Set if a change also notes its steps, each with its own outcome, also for programs. */
  readonly steps?: true;
};

/** False if a route neither shows nor changes personal data or rights: it leaves no entry. */
export type Personal = false | PersonalAccess;

/** A route that shows personal data. */
export function reading(name: string, target: Target): PersonalAccess {
  return { effect: 'reads', name, target };
}

/** A route that exports personal data as a file. */
export function exporting(name: string, target: Target): PersonalAccess {
  return { effect: 'exports', name, target };
}

/**
 * A route that changes personal data, or the rights to see it. @param fields see {@link
 * PersonalAccess}
 */
export function changing(name: string, target: Target, fields?: readonly string[]): PersonalAccess {
  return { effect: 'changes', name, target, ...(fields && { fields }) };
}

/** A route that changes something step by step, and notes its steps with `noteStep`. */
export function changingInSteps(name: string, target: Target): PersonalAccess {
  return { effect: 'changes', name, target, steps: true };
}

/**
 * The route that answers a request. `personal` is missing if the route was added without a
 * declaration.
 */
export type AnsweringRoute = { readonly path: string; readonly personal?: Personal };
