/**
 * The reason why a call failed.
 *
 * `name-invalid`, `value-invalid`, `value-too-large` and `expiry-invalid` are mistakes of the
 * caller. `consent-missing` means that the person has not consented. `variables-off` means that the
 * tenant has switched variables off. `variables-on-server` means that the tenant stores variables
 * in Mayfly, but the page opened the module without the option `token`.
 *
 * `token-missing` means that the page gave no device token for a request. `token-refused` means
 * that Mayfly did not accept the token. `server-unavailable` means that Mayfly did not answer, or
 * answered with another error. `profile-unavailable` means that the module could not read the
 * tenant's profile. After `server-unavailable` and `profile-unavailable`, the same call may succeed
 * later.
 */
export type DeviceErrorCode =
  | 'consent-missing'
  | 'expiry-invalid'
  | 'name-invalid'
  | 'profile-unavailable'
  | 'server-unavailable'
  | 'token-missing'
  | 'token-refused'
  | 'value-invalid'
  | 'value-too-large'
  | 'variables-off'
  | 'variables-on-server';

/** An error of this module. Its text is its code, and never contains a value. */
export class DeviceError extends Error {
  readonly code: DeviceErrorCode;

  constructor(code: DeviceErrorCode) {
    super(code);
    this.name = 'DeviceError';
    this.code = code;
  }
}
