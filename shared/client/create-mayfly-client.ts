import { type CategoryClient, createCategoryClient } from './category-client.ts';
import { type ClientCategories, clientCategories } from './client-categories.ts';
import { type ConversationsClient, createConversationsClient } from './conversations-client.ts';
import { type CouponPoolsClient, createCouponPoolsClient } from './coupon-pools-client.ts';
import { createExperiencesClient, type ExperiencesClient } from './experiences-client.ts';
import { createLoyaltyClient, type LoyaltyClient } from './loyalty-client.ts';
import { createOwnVerbs, type OwnVerbs } from './own-verbs.ts';
import { createRafflesClient, type RafflesClient } from './raffles-client.ts';
import { createRequest, type Request } from './request.ts';
import { sleepUnlessAborted } from './retry-pause.ts';
import type { StorageOverview } from './schemas.ts';
import type { CallOptions, Transport } from './send-request.ts';
import { createVariableFilesClient, type VariableFilesClient } from './variable-files-client.ts';

export type MayflyClientOptions = {
  /** The address of the API, without `/v1`. It must be HTTPS, or an address of this machine. */
  readonly baseUrl: string;
  /**
   * A person's token, or an API key on a server. Pages of the console need neither, because they
   * have a session.
   */
  readonly apiKey?: string;
  /** The tenant, for a person who belongs to several tenants. */
  readonly tenant?: string;
  readonly fetch?: Transport['fetch'];
  /** Waits between attempts. */
  readonly sleep?: Transport['sleep'];
  /** Returns a number in [0, 1), for jitter. */
  readonly random?: () => number;
  /** A call makes at most this many attempts. The default is 4. */
  readonly attemptsMax?: number;
  /** An attempt may take at most this many milliseconds. The default is 30,000. */
  readonly timeoutMs?: number;
};

/** A client of Mayfly. Each category has its own verbs and fields. */
export type MayflyClient = {
  readonly [name in keyof ClientCategories]: CategoryClient<ClientCategories[name]>;
} & OwnVerbs & {
    readonly conversations: ConversationsClient;
    readonly couponPools: CouponPoolsClient;
    readonly raffles: RafflesClient;
    readonly loyalty: LoyaltyClient;
    readonly experiences: ExperiencesClient;
    readonly variableFiles: VariableFilesClient;
    /** Returns how many records are stored, and when they expire. */
    readonly storage: (
      options?: CallOptions & {
        readonly language?: 'de' | 'en';
        /**
         * With `categories` Mayfly counts only records, which costs less. `collections` and `keys`
         * in the answer are then empty.
         */
        readonly only?: 'categories';
        /**
         * The number of coming days for which the overview counts the records that expire. Fewer
         * days cost less.
         */
        readonly days?: '7' | '30';
      },
    ) => Promise<StorageOverview>;
    /** Calls any route of the API by its method and path: `request('GET /v1/me')`. */
    readonly request: Request;
  };

/**
 * Checks the address of the API. Requests contain personal data, so an address without TLS is
 * refused, except an address of this machine.
 */
function checkBaseUrl(text: string): string {
  const { protocol, hostname, origin, pathname } = new URL(text);
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && isHere))
    return `${origin}${pathname.replace(/\/+$/, '')}`;
  throw new TypeError('baseUrl must use HTTPS, or be an address of this machine');
}

/**
 * Creates a client for Node and browsers. If Mayfly answers the last attempt of a call with an
 * error, the call throws `MayflyProblem`. If the last attempt gets no answer, the call throws
 * `MayflyUnreachable` (see `sendRequest`). No URL contains a personal value.
 * @throws TypeError when `baseUrl` is neither HTTPS nor an address of this machine
 */
export function createMayflyClient(options: MayflyClientOptions): MayflyClient {
  const transport: Transport = {
    baseUrl: checkBaseUrl(options.baseUrl),
    apiKey: options.apiKey,
    tenant: options.tenant,
    // Browsers refuse a `fetch` that is called as a method of another object.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    sleep: options.sleep ?? sleepUnlessAborted,
    random: options.random ?? Math.random,
    attemptsMax: options.attemptsMax ?? 4,
    timeoutMs: options.timeoutMs ?? 30_000,
  };
  const request = createRequest(transport);
  const own = createOwnVerbs(request);
  const categories = Object.entries(clientCategories).map(([name, category]) => [
    name,
    { ...createCategoryClient(transport, category), ...own[name as keyof OwnVerbs] },
  ]);
  return {
    ...Object.fromEntries(categories),
    conversations: createConversationsClient(request),
    couponPools: createCouponPoolsClient(request),
    raffles: createRafflesClient(request),
    loyalty: createLoyaltyClient(request),
    experiences: createExperiencesClient(transport, request),
    variableFiles: createVariableFilesClient(transport),
    request,
    storage: async ({ language, only, days, ...call } = {}) => {
      const query = { ...(language && { language }), ...(only && { only }), ...(days && { days }) };
      return request('GET /v1/tenant/storage', { ...call, query });
    },
  } as MayflyClient;
}
