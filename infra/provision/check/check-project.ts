import { planProject, type Tell } from '../plan-project.ts';
import type { Project } from '../project.ts';
import type { Planned } from '../step.ts';
import { readDatabases } from '../steps/create-databases.ts';
import { jobsTitle } from '../steps/schedule-jobs.ts';
import { type ProvisionTools, stepsOf } from '../steps-of.ts';
import { checkPlaces } from './check-places.ts';
import { checkReadiness } from './check-readiness.ts';
import { checkServices } from './check-services.ts';
import type { Finding } from './finding.ts';
import { readServices } from './read-services.ts';

/** What a plan would change keeps a deployment from being what the manifest says. Waiting jobs do not. */
function findingOf(planned: Planned): Finding[] {
  if (planned.kind === 'waits') return [];
  const fix = planned.kind === 'refused' ? planned.fix : 'npm run infra -- apply';
  const missing = planned.kind === 'create' ? 'it is missing' : 'the manifest does not have it';
  return [{ of: planned.of, problem: planned.difference ?? missing, fix }];
}

/**
 * Everything that speaks against a deployment: what lies outside the European Union, what the plan
 * would change, indexes and TTL that are not ready, and functions that are deployed otherwise than
 * the manifest says. Changes nothing.
 * @param isBeforeDeploy leaves out what the deployment itself puts right: the settings of functions,
 * and jobs
 */
export async function checkProject(
  project: Project,
  tools: ProvisionTools,
  tell: Tell,
  isBeforeDeploy: boolean,
): Promise<readonly Finding[]> {
  const { admin, kms, gcloud } = tools;
  const steps = stepsOf(project, tools).filter(
    ({ title }) => !isBeforeDeploy || title !== jobsTitle,
  );
  const plan = await planProject(steps, tell);
  tell('looking at places, readiness and functions …');
  const [databases, services] = await Promise.all([
    readDatabases(admin, project),
    readServices(gcloud),
  ]);
  return [
    ...(await checkPlaces(project, { databases, services, kms })),
    ...plan.flatMap(({ planned }) => planned.flatMap(findingOf)),
    ...(await checkReadiness(admin, project, databases)),
    ...(isBeforeDeploy ? [] : checkServices(project, services)),
  ];
}
