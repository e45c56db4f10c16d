import {
  type Alert,
  alerts,
  dashboard,
  databases,
  functions,
  keys,
  locations,
  metricOf,
  operators,
  schedules,
} from '../manifest.ts';
import { codes, markdownTable } from './markdown-table.ts';

/** A table of every function, with the resources of one instance. */
export function functionsTable(): string {
  return markdownTable(
    [
      'function',
      'callers',
      'categories',
      'CPU',
      'MiB',
      'simultaneous requests',
      'instances at most',
      'seconds for a request',
    ],
    functions.map(({ name, ingress, categories, size }) => [
      `[${name}](../../functions/${name}/README.md)`,
      ingress === 'public' ? 'any' : 'Cloud Scheduler',
      codes(categories),
      String(size.cpu),
      String(size.memoryMiB),
      String(size.concurrency),
      String(size.instancesMax),
      String(size.timeoutSeconds),
    ]),
  );
}

/** The users of a key, by kind of use: `decrypt: chat`. */
function usersOf(key: string): string {
  const uses = new Map<string, string[]>();
  for (const { name, grants } of [...functions, ...operators])
    for (const grant of grants.keys.filter((each) => each.key === key))
      uses.set(grant.use, [...(uses.get(grant.use) ?? []), name]);
  return [...uses].map(([use, names]) => `${use}: ${names.join(', ')}`).join('; ');
}

/** A table of every key of Cloud KMS. */
export function keysTable(): string {
  return markdownTable(
    ['key', 'algorithm', 'new version', 'destroyed after', 'protects', 'users'],
    keys.map((key) => [
      `\`${key.id}\``,
      key.algorithm,
      key.rotationDays === null ? 'by hand' : `every ${key.rotationDays} days`,
      `${key.destroyDays} days`,
      key.protects,
      usersOf(key.id),
    ]),
  );
}

/** A table of every database, with its backups. */
export function databasesTable(): string {
  return markdownTable(
    ['database', 'location', 'contents', 'copies', 'reason'],
    databases.map(({ id, holds, backups, pointInTimeRecovery, why }) => [
      `\`${id}\``,
      `\`${locations.database}\``,
      holds,
      backups === null && !pointInTimeRecovery
        ? 'none'
        : `a backup every day, kept ${backups?.keptDays} days; point-in-time recovery`,
      why,
    ]),
  );
}

/** A table of every job of Cloud Scheduler. */
export function schedulesTable(): string {
  return markdownTable(
    ['job', 'calls', 'schedule (UTC)', 'waits for an answer at most', 'retries', 'reason'],
    schedules.map((each) => [
      `\`${each.job}\``,
      `\`POST ${each.path}\` of ${each.function}`,
      `\`${each.cron}\``,
      `${each.attemptDeadlineSeconds} s`,
      String(each.retries),
      each.why,
    ]),
  );
}

/** A table of every alert, with the metric that it uses. */
export function alertsTable(): string {
  return markdownTable(
    ['alert', 'metric', 'counted log lines', 'alerts after', 'reaction'],
    alerts.map((alert: Alert) => [
      alert.title,
      `\`${metricOf(alert)}\``,
      alert.messages === undefined ? 'every other error' : codes(alert.messages),
      alert.when === 'any' ? 'the first line' : `${alert.when.noneForSeconds} s without a line`,
      alert.fix,
    ]),
  );
}

/** A table of every chart of the dashboard. */
export function dashboardTable(): string {
  return markdownTable(
    ['chart', 'metric', 'answers the question'],
    dashboard.charts.map(({ title, metric, answers }) => [title, `\`${metric}\``, answers]),
  );
}
