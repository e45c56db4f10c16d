import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTokenIssuer } from '../../infra/emulators/scheduler/token-issuer.ts';

test('a token issuer with a state file has the same key after a restart', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'issuer-'));
  const stateFile = join(dir, 'issuer.json');
  const options = { issuer: () => 'http://127.0.0.1', stateFile };
  const first = (await createTokenIssuer(options)).jwks();
  expect((await createTokenIssuer(options)).jwks()).toEqual(first);
  expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  await rm(dir, { recursive: true });
});
