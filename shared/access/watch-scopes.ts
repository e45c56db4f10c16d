/** A caller's rights, which remember the rights that have admitted a request. */
class WatchedScopes extends Set<string> {
  readonly used: Set<string>;

  constructor(scopes: ReadonlySet<string>, used: Set<string>) {
    super(scopes);
    this.used = used;
  }
}

/** The same rights; {@link isAdmittedBy} adds to `used` each one that admits a request. */
export function watchScopes(scopes: ReadonlySet<string>, used: Set<string>): ReadonlySet<string> {
  return new WatchedScopes(scopes, used);
}

/**
 * Whether a caller has a right. It counts as a use of that right, so call it only for a right that
 * the request needs. To decide the shape of an answer, ask the set itself.
 */
export function isAdmittedBy(scopes: ReadonlySet<string>, scope: string): boolean {
  if (!scopes.has(scope)) return false;
  if (scopes instanceof WatchedScopes) scopes.used.add(scope);
  return true;
}
