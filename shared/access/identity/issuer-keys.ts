import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { FetchJson } from './fetch-issuer-json.ts';

/** Cached keys that are at least this old are fetched again. */
const freshMicros = 600 * microsPerSecond;
/** While an issuer does not answer, its cached keys can be used until they are this old. */
const staleMicros = 3_600 * microsPerSecond;
/** A token with an unknown key causes a new fetch, if the last fetch was at least this long ago. */
const unknownKeyMicros = 30 * microsPerSecond;
/**
 * The time after a failed fetch in which no request fetches keys again. So requests do not wait for
 * an issuer that does not answer.
 */
const failureMicros = 5 * microsPerSecond;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

export type IssuerKeysDeps = {
  readonly issuer: Issuer;
  readonly fetchJson: FetchJson;
  readonly now: () => Instant;
};

async function findKeysUri({ issuer, fetchJson }: IssuerKeysDeps): Promise<string> {
  if (issuer.jwksUri !== undefined) return issuer.jwksUri;
  const base = issuer.issuer.replace(/\/$/, '');
  const found = discovery.parse(await fetchJson(`${base}/.well-known/openid-configuration`));
  const isSafe = !base.startsWith('https:') || found.jwks_uri.startsWith('https:');
  // OpenID Connect Discovery 1.0, section 4.3.
  if (found.issuer !== issuer.issuer || !isSafe)
    throw new Error('the document is not of this issuer');
  return found.jwks_uri;
}

type Loaded = { readonly find: JWTVerifyGetKey; readonly at: Instant };

/**
 * The signing keys of an issuer. They are fetched when they are first needed; simultaneous callers
 * share one fetch. They are cached for ten minutes, or for an hour while the issuer does not
 * answer. An unknown key causes a new fetch, at most every 30 s.
 * @throws Problem `issuer-unavailable`; an error of jose if no key fits the token
 */
export function createIssuerKeys(deps: IssuerKeysDeps): JWTVerifyGetKey {
  const flight = createSingleFlight<Loaded>();
  let loaded: Loaded | undefined;
  let failedAt: Instant | undefined;

  /** Returns whether less than `micros` have passed since `at`. False if the clock was set back. */
  function isYounger(at: Instant | undefined, micros: number): boolean {
    const age = at === undefined ? -1 : deps.now() - at;
    return age >= 0 && age < micros;
  }

  async function reload(): Promise<Loaded> {
    const at = deps.now();
    try {
      const read = keySet.parse(await deps.fetchJson(await findKeysUri(deps)));
      loaded = { find: createLocalJWKSet(read), at };
      failedAt = undefined;
      return loaded;
    } catch (cause) {
      failedAt = at;
      throw new Problem('issuer-unavailable', { cause });
    }
  }

  async function current(): Promise<Loaded> {
    if (loaded !== undefined && isYounger(loaded.at, freshMicros)) return loaded;
    const usable = loaded !== undefined && isYounger(loaded.at, staleMicros) ? loaded : undefined;
    if (isYounger(failedAt, failureMicros)) {
      if (usable !== undefined) return usable;
      throw new Problem('issuer-unavailable');
    }
    try {
      return await flight('keys', reload);
    } catch (error) {
      if (usable !== undefined) return usable;
      throw error;
    }
  }

  return async (header, token) => {
    const { find, at } = await current();
    try {
      return await find(header, token);
    } catch (error) {
      const mayAsk = !isYounger(at, unknownKeyMicros) && !isYounger(failedAt, failureMicros);
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk) throw error;
    }
    return (await flight('keys', reload)).find(header, token);
  };
}
