import { describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { createLogger } from './logger.ts';
import { personalNames, redact } from './redact.ts';

const names = personalNames(categories);

test('the names to redact include each encrypted field of each category, as it is named in requests and in stored documents', () => {
  for (const category of categories)
    for (const [name, field] of Object.entries(category.fields))
      if (field.atRest === 'aes') {
        expect(names).toContain(name);
        expect(names).toContain(`${name}_aes`);
        expect(names).toContain(`${name}_bcrypt`);
      }
});

describe('a value under the name of an encrypted field', () => {
  test('is removed at any depth, but other values stay', () => {
    const logged = { route: '/v1/customers', batch: [{ id: 'a1', email: 'anna@example.com' }] };
    expect(redact(names, logged)).toEqual({
      route: '/v1/customers',
      batch: [{ id: 'a1', email: '[redacted]' }],
    });
  });

  test('is not in the log, even if code logs a whole record', () => {
    const lines: string[] = [];
    const logger = createLogger('info', 'test', { write: (line) => void lines.push(line) });
    logger.info({ record: { text: 'Grüße aus Köln', values: { city: 'Köln' } } }, 'stored');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('Köln');
    expect(lines[0]).toContain('"message":"stored"');
  });
});

test('the text of an error is not in the log, for each of four ways to log the error', () => {
  const lines: string[] = [];
  const logger = createLogger('info', 'test', { write: (line) => void lines.push(line) });
  const error = new TypeError('Grüße aus Köln');
  logger.error(error);
  logger.error(error, 'failed');
  logger.error({ err: error });
  logger.error({ error, cause: [error] }, 'failed');
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).not.toContain('Köln');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: 'TypeError', severity: 'ERROR' });
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ error: 'TypeError', message: 'failed' });
});
