class WatchedScopes extends Set<string> {
  readonly #used: Set<string>;

  constructor(scopes: ReadonlySet<string>, used: Set<string>) {
    super(scopes);
    this.#used = used;
  }

  override has(scope: string): boolean {
    const isHeld = super.has(scope);
    if (isHeld) this.#used.add(scope);
    return isHeld;
  }
}

/**
 * The same rights, which note each one that is asked for and held in `used`. So whatever admits a
 * request, or shows more because of a right, counts as a use of it. Iterating counts as none.
 */
export function watchScopes(scopes: ReadonlySet<string>, used: Set<string>): ReadonlySet<string> {
  return new WatchedScopes(scopes, used);
}
