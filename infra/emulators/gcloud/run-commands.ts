import { readFileSync } from 'node:fs';
import { type Command, CommandFailed, flag, type Handler } from './command.ts';
import type { DeployedFunction, GcloudState } from './gcloud-state.ts';
import { taking } from './listed-things.ts';

/** Reads a list in the form of gcloud: `^|^a=b|c=d`, with the separator at the start. */
function readList(text: string): { [name: string]: string } {
  const [, separator = ',', list = text] = /^\^(.+?)\^(.*)$/s.exec(text) ?? [];
  return Object.fromEntries(
    list.split(separator).map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')];
    }),
  );
}

function readVariables(file: string): { [name: string]: string } {
  return JSON.parse(readFileSync(file, 'utf8')) as { [name: string]: string };
}

function describeService(name: string, service: DeployedFunction) {
  const { location, ingress, account, env, revisions } = service;
  const names = Object.keys(revisions);
  return {
    metadata: {
      name,
      labels: { 'cloud.googleapis.com/location': location },
      annotations: { 'run.googleapis.com/ingress': ingress },
    },
    spec: {
      template: {
        spec: {
          serviceAccountName: account,
          containers: [
            { env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })) },
          ],
        },
      },
    },
    status: {
      latestCreatedRevisionName: names.at(-1),
      latestReadyRevisionName: names.findLast((each) => revisions[each]?.isReady === true),
      traffic: Object.entries(revisions)
        .filter(([, { percent, tag }]) => percent > 0 || tag !== undefined)
        .map(([revisionName, { percent, tag }]) => ({ revisionName, percent, tag })),
    },
  };
}

function findService({ functions }: GcloudState, name: string): DeployedFunction {
  const service = functions[name];
  if (service === undefined) throw new CommandFailed('ERROR: NOT_FOUND: no such service');
  return service;
}

function setTraffic(service: DeployedFunction, { flags }: Command): void {
  const names = Object.keys(service.revisions);
  const latest = names.findLast((each) => service.revisions[each]?.isReady === true) ?? '';
  const [tag, tagPercent] = flags.get('to-tags')?.split('=') ?? [];
  const [revision] = flags.get('to-revisions')?.split('=') ?? [];
  const tagged = names.find((each) => tag !== undefined && service.revisions[each]?.tag === tag);
  const whole = revision ?? latest;
  for (const each of names) {
    const own = service.revisions[each];
    if (own === undefined) continue;
    if (tagged === undefined) own.percent = each === whole ? 100 : 0;
    else
      own.percent =
        each === tagged ? Number(tagPercent) : own.percent > 0 ? 100 - Number(tagPercent) : 0;
  }
}

/** Emulates the commands of `gcloud run`, and `gcloud logging read`. */
export const runHandlers: { readonly [words: string]: Handler } = {
  'run deploy': taking(
    [
      'source',
      'function',
      'base-image',
      'region',
      'service-account',
      'ingress',
      'no-invoker-iam-check',
      'cpu',
      'memory',
      'concurrency',
      'max-instances',
      'timeout',
      'startup-probe',
      'set-secrets',
      'build-service-account',
      'build-worker-pool',
      'labels',
      'env-vars-file',
      'no-traffic',
      'tag',
    ],
    (state, name, command) => {
      const { flags } = command;
      const isNew = state.functions[name] === undefined;
      const revisions = state.functions[name]?.revisions ?? {};
      if (isNew && flags.has('no-traffic'))
        throw new CommandFailed('ERROR: --no-traffic is not allowed for a new service');
      const revision = `${name}-${String(Object.keys(revisions).length + 1).padStart(5, '0')}`;
      const isReady = state.fate !== 'never ready';
      const tag = flags.get('tag');
      if (!flags.has('no-traffic')) for (const each of Object.values(revisions)) each.percent = 0;
      // If an older revision has this tag, it loses the tag to the new revision.
      for (const each of Object.values(revisions)) if (each.tag === tag) delete each.tag;
      state.functions[name] = {
        location: flag(command, 'region'),
        ingress: flag(command, 'ingress'),
        account: flag(command, 'service-account'),
        env: readVariables(flag(command, 'env-vars-file')),
        revisions: {
          ...revisions,
          [revision]: {
            isReady,
            labels: readList(flag(command, 'labels')),
            percent: flags.has('no-traffic') ? 0 : 100,
            ...(tag !== undefined && { tag }),
          },
        },
      };
    },
  ),
  'run services list': taking(['region'], ({ functions }, _name, { flags }) =>
    Object.entries(functions)
      .filter(([, { location }]) => [undefined, location].includes(flags.get('region')))
      .map(([name, service]) => describeService(name, service)),
  ),
  'run services describe': taking(['region'], (state, name) =>
    describeService(name, findService(state, name)),
  ),
  'run revisions describe': taking(['region'], ({ functions }, name) => {
    const all = Object.values(functions).flatMap(({ revisions }) => Object.entries(revisions));
    const found = all.find(([each]) => each === name);
    if (found === undefined) throw new CommandFailed('ERROR: NOT_FOUND: no such revision');
    return { metadata: { name, labels: found[1].labels } };
  }),
  'run services update-traffic': taking(
    ['region', 'to-tags', 'to-latest', 'to-revisions'],
    (state, name, command) => setTraffic(findService(state, name), command),
  ),
  'logging read': taking(['freshness', 'limit'], ({ functions, fate }, filter) => {
    const revision = /revision_name="([^"]+)"/.exec(filter)?.[1] ?? '';
    const own = Object.values(functions).find(({ revisions }) => revision in revisions);
    const hasTraffic = (own?.revisions[revision]?.percent ?? 0) > 0;
    return fate === 'errors under traffic' && hasTraffic ? [{ severity: 'ERROR' }] : [];
  }),
};
