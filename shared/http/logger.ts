import { type DestinationStream, type LoggerOptions, type Logger as PinoLogger, pino } from 'pino';
import { categories } from '#shared/categories/registry.ts';
import { personalNames, redact } from './redact.ts';
import { requestFacts } from './request-facts.ts';

/**
 * The functions that write log lines. There is no function for child loggers, because the facts of
 * a child would not be redacted.
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

/** Describes an error, because the library would log its text. Redacts all other facts. */
function describeOrRedact(facts: unknown): unknown {
  return facts instanceof Error ? describeError(facts) : redact(names, facts);
}

/**
 * Writes structured logs for Cloud Logging to stdout, one JSON object for each line. Callers of the
 * logger pass only facts with names: counts, codes, routes and ids that Mayfly made. They never
 * pass a body, a path as it was sent, or an error's own text. If a fact has the name of an
 * encrypted field, the logger hides the fact's value. If it gets an error, it logs only a
 * description ({@link describeError}).
 */
export function createLogger(
  level: string,
  service: string,
  destination: LogDestination = pino.destination(1),
): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    // Adds the id of the running request to each line, also to lines that a task or the vault logs.
    mixin: requestFacts,
    messageKey: 'message',
    // Cloud Logging reads a time in RFC 3339. A number would become an ordinary field.
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ severity: severities[label] ?? 'DEFAULT' }) },
    hooks: {
      // This must happen before the library searches the facts for the text of an error.
      logMethod([facts, ...others], log) {
        log.apply(this, [describeOrRedact(facts) as string, ...others]);
      },
    },
  };
  return pino(options, destination);
}

/**
 * The facts about an unexpected error that may be logged: its class and where it was thrown. They
 * do not contain the error's text, which can quote a value.
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
