import { DeviceError } from './device-error.ts';
import { decodeEntry, type Entry, encodeEntry, liveEntry } from './entry.ts';
import { readProfile, type VariablesProfile } from './profile.ts';
import { type GiveToken, openServer } from './server.ts';
import { openShelf, type Place } from './shelf.ts';
import { joinTabs } from './tabs.ts';
import { millisPerDay, namePattern, retentionDays, valueBytes } from './variable-rules.ts';

export type DeviceOptions = {
  /** The URL of the Mayfly API, with https. */
  readonly baseUrl: string;
  readonly tenant: string;
  /** The id of the experience that the variables belong to. */
  readonly experience: string;
  /**
   * The legal basis (TDDDG section 25). With `consent` the module reads and writes nothing before
   * `consent(true)`.
   */
  readonly basis: 'consent' | 'strictly_necessary';
  /**
   * Returns a device token for a conversation. Without this option `transfer` does not work. `set`
   * and `touch` then throw an error if the tenant stores variables in Mayfly. Never give an API key
   * to a browser.
   */
  readonly token?: GiveToken;
  /** For tests: another clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** For tests: another `fetch`. */
  readonly fetch?: typeof fetch;
};

export type SetOptions = {
  /**
   * The instant at which the value expires. By default this is the end of the retention. It must be
   * in the future, and not after the end of the retention.
   */
  readonly expiresAt?: Date;
};

/** A variable in the result of `export()`. Times are RFC 3339 in UTC. */
export type ExportedVariable = {
  /**
   * Where the variable is stored. If the place is `server` (Mayfly), the variable belongs to the
   * conversation of the device token.
   */
  readonly place: 'device' | 'server';
  readonly experience: string;
  readonly name: string;
  readonly value: unknown;
  readonly counted_from: string;
  readonly expires_at: string;
};

export type Device = {
  /**
   * Says whether the person consents. Call it on every page, as soon as you have the person's
   * answer. `false` deletes the variables of the experience on this device. After that, this tab
   * and other open tabs of the experience store and read nothing. With the basis
   * `strictly_necessary` this function does nothing.
   */
  readonly consent: (given: boolean) => void;
  /**
   * Returns the value of a variable. Returns undefined if there is no live value, if the person has
   * not consented, or if the tenant has switched variables off. Also returns undefined if the
   * tenant stores variables in Mayfly and the page has no token.
   * @throws DeviceError
   */
  readonly get: (name: string) => Promise<unknown>;
  /**
   * Stores a variable where the tenant has decided: on the device or in Mayfly (`server`). If the
   * browser refuses to store it on the device, the variable stays in `memory` until the page
   * closes.
   * @throws DeviceError
   */
  readonly set: (
    name: string,
    value: unknown,
    options?: SetOptions,
  ) => Promise<{ readonly place: Place | 'server'; readonly expiresAt: Date }>;
  /**
   * Lets the retention of a variable begin again. The value does not change. Returns false if there
   * is no such variable.
   * @throws DeviceError
   */
  readonly touch: (name: string) => Promise<boolean>;
  readonly remove: (name: string) => Promise<void>;
  /**
   * Deletes the tenant's variables of all experiences on this device. With a token it also deletes
   * the variables of the token's conversation in Mayfly. Returns how many variables were deleted.
   * @throws DeviceError if `token` returns no token, or if Mayfly refuses it or does not answer
   */
  readonly forget: () => Promise<number>;
  /**
   * Returns the variables that `forget` would delete, so that you can show them to the person.
   * Without consent the list is empty.
   * @throws DeviceError if `token` returns no token, or if Mayfly refuses it or does not answer
   */
  readonly export: () => Promise<readonly ExportedVariable[]>;
  /**
   * Sends variables of this experience through Mayfly to an endpoint of the tenant. Mayfly does not
   * store them. Leaves out each name for which `get` gives undefined. Returns the answer of `POST
   * /v1/transfer`.
   * @throws DeviceError
   */
  readonly transfer: (endpoint: string, names: readonly string[]) => Promise<object>;
  /**
   * Calls the listener with the name of each variable that another tab changes. Returns a function
   * that removes the listener.
   */
  readonly onChange: (listener: (name: string) => void) => () => void;
  /** Stops listening to other tabs. */
  readonly close: () => void;
};

const idPattern = /^[A-Za-z0-9_.:-]{1,64}$/;

/**
 * Opens the variables of one experience on this device. Also deletes the expired variables of the
 * experience: at once with the basis `strictly_necessary`, and otherwise after `consent(true)`.
 * @throws DeviceError `name-invalid` for an invalid tenant or experience
 */
export function openDevice(options: DeviceOptions): Device {
  const { baseUrl, tenant, experience, now = Date.now, fetch = globalThis.fetch } = options;
  if (!idPattern.test(tenant) || !idPattern.test(experience)) throw new DeviceError('name-invalid');
  const tenantPrefix = `mayfly/${tenant}/`;
  const prefix = `${tenantPrefix}${experience}/`;
  const shelf = openShelf(tenantPrefix);
  const server = openServer({ baseUrl, fetch, token: options.token, requireConsent });
  const listeners = new Set<(name: string) => void>();
  let isAllowed = options.basis === 'strictly_necessary';
  let profile: VariablesProfile | undefined;
  let reading: Promise<VariablesProfile> | undefined;

  const days = () => profile?.retentionDays ?? retentionDays;

  function requireConsent(): void {
    if (!isAllowed) throw new DeviceError('consent-missing');
  }

  /** Returns the entry of a key if it is live. An expired or damaged entry is deleted. */
  function entryAt(key: string): Entry | undefined {
    const text = shelf.read(key);
    if (text === undefined) return undefined;
    const stored = decodeEntry(text);
    const live = stored && liveEntry(stored, now(), days());
    if (live === undefined) shelf.remove(key);
    return live;
  }

  function sweep(): void {
    if (isAllowed) for (const key of shelf.keys()) if (key.startsWith(prefix)) entryAt(key);
  }

  function put(key: string, entry: Entry): Place {
    return shelf.write(key, encodeEntry(entry), sweep);
  }

  /** Reads the profile once. After a failure the next call tries again. */
  async function rules(): Promise<VariablesProfile> {
    reading ??= readProfile({ baseUrl, tenant, fetch });
    try {
      profile = await reading;
      sweep();
      return profile;
    } catch (error) {
      reading = undefined;
      throw error;
    }
  }

  /**
   * True if variables are stored in Mayfly, and false if they are stored on the device.
   * @throws DeviceError if nothing may be stored, if there is no token for Mayfly, or if the
   * profile cannot be read
   */
  async function goesToServer(): Promise<boolean> {
    requireConsent();
    const { destination } = await rules();
    const isOnServer = destination === 'server';
    if (isOnServer && options.token === undefined) throw new DeviceError('variables-on-server');
    if (!isOnServer && destination !== 'device') throw new DeviceError('variables-off');
    // While the profile was read, the person may have withdrawn the consent.
    requireConsent();
    return isOnServer;
  }

  const placeOf = (name: string) => ({ experience_id: experience, name });

  /** Lists variables at Mayfly: none if the person withdraws the consent before the answer. */
  async function listAtMayfly(narrowed?: ReturnType<typeof placeOf>) {
    try {
      const found = await server.list(narrowed);
      return isAllowed ? found : [];
    } catch (error) {
      if (isAllowed) throw error;
      return [];
    }
  }

  async function read(name: string): Promise<unknown> {
    const key = keyOf(name);
    if (!isAllowed) return undefined;
    // Without a connection there is no profile, and the longest retention applies.
    if (profile === undefined) await rules().catch(() => undefined);
    if (!isAllowed) return undefined;
    const destination = profile?.destination ?? 'device';
    if (destination === 'device') return entryAt(key)?.value;
    if (destination !== 'server' || options.token === undefined) return undefined;
    return (await listAtMayfly(placeOf(name)))[0]?.value;
  }

  function keyOf(name: string): string {
    if (!namePattern.test(name)) throw new DeviceError('name-invalid');
    return `${prefix}${name}`;
  }

  function withdraw(): void {
    isAllowed = false;
    for (const key of shelf.keys()) if (key.startsWith(prefix)) shelf.remove(key);
  }

  const tabs = joinTabs(prefix, (event) => {
    if (event.kind === 'withdrawn') withdraw();
    else if (isAllowed && event.key?.startsWith(prefix) === true)
      for (const listener of listeners) listener(event.key.slice(prefix.length));
  });

  sweep();
  return {
    consent(given) {
      if (options.basis === 'strictly_necessary') return;
      if (given) {
        isAllowed = true;
        sweep();
      } else {
        withdraw();
        tabs.tellWithdrawn();
      }
    },
    get: read,
    async set(name, value, { expiresAt } = {}) {
      const key = keyOf(name);
      const text = JSON.stringify(value);
      if (text === undefined) throw new DeviceError('value-invalid');
      if (new TextEncoder().encode(text).length > valueBytes)
        throw new DeviceError('value-too-large');
      const toServer = await goesToServer();
      const countedFrom = now();
      const latest = countedFrom + days() * millisPerDay;
      const end = expiresAt?.getTime() ?? latest;
      if (!(end > countedFrom && end <= latest)) throw new DeviceError('expiry-invalid');
      if (toServer) {
        // If no expiry is sent, Mayfly calculates the expiry by its own clock.
        const own = expiresAt && { expires_at: expiresAt.toISOString() };
        const stored = await server.put({ ...placeOf(name), value, ...own });
        return { place: 'server', expiresAt: new Date(stored.expires_at) };
      }
      const place = put(key, { value, countedFrom, expiresAt: end });
      return { place, expiresAt: new Date(end) };
    },
    async touch(name) {
      const key = keyOf(name);
      if (await goesToServer()) return server.touch(placeOf(name));
      const entry = entryAt(key);
      if (entry === undefined) return false;
      const countedFrom = now();
      put(key, { ...entry, countedFrom, expiresAt: countedFrom + days() * millisPerDay });
      return true;
    },
    async remove(name) {
      shelf.remove(keyOf(name));
      if (options.token) await server.remove(placeOf(name));
    },
    async forget() {
      const keys = shelf.keys();
      for (const key of keys) shelf.remove(key);
      return keys.length + (options.token ? await server.remove() : 0);
    },
    async export() {
      if (!isAllowed) return [];
      const onDevice = shelf.keys().flatMap((key): ExportedVariable[] | ExportedVariable => {
        const entry = entryAt(key);
        if (entry === undefined) return [];
        const [of = '', name = ''] = key.slice(tenantPrefix.length).split('/');
        return {
          place: 'device',
          experience: of,
          name,
          value: entry.value,
          counted_from: new Date(entry.countedFrom).toISOString(),
          expires_at: new Date(entry.expiresAt).toISOString(),
        };
      });
      if (!options.token) return onDevice;
      const atMayfly = (await listAtMayfly()).map(
        (each): ExportedVariable => ({
          place: 'server',
          experience: each.experience_id,
          name: each.name,
          value: each.value,
          counted_from: each.created_at,
          expires_at: each.expires_at,
        }),
      );
      return isAllowed ? [...onDevice, ...atMayfly] : [];
    },
    async transfer(endpoint, names) {
      requireConsent();
      const values = await Promise.all(
        names.map(async (name) => [name, await read(name)] as const),
      );
      const variables = Object.fromEntries(values.filter(([, value]) => value !== undefined));
      return server.transfer({ endpoint, experience_id: experience, variables });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => tabs.close(),
  };
}
