import { type DestinationStream, type LoggerOptions, type Logger as PinoLogger, pino } from 'pino';
import { categories } from '#shared/categories/registry.ts';
import { personalNames, redact } from './redact.ts';
import { requestFacts } from './request-facts.ts';

/** Logs a line. It makes no child loggers, because their bound facts would not be redacted. */
export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;
/** Where log lines go; stdout unless given. */
export type LogDestination = DestinationStream;

const names = personalNames(categories);

/** Cloud Logging's severities, https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
const severities: { readonly [level: string]: string } = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};

/** Replaces errors among the facts: the library would log their text. */
function describeOrRedact(facts: unknown): unknown {
  return facts instanceof Error ? describeError(facts) : redact(names, facts);
}

/**
 * Structured logs for Cloud Logging on stdout, one JSON object a line. Callers pass named facts only: counts,
 * codes, routes and ids that Mayfly made; never a body, a path as it was sent, or an error's own text. What
 * stands under the name of an encrypted field is blanked, and an error is described ({@link describeError}).
 */
export function createLogger(
  level: string,
  service: string,
  destination: LogDestination = pino.destination(1),
): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    // A line of a task or of the vault names the request during which it was logged.
    mixin: requestFacts,
    messageKey: 'message',
    // Cloud Logging reads a time in RFC 3339; it would take a number for an ordinary field.
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ severity: severities[label] ?? 'DEFAULT' }) },
    hooks: {
      // Before the library looks for an error's text among the facts.
      logMethod([facts, ...others], log) {
        log.apply(this, [describeOrRedact(facts) as string, ...others]);
      },
    },
  };
  return pino(options, destination);
}

/** What may be logged of an unexpected error: its class and where it was thrown, not its text, which can quote a value. */
export function describeError(error: unknown): { error: string; stack: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] };
  // The text stands before the frames, and a line of it can look like one.
  const { stack = '' } = error;
  const start = stack.indexOf(error.message);
  const traced = start < 0 ? stack : stack.slice(start + error.message.length);
  const frames = traced.split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return { error: error.name, stack: frames.slice(0, 8).map((line) => line.trim()) };
}
