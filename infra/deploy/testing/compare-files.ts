import { readFileSync } from 'node:fs';
import { root } from '../../build/functions.ts';
import type { Rewrite } from '../../local/gateway/match-rewrite.ts';
import type { SecretId } from '../../manifest/secrets.ts';
import { databases, functions, locations, region } from '../../manifest.ts';
import { pathsOf, urlMapOf } from '../../provision/balance/url-map.ts';
import { accountEmail, materialBucket, poolName } from '../../provision/project.ts';
import { planDeployment } from '../plan-deployment.ts';
import { environmentOf } from '../settings.ts';

const project = { id: 'demo-mayfly', region, locations };

export type Firebase = {
  firestore: { database: string; rules: string; indexes: string }[];
  hosting: { rewrites: Rewrite[] };
};

/** The arguments of `gcloud run deploy` for each function. */
function deployments() {
  return functions.map((entry) => {
    const environment = environmentOf(project, '1', entry, {});
    const bundle = { folder: `dist/${entry.name}`, digest: 'x' };
    return planDeployment(project, entry, bundle, environment).arguments;
  });
}

/** The files and plans on which a deployment depends. */
export function readFiles() {
  return {
    firebase: JSON.parse(readFileSync(`${root}firebase.json`, 'utf8')) as Firebase,
    cloudbuild: readFileSync(`${root}cloudbuild.yaml`, 'utf8'),
    urlMap: structuredClone(urlMapOf(project)),
    deployments: deployments().map((args) => [...args]),
  };
}

export type DeploymentFiles = ReturnType<typeof readFiles>;

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

function compareFirebase({ firebase }: DeploymentFiles): string[] {
  const rewrites = functions.flatMap(({ name, serves }) =>
    serves.map((source) => ({ source, run: { serviceId: name, region } })),
  );
  const firestore = databases.map(({ id }) => ({
    database: id,
    rules: 'infra/firestore/deny-all.rules',
    indexes: `infra/firestore/${id}.indexes.json`,
  }));
  return [
    ...(isSame(firebase.hosting.rewrites, rewrites) ? [] : ['firebase.json: rewrites']),
    ...(isSame(firebase.firestore, firestore) ? [] : ['firebase.json: databases']),
  ];
}

/**
 * Compares the URL map of the load balancer with the rewrites in firebase.json. Each path must lead
 * to the same function in both. The local stack uses the rewrites.
 */
function compareUrlMap({ firebase, urlMap }: DeploymentFiles): string[] {
  const backendOf = (name: string) =>
    `projects/${project.id}/regions/${region}/backendServices/mayfly-${name}`;
  const byName = Map.groupBy(firebase.hosting.rewrites, ({ run }) => run.serviceId);
  const rules = urlMap.pathMatchers.flatMap(({ pathRules }) => pathRules);
  const wanted = [...byName].map(([name, rewrites]) => ({
    service: backendOf(name),
    sources: rewrites.map(({ source }) => source),
  }));
  return wanted.flatMap(({ service, sources }) => {
    if (sources.includes('/**')) {
      return urlMap.defaultService === service
        ? []
        : [`URL map: ${service} does not serve all other paths`];
    }
    const rule = rules.find((each) => each.service === service);
    return isSame(rule?.paths, sources.flatMap(pathsOf)) ? [] : [`URL map: paths of ${service}`];
  });
}

function compareDeployments(files: DeploymentFiles): string[] {
  return functions.flatMap(({ name, ingress }) => {
    const args = files.deployments.find((each) => each[2] === name);
    if (args === undefined) return [`${name} is not deployed`];
    const told = [
      `--service-account=${accountEmail(project, name)}`,
      `--region=${region}`,
      `--source=dist/${name}`,
      '--function=handler',
      '--base-image=nodejs24',
      `--build-worker-pool=${poolName(project)}`,
      `--build-service-account=projects/${project.id}/serviceAccounts/${accountEmail(project, 'packer')}`,
      `--ingress=${ingress === 'public' ? 'internal-and-cloud-load-balancing' : 'internal'}`,
    ];
    return told.filter((each) => !args.includes(each)).map((each) => `${name}: lacks ${each}`);
  });
}

/** The steps of a build in their order, and the command that each must run. */
const steps: readonly (readonly [string, RegExp])[] = [
  ['check', /\.ci\/run/],
  ['audit', /audit, --omit=dev/],
  ['build', /run, build/],
  ['sbom', /--sbom-format=cyclonedx/],
  ['infra-check', /infra\/provision\/main\.ts check --before-deploy .*--settings/],
  ['deploy', /infra\/deploy\/main\.ts .*--settings/],
  ['apply', /infra\/provision\/main\.ts apply --after-deploy .*--settings/],
  ['check-deployed', /infra\/provision\/main\.ts check .*--settings/],
];

/** The project, with a variable as its id. Cloud Build replaces the variable with the real id. */
const here = { ...project, id: '$PROJECT_ID' };
/** Lines that cloudbuild.yaml must contain, each with the word by which a report names it. */
const said: readonly (readonly [string, string])[] = [
  ['pool', `\n    name: ${poolName(here)}\n`],
  [
    'account',
    `\nserviceAccount: projects/${here.id}/serviceAccounts/${accountEmail(here, 'builder')}\n`,
  ],
  ['bucket', `location: gs://${materialBucket(here)}/$BUILD_ID\n`],
  ['settings', `_SETTINGS: ${'deploy-settings' satisfies SecretId}\n`],
];

function compareBuild({ cloudbuild }: DeploymentFiles): string[] {
  const found = cloudbuild.split(/^ {2}- id: /m).slice(1);
  const ids = found.map((step) => /^\S+/.exec(step)?.[0]);
  const expected = steps.map(([id]) => id);
  const order = isSame(ids, expected) ? [] : [`cloudbuild.yaml: steps ${ids.join(', ')}`];
  const wrong = steps.filter(([id, runs]) => {
    const step = found.find((each) => each.startsWith(`${id}\n`));
    return step === undefined || !runs.test(step);
  });
  return [
    ...order,
    ...wrong.map(([id]) => `cloudbuild.yaml: step ${id}`),
    ...(/logging: CLOUD_LOGGING_ONLY/.test(cloudbuild) ? [] : ['cloudbuild.yaml: logs']),
    ...said
      .filter(([, line]) => !cloudbuild.includes(line))
      .map(([what]) => `cloudbuild.yaml: ${what}`),
    ...(/requestedVerifyOption: VERIFIED/.test(cloudbuild) ? [] : ['cloudbuild.yaml: provenance']),
  ];
}

/**
 * Lists the differences between cloudbuild.yaml, firebase.json, the URL map, the deployments and
 * the manifest.
 */
export function compareFiles(files: DeploymentFiles): string[] {
  return [
    ...compareFirebase(files),
    ...compareUrlMap(files),
    ...compareDeployments(files),
    ...compareBuild(files),
  ];
}
