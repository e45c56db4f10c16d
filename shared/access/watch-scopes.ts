/** The rights of a caller. `used` contains the rights that a request has used. */
class WatchedScopes extends Set<string> {
  readonly used: Set<string>;

  constructor(scopes: ReadonlySet<string>, used: Set<string>) {
    super(scopes);
    this.used = used;
  }
}

/**
 * Returns the same rights, but watched: {@link isAdmittedBy} adds each right that a request uses to
 * `used`.
 */
export function watchScopes(scopes: ReadonlySet<string>, used: Set<string>): ReadonlySet<string> {
  return new WatchedScopes(scopes, used);
}

/**
 * True if a caller has a right. If so, the call also notes that the request has used the right. So
 * call this function only for a right that the request needs. If a right only decides which fields
 * an answer shows, call `scopes.has` instead, which notes nothing.
 */
export function isAdmittedBy(scopes: ReadonlySet<string>, scope: string): boolean {
  if (!scopes.has(scope)) return false;
  if (scopes instanceof WatchedScopes) scopes.used.add(scope);
  return true;
}
