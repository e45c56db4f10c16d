import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../build/functions.ts';
import { readCommand, refuseArguments } from '../command/read-command.ts';
import { type FunctionEntry, functions, locations, region } from '../manifest.ts';
import { createGcloud } from '../provision/gcloud.ts';
import { readProjectNumber } from '../provision/read-project-number.ts';
import { readSettings } from '../provision/read-settings.ts';
import { deployFunction } from './deploy-function.ts';
import { digestBundle } from './digest-bundle.ts';
import { planDeployment } from './plan-deployment.ts';
import { environmentOf } from './settings.ts';

const help = `Deploys the bundles of dist/ that have changed, each as a function of Cloud Run in the EU.

  npm run deploy -- --project ID --settings FILE [--only NAME,NAME]

  --settings FILE   the operator's settings, such as CONSOLE_URL and OIDC_ISSUERS, in lines NAME=value
  --only NAMES      deploys only these functions, separated by commas
  --help            prints this text

First run npm run build, and npm run infra -- check --before-deploy. The first revision of a function gets all
traffic immediately. Each later revision gets no traffic, then a tenth, then all of it. If it does not become
ready or logs an error, the former revision gets all traffic again. The command exits with 1 if anything fails.
Run it again: it does not touch the functions that are already deployed.
`;

const { values, positionals } = readCommand(help, {
  project: { type: 'string' },
  settings: { type: 'string' },
  only: { type: 'string' },
});
if (values.project === undefined || values.settings === undefined || positionals.length > 0)
  refuseArguments(help);

const project = { id: values.project, region, locations };
const gcloud = createGcloud(project.id);
const tell = (line: string) => console.log(line);
const only = values.only?.split(',');

async function deployAll(settingsFile: string): Promise<void> {
  const settings = readSettings(settingsFile);
  const unknown = only?.filter((name) => !functions.some((entry) => entry.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`no function ${unknown.join(', ')}`);
  const projectNumber = await readProjectNumber(gcloud, project);
  const planOf = (entry: FunctionEntry) => {
    const folder = `${root}dist/${entry.name}`;
    const environment = environmentOf(project, projectNumber, entry, settings);
    return planDeployment(project, entry, { folder, digest: digestBundle(folder) }, environment);
  };
  // All deployments are planned before the first one starts. So a wrong setting stops all of them.
  const planned = functions
    .filter(({ name }) => only === undefined || only.includes(name))
    .map(planOf);
  for (const deployment of planned) {
    // Functions are deployed one after the other, so that a failed deployment stops the others.
    // oxlint-disable-next-line no-await-in-loop
    await deployFunction({ gcloud, project, tell, pause }, deployment);
  }
}

try {
  await deployAll(values.settings);
  const given = `--project ${project.id} --settings ${values.settings}`;
  tell(`Deployed. To update the jobs, run: npm run infra -- apply ${given}`);
} catch (error) {
  console.error(`Not finished: ${error instanceof Error ? error.message : 'failed'}`);
  process.exitCode = 1;
}
