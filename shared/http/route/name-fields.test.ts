import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { AppEnv } from '../env.ts';
import { nameFields } from './name-fields.ts';

/** Returns the target that the manager log notes for a request that asks for these fields. */
async function targetFor(fields: readonly string[]): Promise<unknown> {
  const app = new Hono<AppEnv>();
  app.get('/', (c) => {
    nameFields(c, fields);
    return c.json(c.var.fieldsAsked ?? null);
  });
  return (await app.request('/')).json();
}

test('the target of an entry names each requested field once, and only as many fields as fit', async () => {
  expect(await targetFor([])).toBeNull();
  expect(await targetFor(['email'])).toBe('email');
  expect(await targetFor(['intent', 'confidence', 'confidence'])).toBe('intent:confidence');
  const many = Array.from({ length: 30 }, (_, index) => `field_${String.fromCharCode(97 + index)}`);
  const target = await targetFor(many);
  expect(target).toMatch(/^field_a:field_b:.{1,64}$/);
  expect(plainId.safeParse(target).success).toBe(true);
});
