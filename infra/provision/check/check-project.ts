import { planProject, type Tell } from '../plan-project.ts';
import type { Project } from '../project.ts';
import type { Settings } from '../read-settings.ts';
import type { Planned } from '../step.ts';
import { readDatabases } from '../steps/create-databases.ts';
import { type ProvisionTools, stepsOf } from '../steps-of.ts';
import { checkOthers, checkUnknownServices } from './check-others.ts';
import { checkPlaces } from './check-places.ts';
import { checkReadiness } from './check-readiness.ts';
import { checkServices } from './check-services.ts';
import type { Finding } from './finding.ts';
import { readServices } from './read-services.ts';

const apply = 'npm run infra -- apply, with --project and --settings';

const fixes = {
  create: apply,
  change: apply,
  remove: apply,
  waits: `do what it waits for, then ${apply}`,
} as const;

/**
 * Makes a finding from one entry of the plan. An entry is a difference, or a resource or step that
 * waits.
 */
function findingOf(planned: Planned): Finding {
  const fix = planned.kind === 'refused' ? planned.fix : fixes[planned.kind];
  const missing = planned.kind === 'create' ? 'it is missing' : 'the manifest does not have it';
  return { of: planned.of, problem: planned.difference ?? missing, fix };
}

export type CheckOptions = {
  readonly tell: Tell;
  readonly settings: Settings;
  readonly isBeforeDeploy: boolean;
};

/**
 * Finds all reasons against a deployment: the changes of the plan, the resources that wait, and the
 * findings of the checks in this folder. Changes nothing.
 * @param isBeforeDeploy leaves out findings that the deployment itself removes: those about
 * deployed functions, those of steps that need functions, and those about resources that wait
 */
export async function checkProject(
  project: Project,
  tools: ProvisionTools,
  { tell, settings, isBeforeDeploy }: CheckOptions,
): Promise<readonly Finding[]> {
  const { admin, kms, gcloud } = tools;
  const steps = stepsOf(project, tools, settings).filter(
    ({ followsDeployment }) => !isBeforeDeploy || followsDeployment !== true,
  );
  const plan = await planProject(steps, tell);
  const planned = plan.flatMap((step) => step.planned);
  tell('looking at places, readiness and functions …');
  const [databases, services] = await Promise.all([
    readDatabases(admin, project),
    readServices(gcloud),
  ]);
  return [
    ...(await checkPlaces(project, { databases, services, kms })),
    ...planned.filter(({ kind }) => !isBeforeDeploy || kind !== 'waits').map(findingOf),
    ...(await checkReadiness(admin, project, databases)),
    ...(await checkOthers(project, tools)),
    ...checkUnknownServices(services),
    ...(isBeforeDeploy ? [] : checkServices(project, services)),
  ];
}
