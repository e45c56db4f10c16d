import { readCommand, refuseArguments } from '../command/read-command.ts';
import { locations, region } from '../manifest.ts';
import { checkProject } from './check/check-project.ts';
import { connectTools } from './connect-tools.ts';
import { renderCosts } from './costs/estimate-costs.ts';
import { GcloudFailed, rememberReads } from './gcloud.ts';
import { localServices } from './local-services.ts';
import { applyProject, countPlan, planProject, renderPlan } from './plan-project.ts';
import { readSettings, restoredDatabases, type Settings } from './read-settings.ts';
import { stepsOf } from './steps-of.ts';

const help = `Brings a Google Cloud project to the state of the manifest (infra/manifest), in the European Union.

  npm run infra -- plan  --project ID --settings FILE    lists what is missing or different, and the costs;
                                                         changes nothing
  npm run infra -- apply --project ID --settings FILE    makes these changes; may be stopped and run again
  npm run infra -- check --project ID --settings FILE    lists the reasons against a deployment, each with its fix

  --settings FILE   the settings of the deployment. CONSOLE_URL names the host. Only this command reads
                    CERTIFICATE and ALERT_CHANNELS. apply requires the file. plan and check work without it,
                    but then know no host, no receivers of alerts and no restored database
  --after-deploy    with plan and apply: only the steps that need the functions, such as jobs and the load balancer
  --before-deploy   with check: leaves out the findings that the deployment itself removes
  --commands        with plan: also prints the gcloud command of each change
  --help            prints this text

The command uses the default credentials of the Google clients (gcloud auth application-default login) and the
command gcloud. It exits with 1 if it fails, if check finds a reason, or if a change is refused. plan also exits
with 1 if there are changes to make.
`;

const { values, positionals } = readCommand(help, {
  project: { type: 'string' },
  settings: { type: 'string' },
  commands: { type: 'boolean', default: false },
  'after-deploy': { type: 'boolean', default: false },
  'before-deploy': { type: 'boolean', default: false },
});
const verbs = ['plan', 'apply', 'check'] as const;
const isVerb = (text: string | undefined): text is (typeof verbs)[number] =>
  (verbs as readonly (string | undefined)[]).includes(text);
const [verb] = positionals;
if (values.project === undefined || !isVerb(verb)) refuseArguments(help);
if (verb === 'apply' && values.settings === undefined) {
  refuseArguments(`apply needs --settings FILE, the settings of the deployment. For example:

  npm run infra -- apply --project ${values.project} --settings settings.env

Without them it would take the grants on a restored database away, and the receivers from all alerts.`);
}

const id = values.project;
const tools = connectTools(id, localServices());
const reading = { ...tools, gcloud: rememberReads(tools.gcloud) };
const projectWith = (settings: Settings) => ({
  id,
  region,
  locations,
  restored: restoredDatabases(settings),
});
const tell = (line: string) => console.error(line);

/** Plans the changes, or makes them. @returns the exit code */
async function provision(isApplied: boolean, settings: Settings): Promise<number> {
  const used = isApplied ? tools : reading;
  const steps = stepsOf(projectWith(settings), used, settings).filter(
    ({ followsDeployment }) => !values['after-deploy'] || followsDeployment === true,
  );
  const plan = await (isApplied ? applyProject(steps, tell) : planProject(steps, tell));
  for (const line of renderPlan(plan, values.commands)) console.log(line);
  if (!isApplied) for (const line of renderCosts()) console.log(line);
  const { changes, refused, waiting } = countPlan(plan);
  console.log(
    `${isApplied ? 'Applied.' : `${changes} to do,`} ${refused} refused, ${waiting} wait.`,
  );
  return refused > 0 || changes > 0 ? 1 : 0;
}

/** Checks the project. @returns the exit code */
async function check(settings: Settings): Promise<number> {
  const isBeforeDeploy = values['before-deploy'];
  const findings = await checkProject(projectWith(settings), reading, {
    tell,
    settings,
    isBeforeDeploy,
  });
  for (const { of, problem, fix } of findings) console.log(`! ${of}: ${problem}\n    fix: ${fix}`);
  console.log(
    findings.length === 0
      ? 'The check found no reason against a deployment.'
      : `Reasons against a deployment: ${findings.length}.`,
  );
  return findings.length === 0 ? 0 : 1;
}

try {
  const settings = values.settings === undefined ? {} : readSettings(values.settings);
  process.exitCode =
    verb === 'check' ? await check(settings) : await provision(verb === 'apply', settings);
} catch (error) {
  const told = error instanceof GcloudFailed || error instanceof Error ? error.message : 'failed';
  console.error(`Not finished: ${told}. Run it again.`);
  process.exitCode = 1;
} finally {
  await tools.close();
}
