import { DeviceError } from './device-error.ts';
import { retentionDays } from './variable-rules.ts';

/** The tenant's settings for variables. */
export type VariablesProfile = {
  readonly destination: 'server' | 'device' | 'off';
  readonly retentionDays: number;
};

export type ProfileSource = {
  readonly baseUrl: string;
  readonly tenant: string;
  readonly fetch: typeof fetch;
};

/**
 * Reads the tenant's public profile. The browser does not cache the answer.
 * @throws DeviceError `profile-unavailable`
 */
export async function readProfile(source: ProfileSource): Promise<VariablesProfile> {
  const { baseUrl, tenant } = source;
  try {
    const url = new URL(`v1/public/${tenant}/profile`, `${baseUrl.replace(/\/*$/, '')}/`);
    const request: RequestInit = {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    };
    const answer = await source.fetch.call(globalThis, url, request);
    if (!answer.ok) throw new DeviceError('profile-unavailable');
    const { variables } = await answer.json();
    const days = Number(variables.retention_days);
    return {
      destination: variables.destination,
      retentionDays: days > 0 ? Math.min(days, retentionDays) : retentionDays,
    };
  } catch {
    throw new DeviceError('profile-unavailable');
  }
}
