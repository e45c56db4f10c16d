import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { alertHandlers } from './alert-commands.ts';
import { balanceHandlers } from './balance-commands.ts';
import { buildHandlers } from './build-commands.ts';
import { type Command, CommandFailed, flag, type Handler } from './command.ts';
import type { GcloudState, Policy } from './gcloud-state.ts';
import { taking } from './listed-things.ts';
import { runHandlers } from './run-commands.ts';

/**
 * Two commands: one reads a resource's policy, the other replaces the whole policy with the policy
 * in a file.
 */
function policyHandlers(group: string, requireIt = (_state: GcloudState, _name: string) => {}) {
  return {
    [`${group} get-iam-policy`]: taking([], (state, name) => {
      requireIt(state, name);
      const found = state.policies[`${group}/${name}`];
      return { etag: found?.etag ?? 'none', bindings: found?.bindings ?? [] };
    }),
    [`${group} set-iam-policy`]: taking([], (state, name, { words }) => {
      requireIt(state, name);
      const told = JSON.parse(readFileSync(words.at(-1) ?? '', 'utf8')) as Policy;
      if (told.etag !== (state.policies[`${group}/${name}`]?.etag ?? 'none')) {
        throw new CommandFailed('ERROR: ABORTED: There were concurrent policy changes.');
      }
      for (const member of told.bindings.flatMap(({ members }) => members)) {
        const account = member.replace('serviceAccount:', '');
        if (member.startsWith('serviceAccount:') && !state.accounts.includes(account)) {
          throw new CommandFailed(`ERROR: Service account ${account} does not exist.`);
        }
      }
      state.policies[`${group}/${name}`] = { ...told, etag: randomUUID() };
    }),
  };
}

function requireAccount({ accounts }: GcloudState, email: string): void {
  if (!accounts.includes(email)) throw new CommandFailed(`ERROR: NOT_FOUND: account ${email}`);
}

const projectId = (command: Command) => flag(command, 'project');

const iamHandlers: { readonly [words: string]: Handler } = {
  'services list': taking(['enabled'], ({ services }) =>
    services.map((name) => ({ config: { name } })),
  ),
  'services enable': taking(
    [],
    (state, _name, { words }) => void state.services.push(...words.slice(2)),
  ),
  'iam service-accounts list': taking([], ({ accounts }) => accounts.map((email) => ({ email }))),
  'iam service-accounts create': taking(['display-name'], (state, name, command) => {
    if (!/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(name)) {
      throw new CommandFailed(`ERROR: ${name} is no id of a service account`);
    }
    state.accounts.push(`${name}@${projectId(command)}.iam.gserviceaccount.com`);
  }),
  'iam roles describe': taking([], ({ roles }, name) => {
    if (roles[name] === undefined) throw new CommandFailed('ERROR: NOT_FOUND: the role is missing');
    return roles[name];
  }),
  'iam roles create': taking(['title', 'stage', 'permissions'], (state, name, command) => {
    if (!/^[a-zA-Z0-9_.]{3,64}$/.test(name))
      throw new CommandFailed(`ERROR: ${name} is no role id`);
    state.roles[name] = { includedPermissions: flag(command, 'permissions').split(',') };
  }),
  'iam roles update': taking(['permissions'], (state, name, command) => {
    if (state.roles[name]?.deleted === true)
      throw new CommandFailed(`ERROR: FAILED_PRECONDITION: ${name} is deleted`);
    state.roles[name] = { includedPermissions: flag(command, 'permissions').split(',') };
  }),
  'iam roles undelete': taking([], (state, name) => {
    const { deleted: _deleted, ...role } = state.roles[name] ?? { includedPermissions: [] };
    state.roles[name] = role;
  }),
};

const otherHandlers: { readonly [words: string]: Handler } = {
  'projects describe': taking([], () => ({ projectNumber: '123456789012' })),
  'secrets list': taking([], ({ secrets }) =>
    Object.entries(secrets).map(([id, { locations }]) => ({
      name: `projects/1/secrets/${id}`,
      replication:
        locations.length === 0
          ? { automatic: {} }
          : { userManaged: { replicas: locations.map((location) => ({ location })) } },
    })),
  ),
  'secrets versions list': taking(['filter'], ({ secrets }, name) => {
    if (secrets[name] === undefined) throw new CommandFailed(`ERROR: NOT_FOUND: secret ${name}`);
    return Array.from({ length: secrets[name].values ?? 0 }, () => ({ state: 'ENABLED' }));
  }),
  'secrets versions add': taking(['data-file'], ({ secrets }, name, command) => {
    const secret = secrets[name];
    if (secret === undefined) throw new CommandFailed(`ERROR: NOT_FOUND: secret ${name}`);
    if (readFileSync(flag(command, 'data-file')).length === 0)
      throw new CommandFailed('ERROR: INVALID_ARGUMENT: the value is empty');
    secret.values = (secret.values ?? 0) + 1;
  }),
  'secrets create': taking(['replication-policy', 'locations'], (state, name, command) => {
    state.secrets[name] = { locations: [flag(command, 'locations')] };
  }),
  'logging buckets list': taking(['location'], ({ buckets }, _name, command) =>
    Object.entries(buckets)
      .filter(([, { location }]) => location === flag(command, 'location'))
      .map(([id, { location, retentionDays, locked }]) => ({
        name: `projects/1/locations/${location}/buckets/${id}`,
        retentionDays,
        ...(locked && { locked }),
      })),
  ),
  'logging buckets create': taking(['location', 'retention-days'], (state, name, command) => {
    const retentionDays = Number(flag(command, 'retention-days'));
    state.buckets[name] = { location: flag(command, 'location'), retentionDays, locked: false };
  }),
  'logging buckets update': taking(
    ['location', 'retention-days', 'locked'],
    (state, name, command) => {
      const bucket = state.buckets[name];
      if (bucket === undefined) throw new CommandFailed('ERROR: NOT_FOUND: no such bucket');
      const days = command.flags.get('retention-days');
      if (days !== undefined && bucket.locked)
        throw new CommandFailed('ERROR: the bucket is locked');
      if (days !== undefined) bucket.retentionDays = Number(days);
      if (command.flags.has('locked')) bucket.locked = true;
    },
  ),
  'logging sinks list': taking([], ({ sinks }) =>
    Object.entries(sinks).map(([name, sink]) => ({ name, ...sink })),
  ),
  'logging sinks create': taking(['log-filter'], (state, name, command) => {
    const [, , , , destination = ''] = command.words;
    state.sinks[name] = { destination, filter: flag(command, 'log-filter'), disabled: false };
  }),
  'logging sinks update': taking(
    ['log-filter', 'disabled', 'no-disabled'],
    (state, name, command) => {
      const sink = state.sinks[name];
      if (sink === undefined) throw new CommandFailed('ERROR: NOT_FOUND: no such sink');
      if (command.flags.has('disabled')) sink.disabled = true;
      if (command.flags.has('no-disabled')) sink.disabled = false;
      const [, , , , destination] = command.words;
      if (destination !== undefined) sink.destination = destination;
      sink.filter = command.flags.get('log-filter') ?? sink.filter;
    },
  ),
};

const handlers: { readonly [words: string]: Handler } = {
  ...iamHandlers,
  ...otherHandlers,
  ...runHandlers,
  ...balanceHandlers,
  ...alertHandlers,
  ...buildHandlers,
  ...policyHandlers('projects'),
  ...policyHandlers('secrets'),
  ...policyHandlers('iam service-accounts', requireAccount),
};

/** Every command that the emulated `gcloud` accepts. */
export const knownCommands: readonly string[] = Object.keys(handlers);

/** Runs a command on a state. @returns what the tool prints as JSON @throws CommandFailed */
export function runCommand(state: GcloudState, command: Command): unknown {
  for (const length of [4, 3, 2]) {
    const name = command.words.slice(0, length).join(' ');
    const handle = handlers[name];
    if (handle !== undefined) return handle(state, command.words[length] ?? '', command);
  }
  throw new CommandFailed(`ERROR: unknown command: ${command.words.join(' ')}`);
}
