import { type DestinationStream, type LoggerOptions, type Logger as PinoLogger, pino } from 'pino';
import { categories } from '#shared/categories/registry.ts';
import { personalNames, redact } from './redact.ts';
import { requestFacts } from './request-facts.ts';

/**
 * The functions that write log lines. There is no function for child loggers, because the facts
 * that a child logger adds to its lines would not be redacted.
 */
export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;
/** The receiver of log lines; stdout by default. */
export type LogDestination = DestinationStream;

const names = personalNames(categories);

/**
 * Cloud Logging's severities
 * (https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity).
 */
const severities: { readonly [level: string]: string } = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};

/**
 * Replaces an error by a description, because the library would log the error's text. Redacts any
 * other value.
 */
function describeOrRedact(facts: unknown): unknown {
  return facts instanceof Error ? describeError(facts) : redact(names, facts);
}

/**
 * Creates a logger for Cloud Logging. It writes each line as a JSON object, by default to stdout.
 * Callers of the logger pass only facts with names: counts, codes, routes, ids that Mayfly made,
 * and the id of a request. They never pass a body, a path as it was sent, or an error's own text.
 * If a fact has the name of an encrypted field, the logger hides the fact's value. Of an error the
 * logger logs only a description ({@link describeError}).
 */
export function createLogger(
  level: string,
  service: string,
  destination: LogDestination = pino.destination(1),
): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    // Adds the id and the trace of the running request to each line. This includes lines that a
    // task or the vault logs.
    mixin: requestFacts,
    messageKey: 'message',
    // Cloud Logging takes a time in RFC 3339 as the time of the line. A number would be an ordinary
    // field.
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ severity: severities[label] ?? 'DEFAULT' }) },
    hooks: {
      // This hook must run first. Otherwise the library copies the text of an error in the facts
      // into the line's message.
      logMethod([facts, ...others], log) {
        log.apply(this, [describeOrRedact(facts) as string, ...others]);
      },
    },
  };
  return pino(options, destination);
}

/**
 * Returns what may be logged about an unexpected error: its class, and where it was thrown. The
 * error's text is left out, because it can quote a value.
 */
export function describeError(error: unknown): { error: string; stack: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] };
  // A stack begins with the error's text, and a line of this text can look like a frame.
  const { stack = '' } = error;
  const start = stack.indexOf(error.message);
  const traced = start < 0 ? stack : stack.slice(start + error.message.length);
  const frames = traced.split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return { error: error.name, stack: frames.slice(0, 8).map((line) => line.trim()) };
}
