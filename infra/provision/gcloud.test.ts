import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createGcloud, GcloudFailed, readIfThere } from './gcloud.ts';

/** Puts a `gcloud` on the PATH that fails, and writes these lines to stderr. */
function failingGcloud(...lines: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-gcloud-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const says = lines.map((line) => `echo '${line}' >&2\n`).join('');
  writeFileSync(join(folder, 'gcloud'), `#!/bin/sh\n${says}exit 1\n`, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
  return createGcloud('demo-mayfly');
}

const describe = ['secrets', 'describe', 'x', '--format=personal'];

test('`readIfThere` returns nothing for a missing resource, even if gcloud prints a warning before its error', async () => {
  const gcloud = failingGcloud('WARNING: old', '', 'ERROR: (gcloud.secrets)', 'NOT_FOUND: x');
  expect(await readIfThere(gcloud, describe)).toBeUndefined();
});

test('another error is thrown with the error line of gcloud, and without flags', async () => {
  const failed = readIfThere(failingGcloud('WARNING: y does not exist', 'ERROR: no'), describe);
  await expect(failed).rejects.toEqual(new GcloudFailed(describe, 'ERROR: no'));
  await expect(failed).rejects.toThrow(/^gcloud secrets describe x: ERROR: no$/);
});

test('if gcloud prints nothing, the error says «failed»; if it prints no error line, the error contains the first line', () => {
  expect(new GcloudFailed(['x'], '').message).toBe('gcloud x: failed');
  expect(new GcloudFailed(['x'], '\nbroken pipe\nmore').message).toBe('gcloud x: broken pipe');
});
