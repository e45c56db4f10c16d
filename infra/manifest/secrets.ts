/**
 * A secret of Secret Manager. A person stores its value by hand. A function or a build reads the
 * value as a variable.
 */
export type Secret = { readonly id: string; readonly holds: string };

export const secrets = [
  { id: 'oidc-client-secrets', holds: 'client secrets of the providers that people sign in with' },
  {
    id: 'deploy-settings',
    holds: 'the operator’s settings of a deployment, in lines NAME=value, for Cloud Build',
  },
] as const satisfies readonly Secret[];

export type SecretId = (typeof secrets)[number]['id'];
