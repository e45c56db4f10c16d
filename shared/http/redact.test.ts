import { describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { createLogger } from './logger.ts';
import { personalNames, redact } from './redact.ts';

const names = personalNames(categories);

test('every encrypted field of every category is a personal name, as sent and as stored', () => {
  for (const category of categories)
    for (const [name, field] of Object.entries(category.fields))
      if (field.atRest === 'aes') {
        expect(names).toContain(name);
        expect(names).toContain(`${name}_aes`);
        expect(names).toContain(`${name}_bcrypt`);
      }
});

describe('a value under a personal name', () => {
  test('is removed at any depth, and the rest stays', () => {
    const logged = { route: '/v1/customers', batch: [{ id: 'a1', email: 'anna@example.com' }] };
    expect(redact(names, logged)).toEqual({
      route: '/v1/customers',
      batch: [{ id: 'a1', email: '[redacted]' }],
    });
  });

  test('does not reach the log, even if code logs a whole record', () => {
    const lines: string[] = [];
    const logger = createLogger('info', 'test', { write: (line) => void lines.push(line) });
    logger.info({ record: { text: 'Grüße aus Köln', values: { city: 'Köln' } } }, 'stored');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('Köln');
    expect(lines[0]).toContain('"message":"stored"');
  });

  test('nor does the text of an error reach the log, in any form', () => {
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
});
