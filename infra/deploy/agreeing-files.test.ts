import { expect, test } from 'vitest';
import { compareFiles, type DeploymentFiles, readFiles } from './testing/compare-files.ts';

test('cloudbuild.yaml, firebase.json, the URL map and the manifest agree', () => {
  expect(compareFiles(readFiles())).toEqual([]);
});

const rules = ({ urlMap }: DeploymentFiles) =>
  urlMap.pathMatchers.flatMap((each) => each.pathRules);

/** Mistakes that a person could make, and the text in which the comparison reports each of them. */
const mistakes: readonly [string, (files: DeploymentFiles) => void, RegExp][] = [
  [
    'a path in firebase.json differs',
    ({ firebase }) => {
      const [rewrite] = firebase.hosting.rewrites;
      if (rewrite) rewrite.source = '/v1/other{,/**}';
    },
    /^firebase\.json: rewrites/,
  ],
  [
    'firebase.json lacks a function',
    ({ firebase }) => {
      const rest = firebase.hosting.rewrites.filter(({ run }) => run.serviceId !== 'nlu');
      firebase.hosting.rewrites = rest;
    },
    /^firebase\.json: rewrites/,
  ],
  [
    'firebase.json loads other rules for a database',
    ({ firebase }) => {
      const [database] = firebase.firestore;
      if (database) database.rules = 'open.rules';
    },
    /^firebase\.json: databases/,
  ],
  [
    'a path of the URL map differs',
    (files) => {
      const [rule] = rules(files);
      if (rule) Object.assign(rule, { paths: ['/v1/other'] });
    },
    /^URL map: paths of .*mayfly-chat/,
  ],
  [
    'the URL map lacks a function',
    (files) => {
      for (const matcher of files.urlMap.pathMatchers) matcher.pathRules.pop();
    },
    /^URL map: paths of /,
  ],
  [
    'the URL map sends all other paths to another service',
    ({ urlMap }) => void Object.assign(urlMap, { defaultService: 'elsewhere' }),
    /^URL map: .*mayfly-manager does not serve all other paths/,
  ],
  [
    'a function is not deployed',
    ({ deployments }) => void deployments.splice(2, 1),
    /is not deployed$/,
  ],
  [
    'a function is deployed as another account',
    ({ deployments }) => {
      const args = deployments[0] ?? [];
      const at = args.findIndex((each) => each.startsWith('--service-account='));
      args[at] = '--service-account=mayfly-rekey@demo-mayfly.iam.gserviceaccount.com';
    },
    /^chat: lacks --service-account=mayfly-chat@/,
  ],
  [
    'the build lacks the step that checks before the deployment',
    (files) => {
      files.cloudbuild = files.cloudbuild.replace('- id: infra-check', '- id: later');
    },
    /^cloudbuild\.yaml: step/,
  ],
  [
    'the build runs in another region',
    (files) => {
      files.cloudbuild = files.cloudbuild.replace(
        'europe-west1/workerPools',
        'us-east1/workerPools',
      );
    },
    /^cloudbuild\.yaml: pool/,
  ],
  [
    'the build runs as another account',
    (files) => {
      files.cloudbuild = files.cloudbuild.replace('mayfly-builder@', 'mayfly-manager@');
    },
    /^cloudbuild\.yaml: account/,
  ],
  [
    'after the deployment, the build runs the command apply without --after-deploy',
    (files) => {
      files.cloudbuild = files.cloudbuild.replace('--after-deploy ', '');
    },
    /^cloudbuild\.yaml: step apply/,
  ],
  [
    'the build checks the deployment without its settings',
    (files) => {
      files.cloudbuild = files.cloudbuild.replaceAll(
        'check --project "$PROJECT_ID" --settings /tmp/settings',
        'check --project "$PROJECT_ID"',
      );
    },
    /^cloudbuild\.yaml: step check-deployed/,
  ],
];

test.each(mistakes)('the comparison reports that %s', (_what, change, expected) => {
  const files = readFiles();
  change(files);
  expect(compareFiles(files)).toContainEqual(expect.stringMatching(expected));
});
