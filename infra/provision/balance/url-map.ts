import { backendName, functions, loadBalancer } from '../../manifest.ts';
import type { Project } from '../project.ts';

/** A rule of a URL map: which paths a backend serves. `*` stands at the end alone, after a slash. */
export type PathRule = { readonly paths: readonly string[]; readonly service: string };

/** What a function serves that no other function does. */
const everything = '/**';

/**
 * Paths as a load balancer takes them, for a glob of the manifest.
 * @throws an error for a glob that a load balancer cannot express
 */
export function pathsOf(glob: string): string[] {
  const [, base = glob, tail = ''] = /^(.*?)(\{,\/\*\*\}|\/\*\*)?$/.exec(glob) ?? [];
  if (!/^(?:\/[\w.-]+)+$/.test(base)) throw new Error(`no load balancer has paths like ${glob}`);
  if (tail === '') return [base];
  return tail === everything ? [`${base}/*`] : [base, `${base}/*`];
}

function serviceOf({ id, region }: Project, name: string): string {
  return `projects/${id}/regions/${region}/backendServices/${backendName(name)}`;
}

/**
 * Which function answers which path, as the manifest says. The longest path that matches counts, so
 * the order of the rules means nothing.
 */
export function urlMapOf(project: Project) {
  const served = functions.filter(({ ingress }) => ingress === 'public');
  const rest = served.find(({ serves }) => serves.includes(everything));
  if (rest === undefined) throw new Error('no function serves all other paths');
  const pathRules: PathRule[] = served
    .filter((entry) => entry !== rest)
    .map(({ name, serves }) => ({
      paths: serves.flatMap(pathsOf),
      service: serviceOf(project, name),
    }));
  const defaultService = serviceOf(project, rest.name);
  return {
    name: loadBalancer.name,
    defaultService,
    hostRules: [{ hosts: ['*'], pathMatcher: 'functions' }],
    pathMatchers: [{ name: 'functions', defaultService, pathRules }],
  };
}

/** Sends every request that came by plain HTTP to HTTPS. */
export const redirectMap = {
  name: loadBalancer.redirect,
  defaultUrlRedirect: {
    httpsRedirect: true,
    redirectResponseCode: 'MOVED_PERMANENTLY_DEFAULT',
    stripQuery: false,
  },
} as const;
