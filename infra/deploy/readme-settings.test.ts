import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../build/functions.ts';
import { functions, locations, region } from '../manifest.ts';
import { readSettings } from '../provision/read-settings.ts';
import { planDeployment } from './plan-deployment.ts';
import { environmentOf } from './settings.ts';

const project = { id: 'demo-mayfly', region, locations };
const readme = readFileSync(`${root}README.md`, 'utf8');
const [, example = ''] = /^```\n(CONSOLE_URL=[^`]*)^```/m.exec(readme) ?? [];
const [, addKey = ''] = /^(echo "SESSION_PUBLIC_KEYS=.*)$/m.exec(readme) ?? [];
const folder = mkdtempSync(join(tmpdir(), 'mayfly-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the deployment of every function accepts the example settings of the README, after the README’s command has added the session key', () => {
  writeFileSync(join(folder, 'settings.env'), example);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  execFileSync('bash', ['-euo', 'pipefail', '-c', addKey], {
    cwd: folder,
    env: { ...process.env, PEM },
  });
  const settings = readSettings(join(folder, 'settings.env'));
  expect(settings['SESSION_PUBLIC_KEYS']).toMatch(/^\{"session_signing\/1":"[\w+/=]{100,}"\}$/);
  for (const entry of functions) {
    const environment = environmentOf(project, '1', entry, settings);
    const plan = () => planDeployment(project, entry, { folder: 'x', digest: 'y' }, environment);
    expect(plan).not.toThrow();
  }
});

test('without the public key of sessions, a function that people can call is not deployed', () => {
  writeFileSync(join(folder, 'bare.env'), example);
  const settings = readSettings(join(folder, 'bare.env'));
  const [entry] = functions;
  if (entry === undefined) throw new Error('no function');
  const environment = environmentOf(project, '1', entry, settings);
  expect(() => planDeployment(project, entry, { folder: 'x', digest: 'y' }, environment)).toThrow(
    /SESSION_PUBLIC_KEYS/,
  );
});
