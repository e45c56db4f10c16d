import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../../build/functions.ts';
import { createGcloudInMemory } from '../../emulators/gcloud/gcloud-in-memory.ts';
import { type Alert, alerts, filterOf, metricOf, schedules } from '../../manifest.ts';
import { applyProject, planProject, renderPlan } from '../plan-project.ts';
import type { Settings } from '../read-settings.ts';
import { addChannels, raiseAlerts } from './raise-alerts.ts';

const email = 'ops@example.org';

function createWatched(settings: Settings = { ALERT_CHANNELS: email }) {
  const { state, gcloud, changes } = createGcloudInMemory('demo-mayfly');
  const steps = [addChannels(gcloud, settings), raiseAlerts(gcloud, settings)];
  return {
    state,
    changes,
    apply: () => applyProject(steps, () => {}),
    told: async (withCommands = false) =>
      renderPlan(await planProject(steps, () => {}), withCommands).filter((line) =>
        line.startsWith('  '),
      ),
    policies: () => Object.values(state.things['monitoring policies'] ?? {}),
  };
}

test('a run creates a metric and a policy for each alert, and a second run changes nothing', async () => {
  const { apply, changes, policies, state } = createWatched();
  await apply();
  expect(Object.keys(state.things['logging metrics'] ?? {})).toEqual(
    alerts.map((alert) => `global/${metricOf(alert)}`),
  );
  expect(policies()).toHaveLength(alerts.length);
  for (const policy of policies())
    expect(policy['notificationChannels']).toEqual(['projects/demo-mayfly/notificationChannels/1']);
  const before = changes.length;
  await apply();
  expect(changes).toHaveLength(before);
});

test('no argument of a command, no plan and no metric contains an email address from the settings', async () => {
  const { apply, told, changes, state } = createWatched();
  expect(JSON.stringify(await told(true))).not.toContain(email);
  await apply();
  expect(JSON.stringify(changes)).not.toContain(email);
  expect(JSON.stringify(state.things['logging metrics'])).not.toContain(email);
});

test('a run corrects manual changes, and removes an alert that is no longer in the manifest', async () => {
  const { apply, told, state } = createWatched();
  await apply();
  const policies = state.things['monitoring policies'] ?? {};
  const [first = '', second = '', third = ''] = Object.keys(policies);
  policies[first] = { ...policies[first], enabled: false };
  policies[second] = { ...policies[second], notificationChannels: [] };
  policies[third] = { ...policies[third], userLabels: { mayfly: 'former' } };
  policies['others'] = { name: 'others', enabled: true };
  const metrics = state.things['logging metrics'] ?? {};
  metrics['global/mayfly_errors'] = {
    ...metrics['global/mayfly_errors'],
    filter: 'severity=DEBUG',
  };
  expect(await told()).toEqual([
    expect.stringContaining('  ~ metric mayfly_errors: filter is severity=DEBUG'),
    `  ~ alert ${alerts[0].id}: enabled: not what the manifest says`,
    `  ~ alert ${alerts[1].id}: notificationChannels: not what the manifest says`,
    `  + alert ${alerts[2].id}`,
    '  - alert former: the manifest does not have it',
  ]);
  await apply();
  expect(await told()).toEqual([]);
  expect(policies).toHaveProperty('others');
});

test('a run refuses a notification channel that the settings name but that does not exist', async () => {
  const name = 'projects/demo-mayfly/notificationChannels/77';
  const { told, state, apply, policies } = createWatched({ ALERT_CHANNELS: name });
  expect(await told()).toContain(
    `  ! notification channel ${name}: ALERT_CHANNELS names it, but it does not exist`,
  );
  (state.things['monitoring channels'] ??= {})[name] = { name };
  await apply();
  expect(policies()[0]?.['notificationChannels']).toEqual([name]);
});

/** The source text of all files that may write log lines. */
const sources = globSync('{shared,functions}/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(`${root}${file}`, 'utf8'))
  .join('\n');

/**
 * Log messages that contain the name of a task, and the source code that makes each of them. No
 * file contains the whole message.
 */
const ofTasks = new Map(
  schedules.flatMap(({ job }) => [
    [job, 'logger.info(report, name)'],
    [`${job} is late`, '`${name} is late`'],
  ]),
);

test.each(alerts.flatMap((alert: Alert) => alert.messages ?? []))(
  'the source code contains the log message that an alert counts: %s',
  (message) => {
    expect(sources).toContain(ofTasks.get(message) ?? `'${message}'`);
  },
);

test('exactly one alert names no log messages, and it counts all errors that the other alerts do not count', () => {
  const rest = alerts.filter((alert: Alert) => alert.messages === undefined);
  expect(rest).toHaveLength(1);
  const [errors] = rest;
  const told = errors === undefined ? '' : filterOf(errors);
  expect(told).toContain('severity>=ERROR AND NOT jsonPayload.message=(');
  for (const message of alerts.flatMap((alert: Alert) => alert.messages ?? []))
    expect(told).toContain(`"${message}"`);
});
