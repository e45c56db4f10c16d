/** A caller's rights, together with those that a request has used. */
class WatchedScopes extends Set<string> {
  readonly used: Set<string>;

  constructor(scopes: ReadonlySet<string>, used: Set<string>) {
    super(scopes);
    this.used = used;
  }
}

/** Returns the same rights. {@link isAdmittedBy} adds to `used` each right that a request uses. */
export function watchScopes(scopes: ReadonlySet<string>, used: Set<string>): ReadonlySet<string> {
  return new WatchedScopes(scopes, used);
}

/**
 * True if a caller has a right. A call also notes that the right was used. So call it only for a
 * right that the request needs. To decide only the form of an answer, use the set itself.
 */
export function isAdmittedBy(scopes: ReadonlySet<string>, scope: string): boolean {
  if (!scopes.has(scope)) return false;
  if (scopes instanceof WatchedScopes) scopes.used.add(scope);
  return true;
}
