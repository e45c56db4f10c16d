import { backendName, functions, loadBalancer } from '../../manifest.ts';
import type { Project } from '../project.ts';

/**
 * A rule of a URL map: requests for these paths go to this backend service. A path may have a `*`
 * only at its end, after a slash.
 */
export type PathRule = { readonly paths: readonly string[]; readonly service: string };

/** The glob of the function that serves each path that no other function serves. */
const everything = '/**';

/**
 * Translates a glob of the manifest into paths of a load balancer.
 * @throws an error for a glob that a load balancer does not support
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
 * The URL map: it says which function serves which paths, as in the manifest. If several rules
 * match a request, the rule with the longest path decides. So the order of the rules does not
 * matter.
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

/** Redirects every request by plain HTTP to HTTPS. */
export const redirectMap = {
  name: loadBalancer.redirect,
  defaultUrlRedirect: {
    httpsRedirect: true,
    redirectResponseCode: 'MOVED_PERMANENTLY_DEFAULT',
    stripQuery: false,
  },
} as const;
