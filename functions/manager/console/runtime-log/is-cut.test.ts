import { expect, it } from 'vitest';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { isCut } from './is-cut.ts';

it('a text or a body counts as cut only if the API has cut it', () => {
  const { message, http_body } = runtimeLog.fields;
  expect(isCut(message.schema.parse('x'.repeat(8_001)))).toBe(true);
  expect(isCut(message.schema.parse('x'.repeat(8_000)))).toBe(false);
  expect(isCut(http_body.schema.parse({ text: 'x'.repeat(70_000) }))).toBe(true);
  expect(isCut(http_body.schema.parse({ text: 'x' }))).toBe(false);
});
