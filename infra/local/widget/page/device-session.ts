import { type Device, openDevice } from '#shared/device/open-device.ts';
import type { TokenPurpose } from '#shared/device/server.ts';

/** The data about the shop that the page has. */
export type ShopFacts = { readonly tenant: string; readonly experience: string };

type Kept = { readonly token: string; readonly until: number };

/** A token is replaced shortly before its expiry, because clocks differ. */
const marginMs = 30_000;
const refused = 'token-refused';

/** Asks the shop's backend, which has the API key, for a token. */
export async function askShop<Answer>(path: string, body: object = {}): Promise<Answer> {
  const answer = await fetch(`/_local/widget/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok)
    throw Object.assign(new Error('the shop refused the request'), { code: 'shop-unavailable' });
  return answer.json() as Promise<Answer>;
}

/** The variables of this visitor. Device tokens are kept until they expire. */
export type DeviceSession = {
  /**
   * Runs work on the device. If Mayfly refuses the tokens, runs the work once more with new tokens.
   */
  readonly use: <Result>(work: (device: Device) => Promise<Result>) => Promise<Result>;
  readonly consent: (given: boolean) => void;
  /** Reads the shop's rules again. */
  readonly reopen: () => void;
};

export function startDeviceSession({ tenant, experience }: ShopFacts): DeviceSession {
  const tokens = new Map<TokenPurpose, Kept>();
  let isGiven = false;

  async function renew(purpose: TokenPurpose): Promise<string> {
    const kept = tokens.get(purpose);
    if (kept !== undefined && kept.until > Date.now()) return kept.token;
    const given = await askShop<{ token: string; expires_in: number }>('token', { purpose });
    const until = Date.now() + given.expires_in * 1_000 - marginMs;
    tokens.set(purpose, { token: given.token, until });
    return given.token;
  }

  // Requests are sent one after the other. If the first two ran at once, they would begin two
  // conversations.
  let asking: Promise<unknown> = Promise.resolve();
  const token = (purpose: TokenPurpose): Promise<string> => {
    const next = asking.then(() => renew(purpose));
    asking = next.catch(() => undefined);
    return next;
  };

  const open = () =>
    openDevice({ baseUrl: location.origin, tenant, experience, basis: 'consent', token });
  let device = open();

  return {
    async use(work) {
      try {
        return await work(device);
      } catch (error) {
        if (Object(error).code !== refused) throw error;
        tokens.clear();
        return work(device);
      }
    },
    consent(given) {
      isGiven = given;
      device.consent(given);
      if (!given) tokens.clear();
    },
    reopen() {
      device.close();
      device = open();
      if (isGiven) device.consent(true);
    },
  };
}
