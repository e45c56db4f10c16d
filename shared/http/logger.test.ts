import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test.each([
  ['debug', 'DEBUG'],
  ['info', 'INFO'],
  ['warn', 'WARNING'],
  ['error', 'ERROR'],
  ['fatal', 'CRITICAL'],
] as const)(
  'a log entry of level %s is one line of JSON with severity %s, a service and a time, in the format of Cloud Logging',
  (level, severity) => {
    const lines: string[] = [];
    const logger = createLogger('trace', 'chat', { write: (line) => void lines.push(line) });
    logger[level]({ count: 3 }, 'done');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      severity,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'chat',
      count: 3,
      message: 'done',
    });
  },
);

test('entries below the configured level are not logged', () => {
  const lines: string[] = [];
  const logger = createLogger('warn', 'chat', { write: (line) => void lines.push(line) });
  logger.info({ count: 3 }, 'done');
  logger.warn({ count: 3 }, 'done');
  expect(lines).toHaveLength(1);
});
