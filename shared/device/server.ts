import { DeviceError } from './device-error.ts';

/** The purposes of a device token. */
export type TokenPurpose = 'variables' | 'transfer';

/**
 * Returns a device token, or undefined if the page has none. The page gets the token from your
 * backend. The backend uses its API key to get the token from Mayfly.
 */
export type GiveToken = (purpose: TokenPurpose) => Promise<string | undefined>;

/** A variable in an answer of Mayfly. */
export type ServerVariable = {
  readonly experience_id: string;
  readonly name: string;
  readonly value: unknown;
  readonly created_at: string;
  readonly expires_at: string;
};

/**
 * The calls for the variables that Mayfly stores for the token's conversation. A call that fails
 * throws a DeviceError.
 */
export type Server = {
  readonly list: (narrowed?: {
    readonly experience_id?: string;
    readonly name?: string;
  }) => Promise<readonly ServerVariable[]>;
  readonly put: (variable: object) => Promise<ServerVariable>;
  /** Lets the retention of a variable begin again. Returns false if there is no such variable. */
  readonly touch: (variable: object) => Promise<boolean>;
  readonly remove: (narrowed?: {
    readonly experience_id?: string;
    readonly name?: string;
  }) => Promise<number>;
  readonly transfer: (body: object) => Promise<object>;
};

export type ServerSource = {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly token: GiveToken | undefined;
  /** Throws an error if the person does not consent to reading and storing variables. */
  readonly requireConsent: () => void;
};

const own = 'v1/own-variables';

/**
 * Creates the calls for the variables of a conversation in Mayfly. Each call asks the page for a
 * token before each request. Only deletions need no consent.
 */
export function openServer({ baseUrl, fetch, token, requireConsent }: ServerSource): Server {
  async function ask(
    method: string,
    path: string,
    body?: object,
    purpose: TokenPurpose = 'variables',
  ) {
    const given = await token?.(purpose);
    if (given === undefined) throw new DeviceError('token-missing');
    // While the page got the token, the person may have withdrawn the consent.
    if (method !== 'DELETE') requireConsent();
    let answer: Response;
    try {
      answer = await fetch.call(globalThis, new URL(path, `${baseUrl.replace(/\/*$/, '')}/`), {
        method,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        headers: {
          authorization: `Bearer ${given}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (answer.ok) return await answer.json();
    } catch {
      throw new DeviceError('server-unavailable');
    }
    // There is no such variable.
    if (answer.status === 404 && method === 'PATCH') return undefined;
    if (answer.status === 422) throw new DeviceError('value-invalid');
    const isRefused = answer.status === 401 || answer.status === 403;
    throw new DeviceError(isRefused ? 'token-refused' : 'server-unavailable');
  }

  return {
    async list(narrowed = {}) {
      const found: ServerVariable[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({ ...narrowed, limit: '200', ...(cursor && { cursor }) });
        const page = await ask('GET', `${own}?${query}`);
        found.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      return found;
    },
    put: (variable) => ask('PUT', own, variable),
    touch: async (variable) => (await ask('PATCH', own, variable)) !== undefined,
    async remove(narrowed = {}) {
      const query = new URLSearchParams({ ...narrowed, limit: '200' });
      let count = 0;
      let page: { deleted: number; has_more: boolean };
      do {
        page = await ask('DELETE', `${own}?${query}`);
        count += page.deleted;
      } while (page.has_more);
      return count;
    },
    transfer: (body) => ask('POST', 'v1/transfer', body, 'transfer'),
  };
}
