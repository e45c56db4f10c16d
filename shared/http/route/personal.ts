/** The target of a request in its entry of the manager log. */
export type Target =
  /**
   * No target: the path contains no id. For example, the request is about all records, or it
   * creates or replaces a record.
   */
  | 'none'
  /** The `:id` in the request's path. Mayfly made this id. */
  | 'own-id'
  /**
   * The `:id` in the request's path. Callers choose this id: it belongs to a conversation, an
   * experience or an endpoint.
   */
  | 'chosen-id'
  /**
   * The names of the fields that the request asks for, never their values. For a request about
   * several records: their number, and a digest of their ids. The handler calls `nameFields` or
   * `nameRecords`.
   */
  | 'fields';

/** How a route uses personal data, and how the manager log notes it. */
export type PersonalAccess = {
  /**
   * When the manager log notes a request. `reads`: a person's request is noted with its outcome,
   * before data is shown. `exports`: a person's or a program's request is noted with its outcome,
   * before data is sent. `changes`: a person's request is noted before the change.
   */
  readonly effect: 'reads' | 'exports' | 'changes';
  /**
   * The `action` in the route's entries, for example `customers.read`. Managers filter by this
   * name, so it must never change.
   */
  readonly name: string;
  readonly target: Target;
  /**
   * The fields of the body that the entry of a change may name. This property is absent if the
   * entry names no fields.
   */
  readonly fields?: readonly string[];
  /**
   * Set if the route makes a change in several steps, and notes each step with an outcome of its
   * own. The steps of programs are noted too.
   */
  readonly steps?: true;
};

/**
 * False if Mayfly does not automatically note the requests of a route. Most such routes neither show
 * nor change personal data or rights. Others give a person or a device only its own data, or have a
 * handler that writes the entry itself.
 */
export type Personal = false | PersonalAccess;

/** Declares a route that shows personal data. */
export function reading(name: string, target: Target): PersonalAccess {
  return { effect: 'reads', name, target };
}

/** Declares a route that exports personal data as a file. */
export function exporting(name: string, target: Target): PersonalAccess {
  return { effect: 'exports', name, target };
}

/**
 * Declares a route that changes personal data, or the rights to see it.
 * @param fields see {@link PersonalAccess}
 */
export function changing(name: string, target: Target, fields?: readonly string[]): PersonalAccess {
  return { effect: 'changes', name, target, ...(fields && { fields }) };
}

/** Declares a route that changes something step by step, and notes its steps with `noteStep`. */
export function changingInSteps(name: string, target: Target): PersonalAccess {
  return { effect: 'changes', name, target, steps: true };
}

/**
 * The route that answers a request. `personal` is missing if the route was added without a
 * declaration.
 */
export type AnsweringRoute = { readonly path: string; readonly personal?: Personal };
