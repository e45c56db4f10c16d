import { parseArgs } from 'node:util';
import { locations, region } from '../manifest.ts';
import { connectTools } from './connect-tools.ts';
import { GcloudFailed } from './gcloud.ts';
import { localServices } from './local-services.ts';
import { applyProject, countPlan, planProject, renderPlan } from './plan-project.ts';
import { stepsOf } from './steps-of.ts';

const help = `Makes a Google Cloud project what the manifest says (infra/manifest), in the European Union.

  npm run infra -- plan  --project ID    says what is missing or different; changes nothing
  npm run infra -- apply --project ID    makes it so; may be stopped at any time and run again

  --commands   with plan: also prints the gcloud command of each change
  --help       this text

It uses Google's own credentials (gcloud auth application-default login) and the command gcloud.
Exits with 1 when something is refused or fails. plan also exits with 1 when anything is to be done.
`;

const { values, positionals } = parseArgs({
  options: {
    project: { type: 'string' },
    commands: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [verb] = positionals;
if (values.help) {
  console.log(help);
  process.exit(0);
}
if (values.project === undefined || (verb !== 'plan' && verb !== 'apply')) {
  console.error(help);
  process.exit(2);
}

const project = { id: values.project, region, locations };
const tools = connectTools(project.id, localServices());
const tell = (line: string) => console.error(line);
try {
  const steps = stepsOf(project, tools);
  const plan = verb === 'apply' ? await applyProject(steps, tell) : await planProject(steps, tell);
  for (const line of renderPlan(plan, values.commands)) console.log(line);
  const { changes, refused, waiting } = countPlan(plan);
  if (verb === 'apply') {
    console.log(`Applied. ${refused} refused, ${waiting} wait for a deployment.`);
  } else console.log(`${changes} to do, ${refused} refused, ${waiting} wait for a deployment.`);
  process.exitCode = refused > 0 || (verb === 'plan' && changes > 0) ? 1 : 0;
} catch (error) {
  const told = error instanceof GcloudFailed || error instanceof Error ? error.message : 'failed';
  console.error(`Not finished: ${told}. Run it again.`);
  process.exitCode = 1;
} finally {
  await tools.close();
}
