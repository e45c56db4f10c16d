import { KeyDenied, type KeyWrapper } from '#shared/vault/key-wrapper.ts';

/** The key service as one function sees it: keys without a grant in the manifest are refused, as IAM would. */
export function limitToGrants(wrapper: KeyWrapper, granted: readonly string[]): KeyWrapper {
  const check = (kek: string) => {
    if (!granted.includes(kek)) throw new KeyDenied('key service refuses', { cause: kek });
  };
  return {
    async wrap(kek, secret, aad) {
      check(kek);
      return wrapper.wrap(kek, secret, aad);
    },
    async unwrap(kek, wrapped, aad) {
      check(kek);
      return wrapper.unwrap(kek, wrapped, aad);
    },
  };
}
