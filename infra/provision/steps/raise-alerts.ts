import { type Alert, alerts, filterOf, metricOf } from '../../manifest.ts';
import { type Gcloud, gcloudChange } from '../gcloud.ts';
import type { Settings } from '../read-settings.ts';
import { type Found, holds, planResources, type Resource, type Values } from '../resource.ts';
import type { Planned, Step } from '../step.ts';

type FoundChannel = {
  readonly name: string;
  readonly type?: string;
  readonly labels?: { readonly [name: string]: string };
};
type FoundPolicy = Found & { readonly userLabels?: { readonly [name: string]: string } };

/** The label that marks an alert policy as Mayfly's. Its value is the id of the alert. */
const label = 'mayfly';

function metricResource(alert: Alert): Resource {
  const name = metricOf(alert);
  // A metric only counts lines. It has no labels, so no value from a line can get into it.
  const wanted = { description: alert.title, filter: filterOf(alert) };
  const put = (verb: 'create' | 'update') => ({
    args: ['logging', 'metrics', verb, name, '--config-from-file=-'],
    input: JSON.stringify({
      ...wanted,
      metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64', unit: '1' },
    }),
  });
  return { of: `metric ${name}`, name, wanted, create: put('create'), change: put('update') };
}

function conditionOf(alert: Alert): Values {
  const filter = `metric.type="logging.googleapis.com/user/${metricOf(alert)}" AND resource.type="cloud_run_revision"`;
  const sum = {
    alignmentPeriod: '300s',
    perSeriesAligner: 'ALIGN_DELTA',
    crossSeriesReducer: 'REDUCE_SUM',
  };
  if (alert.when === 'any') {
    return {
      displayName: alert.title,
      conditionThreshold: {
        filter,
        aggregations: [sum],
        comparison: 'COMPARISON_GT',
        thresholdValue: 0,
        duration: '0s',
      },
    };
  }
  const duration = `${alert.when.noneForSeconds}s`;
  return {
    displayName: alert.title,
    conditionAbsent: { filter, aggregations: [sum], duration },
  };
}

function policyOf(alert: Alert, channels: readonly string[]): Values {
  return {
    displayName: `Mayfly: ${alert.title}`,
    combiner: 'OR',
    enabled: true,
    userLabels: { [label]: alert.id },
    documentation: { content: alert.fix, mimeType: 'text/markdown' },
    conditions: [conditionOf(alert)],
    notificationChannels: channels,
  };
}

/**
 * Compares alert policies with the manifest. A policy is found by its label `mayfly`, because Cloud
 * Monitoring chooses the names of policies.
 */
function policyChanges(
  gcloud: Gcloud,
  found: readonly FoundPolicy[],
  channels: readonly string[],
): Planned[] {
  const idOf = ({ userLabels }: FoundPolicy) => userLabels?.[label];
  const wanted = alerts.flatMap((alert: Alert): Planned[] => {
    const policy = policyOf(alert, channels);
    const input = JSON.stringify(policy);
    const of = `alert ${alert.id}`;
    const there = found.find((each) => idOf(each) === alert.id);
    const put = (verb: readonly string[]) => [
      'monitoring',
      'policies',
      ...verb,
      '--policy-from-file=-',
    ];
    if (there === undefined) {
      return [gcloudChange(gcloud, 'create', of, put(['create']), undefined, input)];
    }
    const wrong = Object.keys(policy).filter((name) => !holds(there[name], policy[name] ?? ''));
    if (wrong.length === 0) return [];
    const difference = `${wrong.join(', ')}: not what the manifest says`;
    return [gcloudChange(gcloud, 'change', of, put(['update', there.name]), difference, input)];
  });
  const ids = new Set<string | undefined>(alerts.map(({ id }) => id));
  const needless = found
    .filter((each) => idOf(each) !== undefined && !ids.has(idOf(each)))
    .map((each) =>
      gcloudChange(
        gcloud,
        'remove',
        `alert ${idOf(each)}`,
        ['monitoring', 'policies', 'delete', each.name],
        'the manifest does not have it',
      ),
    );
  return [...wanted, ...needless];
}

/** The receivers of alerts: email addresses, and names of existing channels. */
function recipientsOf(settings: Settings) {
  const all = (settings['ALERT_CHANNELS'] ?? '').split(',').map((each) => each.trim());
  const told = all.filter((each) => each !== '');
  return {
    emails: told.filter((each) => each.includes('@')),
    names: told.filter((each) => !each.includes('@')),
  };
}

const listChannels = ['beta', 'monitoring', 'channels', 'list'];

const addressedTo = (email: string) => (channel: FoundChannel) =>
  channel.type === 'email' && channel.labels?.['email_address'] === email;

/**
 * Adds a channel for each email address, and refuses a name in the settings if no channel has this
 * name. No argument of a command, no name and no output contains an email address.
 */
export function addChannels(gcloud: Gcloud, settings: Settings): Step {
  return {
    title: 'Notification channels',
    async plan() {
      const { emails, names } = recipientsOf(settings);
      if (emails.length + names.length === 0) return [];
      const found = await gcloud.read<FoundChannel[]>(listChannels);
      const missing = emails.filter((email) => !found.some(addressedTo(email)));
      const unknown = names.filter((name) => !found.some((each) => each.name === name));
      return [
        ...missing.map((email) => {
          const args = [
            'beta',
            'monitoring',
            'channels',
            'create',
            '--channel-content-from-file=-',
          ];
          const labels = { email_address: email };
          const input = JSON.stringify({ type: 'email', displayName: 'Mayfly', labels });
          const { command: _command, ...change } = gcloudChange(
            gcloud,
            'create',
            'notification channel of an email address',
            args,
            undefined,
            input,
          );
          return change;
        }),
        ...unknown.map(
          (name): Planned => ({
            kind: 'refused',
            of: `notification channel ${name}`,
            difference: 'ALERT_CHANNELS names it, but it does not exist',
            fix: 'make it in the console of Google Cloud, or name another one',
          }),
        ),
      ];
    },
  };
}

/**
 * Creates or corrects a log-based metric and an alert policy for each alert of the manifest. Alerts
 * of Mayfly that are no longer in the manifest are removed. Metrics and alerts of others do not
 * change.
 */
export function raiseAlerts(gcloud: Gcloud, settings: Settings): Step {
  return {
    title: 'Alerts',
    async plan() {
      const { emails, names } = recipientsOf(settings);
      const [metrics, policies, channels] = await Promise.all([
        planResources(gcloud, ['logging', 'metrics', 'list'], alerts.map(metricResource)),
        gcloud.read<FoundPolicy[]>(['monitoring', 'policies', 'list']),
        emails.length === 0 ? [] : gcloud.read<FoundChannel[]>(listChannels),
      ]);
      const own = emails.flatMap((email) => channels.find(addressedTo(email))?.name ?? []);
      return [...metrics, ...policyChanges(gcloud, policies, [...own, ...names])];
    },
  };
}
