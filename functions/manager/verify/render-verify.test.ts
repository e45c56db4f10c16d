import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createManagerApp } from '../app.ts';

const app = createManagerApp({
  logger: pino({ level: 'silent' }),
  monotonic: () => 0,
  newRequestId: () => 'request-1',
  console: () => ({
    script: 'main.js',
    style: 'main.css',
    icon: 'icon.svg',
    ownScript: 'own.js',
    ownStyle: 'own.css',
    verifyScript: 'verify-page-2.js',
    verifyStyle: 'verify-page-1.css',
    assets: new Map(),
  }),
});

const pageOf = async (path: string, language = 'en') => {
  const headers = { 'accept-language': language };
  const response = await app.request(path, { headers });
  return { response, text: await response.text() };
};

test('the page that checks receipts is in the requested language, or else in the language that the browser prefers', async () => {
  expect((await pageOf('/verify', 'de-AT')).text).toContain('<html lang="de">');
  expect((await pageOf('/verify?language=en', 'de-AT')).text).toContain('Check a receipt');
  expect((await pageOf('/verify?language=de')).text).toContain('Quittung prüfen');
  expect((await pageOf('/verify?language=<script>')).text).toContain('<html lang="en">');
});

test('the page loads scripts, styles and data only from its own origin, sends no form, and has no inline code', async () => {
  const { response, text } = await pageOf('/verify');
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';.* form-action 'none'/,
  );
  expect(text).not.toMatch(/style=|\son[a-z]+=|<script>/);
  const references = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(references).toEqual([
    '/assets/icon.svg',
    '/assets/verify-page-1.css',
    '/assets/verify-page-2.js',
    '/verify?language=de',
  ]);
});

test('each field has a label', async () => {
  const { text } = await pageOf('/verify');
  const fields = [...text.matchAll(/<(?:input|textarea) id="([^"]+)"/g)].map(([, id]) => id);
  expect(fields).toHaveLength(11);
  for (const id of fields) expect(text).toContain(`<label for="${id}">`);
});
