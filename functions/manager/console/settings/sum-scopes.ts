/**
 * Sums up the rights of an API key: how many kinds of data it reads and writes, and which other
 * rights it has.
 */
export function sumScopes(scopes: readonly string[]) {
  const kinds = (verbs: readonly string[]) =>
    new Set(
      scopes.flatMap((scope) => {
        const [kind, verb] = scope.split(':');
        return kind !== undefined && verb !== undefined && verbs.includes(verb) ? [kind] : [];
      }),
    ).size;
  return {
    reads: kinds(['read', 'export']),
    writes: kinds(['write', 'delete']),
    also: scopes.filter((scope) => !scope.includes(':')),
  };
}

type Uses = {
  readonly scopes: readonly string[];
  readonly scopes_noted_since: string | null;
  readonly scopes_used: readonly { readonly scope: string }[];
};

/**
 * Separates the rights that an API key has used from its unused rights. The result is undefined
 * before the first use of the key.
 */
export function splitScopes({ scopes, scopes_noted_since: since, scopes_used: uses }: Uses) {
  if (since === null) return undefined;
  const isUsed = (scope: string) => uses.some((use) => use.scope === scope);
  return {
    since,
    used: scopes.filter(isUsed),
    unused: scopes.filter((scope) => !isUsed(scope)),
  };
}

/** Tells whether a key is valid at an instant, and if not, why. */
export function stateOf(
  key: { readonly revoked_at: string | null; readonly expires_at: string | null },
  now: Date,
): 'works' | 'revoked' | 'ended' {
  if (key.revoked_at !== null) return 'revoked';
  const hasEnded = key.expires_at !== null && Date.parse(key.expires_at) <= now.getTime();
  return hasEnded ? 'ended' : 'works';
}
