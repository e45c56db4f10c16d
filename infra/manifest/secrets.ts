/**
 * A secret of Secret Manager. Somebody stores its value by hand, and a function reads it as a
 * variable.
 */
export type Secret = { readonly id: string; readonly holds: string };

export const secrets = [
  { id: 'oidc-client-secrets', holds: 'client secrets of the providers that people sign in with' },
] as const satisfies readonly Secret[];

export type SecretId = (typeof secrets)[number]['id'];
