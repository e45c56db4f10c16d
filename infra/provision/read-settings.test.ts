import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from './read-settings.ts';

function read(text: string) {
  const folder = mkdtempSync(`${tmpdir()}/settings-`);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(`${folder}/settings`, text);
  return readSettings(`${folder}/settings`);
}

test('the settings file may contain comments and variables that operators choose', () => {
  expect(read('# comment\n\nLOG_LEVEL=warn\n')).toEqual({ LOG_LEVEL: 'warn' });
});

test.each(['FIRESTORE_EMULATOR_HOST', 'KMS_EMULATOR_HOST'])(
  'the settings file must not contain %s, which only the local stack may use',
  (name) => {
    expect(() => read(`${name}=127.0.0.1:8080`)).toThrow(`${name} is only for the local stack`);
  },
);
