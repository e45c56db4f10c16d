import type { DocumentData } from '#shared/store/store.ts';

/** The first and the last day on which a right was used (UTC, `2026-01-15`). */
export type ScopeUse = {
  readonly scope: string;
  readonly firstUsedOn: string;
  readonly lastUsedOn: string;
};

/** The notes about the use of an API key. */
export type KeyUses = {
  readonly lastUsedOn: string | undefined;
  /**
   * The first day on which rights were noted. If the key is older, it may have been used before
   * that day, without notes about rights.
   */
  readonly scopesSince: string | undefined;
  readonly scopes: readonly ScopeUse[];
};

/** Reads the document of a key's uses. */
export function usesOf(data: DocumentData | undefined): KeyUses {
  const texts = (data?.['scopes_used'] ?? []) as readonly string[];
  return {
    lastUsedOn: data?.['last_used_on'] as string | undefined,
    scopesSince: data?.['scopes_since'] as string | undefined,
    scopes: texts.map((text) => {
      const [scope = '', firstUsedOn = '', lastUsedOn = ''] = text.split(' ');
      return { scope, firstUsedOn, lastUsedOn };
    }),
  };
}

/** The document of a key's uses, see {@link usesOf}. */
export function dataOfUses({ lastUsedOn, scopesSince, scopes }: KeyUses): DocumentData {
  return {
    last_used_on: lastUsedOn,
    scopes_since: scopesSince,
    scopes_used: scopes.map((use) => `${use.scope} ${use.firstUsedOn} ${use.lastUsedOn}`),
  };
}

/**
 * Returns notes which also say that the rights in `used` were used on this day. Does not change
 * `uses`.
 * @returns `uses` itself if it already contains all these rights for the day
 */
export function noteUses(uses: KeyUses, used: ReadonlySet<string>, day: string): KeyUses {
  const known = new Map(uses.scopes.map((use) => [use.scope, use]));
  const missing = [...used].filter((scope) => (known.get(scope)?.lastUsedOn ?? '') < day);
  if (missing.length === 0) return uses;
  for (const scope of missing) {
    const firstUsedOn = known.get(scope)?.firstUsedOn ?? day;
    known.set(scope, { scope, firstUsedOn, lastUsedOn: day });
  }
  const scopes = [...known.values()].toSorted((a, b) => (a.scope < b.scope ? -1 : 1));
  const lastUsedOn = (uses.lastUsedOn ?? '') > day ? uses.lastUsedOn : day;
  return { lastUsedOn, scopesSince: uses.scopesSince ?? day, scopes };
}
