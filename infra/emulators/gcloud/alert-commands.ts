import { randomUUID } from 'node:crypto';
import { type Command, CommandFailed, flag } from './command.ts';
import type { GcloudState, Thing } from './gcloud-state.ts';
import { type Handlers, handlersOf, requireFlags, taking, thingsOf } from './listed-things.ts';

/** Returns the JSON from standard input. The flag `name` must have the value `-`, as in gcloud. */
function contentOf(command: Command, name: string): Thing {
  if (flag(command, name) !== '-') throw new CommandFailed(`ERROR: --${name}: no such file`);
  return JSON.parse(command.input()) as Thing;
}

const metric = (command: Command) => contentOf(command, 'config-from-file');
const metrics = handlersOf('logging metrics', {
  create: { flags: ['config-from-file'], make: metric },
  update: { flags: ['config-from-file'], make: metric },
});

type Group = 'alertPolicies' | 'notificationChannels';
const groups = {
  alertPolicies: 'monitoring policies',
  notificationChannels: 'monitoring channels',
};

/** Adds a resource, and chooses its name as the service does. */
function add(state: GcloudState, command: Command, group: Group, from: string): void {
  requireFlags(command, [from]);
  const all = thingsOf(state, groups[group]);
  const name = `projects/${flag(command, 'project')}/${group}/${Object.keys(all).length + 1}`;
  all[name] = { ...contentOf(command, from), name };
}

/** Refuses a policy that names a missing metric or a missing channel. */
function requireUsed(state: GcloudState, policy: Thing): void {
  const text = JSON.stringify(policy);
  const [, used = ''] = /logging\.googleapis\.com\/user\/(\w+)/.exec(text) ?? [];
  if (thingsOf(state, 'logging metrics')[`global/${used}`] === undefined) {
    throw new CommandFailed(`ERROR: NOT_FOUND: Cannot find metric that matches type = "${used}"`);
  }
  for (const channel of (policy['notificationChannels'] ?? []) as readonly string[])
    if (thingsOf(state, groups.notificationChannels)[channel] === undefined)
      throw new CommandFailed(`ERROR: NOT_FOUND: channel ${channel}`);
}

function policyNamed(state: GcloudState, name: string): Thing {
  const policy = thingsOf(state, groups.alertPolicies)[name];
  if (policy === undefined) throw new CommandFailed('ERROR: NOT_FOUND: no such policy');
  return policy;
}

function dashboardNamed(state: GcloudState, name: string): Thing {
  const found = thingsOf(state, 'monitoring dashboards')[name];
  if (found === undefined) throw new CommandFailed('ERROR: NOT_FOUND: no such dashboard');
  return found;
}

const dashboards: Handlers = {
  'monitoring dashboards list': (state, _name, command) => {
    requireFlags(command, []);
    return Object.values(thingsOf(state, 'monitoring dashboards'));
  },
  'monitoring dashboards create': (state, _name, command) => {
    requireFlags(command, ['config-from-file']);
    const all = thingsOf(state, 'monitoring dashboards');
    const name = `projects/1/dashboards/${Object.keys(all).length + 1}`;
    all[name] = { ...contentOf(command, 'config-from-file'), name, etag: randomUUID() };
  },
  'monitoring dashboards update': (state, name, command) => {
    requireFlags(command, ['config-from-file']);
    const told = contentOf(command, 'config-from-file');
    if (dashboardNamed(state, name)['etag'] !== told['etag'])
      throw new CommandFailed('ERROR: ABORTED: the etag is not that of the dashboard');
    thingsOf(state, 'monitoring dashboards')[name] = { ...told, name, etag: randomUUID() };
  },
};

/** Emulates `gcloud` for metrics, alert policies, notification channels and dashboards. */
export const alertHandlers: Handlers = {
  ...metrics,
  ...dashboards,
  'monitoring policies list': taking([], (state) =>
    Object.values(thingsOf(state, groups.alertPolicies)),
  ),
  'monitoring policies create': (state, _name, command) => {
    requireFlags(command, ['policy-from-file']);
    requireUsed(state, contentOf(command, 'policy-from-file'));
    add(state, command, 'alertPolicies', 'policy-from-file');
  },
  'monitoring policies update': (state, name, command) => {
    requireFlags(command, ['policy-from-file']);
    const policy = contentOf(command, 'policy-from-file');
    requireUsed(state, policy);
    thingsOf(state, groups.alertPolicies)[policyNamed(state, name).name ?? ''] = {
      ...policy,
      name,
    };
  },
  'monitoring policies delete': (state, name, command) => {
    requireFlags(command, []);
    policyNamed(state, name);
    delete thingsOf(state, groups.alertPolicies)[name];
  },
  'beta monitoring channels list': taking([], (state) =>
    Object.values(thingsOf(state, groups.notificationChannels)),
  ),
  'beta monitoring channels create': (state, _name, command) =>
    add(state, command, 'notificationChannels', 'channel-content-from-file'),
};
