/**
 * The reason why a call failed.
 *
 * `name-invalid`, `value-invalid`, `value-too-large` and `expiry-invalid` are mistakes of the
 * caller. With `consent-missing` and `variables-off` no variable may be stored. With
 * `variables-on-server` the tenant stores variables in Mayfly and not on the device, and the page
 * has no device token.
 *
 * `token-missing` means that the page gave no device token, and `token-refused` that Mayfly did not
 * accept the token. `server-unavailable` means that Mayfly did not answer, or answered with another
 * error. `profile-unavailable` means that the module could not read the tenant's profile. After the
 * last two, the same call may succeed later.
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
