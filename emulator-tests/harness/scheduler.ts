import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createTokenIssuer,
  type TokenIssuer,
} from '../../infra/emulators/scheduler/token-issuer.ts';
import type { Stack } from './stack.ts';

const serviceAccount = 'scheduler@demo-mayfly.iam.gserviceaccount.com';
const audience = 'https://purge.example.org/tasks/purge';

/** The claims in a token of Cloud Scheduler. A test may change one of them. */
export const schedulerClaims = { aud: audience, email: serviceAccount, email_verified: true };

export type Scheduler = {
  readonly tokens: TokenIssuer;
  readonly issuer: string;
  /**
   * The environment variables with which a function with a task trusts this issuer. All these
   * functions get the same audience.
   */
  readonly env: { readonly [name: string]: string };
  /**
   * Makes a token for the tasks of all these functions. The token is dated by a clock that is
   * `aheadMs` milliseconds ahead.
   */
  token(aheadMs?: number): Promise<string>;
};

/**
 * Acts as Cloud Scheduler: it signs tokens, and a server on this machine returns the public keys
 * for them.
 */
export async function startScheduler(stack: Stack): Promise<Scheduler> {
  let issuer = '';
  const tokens = await createTokenIssuer({ issuer: () => issuer });
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(tokens.jwks()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.beforeStop(() => void server.close());
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    tokens,
    issuer,
    env: {
      TASKS_AUDIENCE: audience,
      TASKS_SERVICE_ACCOUNT: serviceAccount,
      TASKS_ISSUER: issuer,
      TASKS_JWKS_URI: `${issuer}/certs`,
    },
    token: (aheadMs = 0) =>
      tokens.sign(schedulerClaims, { expiresInSeconds: 300, now: Date.now() + aheadMs }),
  };
}
