import { type Device, openDevice } from '#shared/device/open-device.ts';
import type { TokenPurpose } from '#shared/device/server.ts';

/** What the page knows about the shop. */
export type ShopFacts = { readonly tenant: string; readonly experience: string };

type Kept = { readonly token: string; readonly until: number };

/** The page replaces a token this many milliseconds before its expiry, because clocks differ. */
const marginMs = 30_000;
const refused = 'token-refused';

/** Sends a request to the backend of the shop. */
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

/**
 * Gives the page access to the variables of this visitor. Uses a device token again until it
 * expires.
 */
export type DeviceSession = {
  /**
   * Runs `work` with the device module. If Mayfly refuses a token, runs `work` once more with new
   * tokens.
   */
  readonly use: <Result>(work: (device: Device) => Promise<Result>) => Promise<Result>;
  readonly consent: (given: boolean) => void;
  readonly hasConsent: () => boolean;
  /** Opens the device module again, so that it reads the present profile of the shop. */
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

  // Requests for tokens are sent one after the other. If the first two ran at the same time, each
  // of them would begin a conversation.
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
    hasConsent: () => isGiven,
    reopen() {
      device.close();
      device = open();
      if (isGiven) device.consent(true);
    },
  };
}
