import type { Gcloud } from './gcloud.ts';
import type { Project } from './project.ts';

/** The project's number at Google. The addresses of functions contain it. */
export async function readProjectNumber(gcloud: Gcloud, project: Project): Promise<string> {
  const found = await gcloud.read<{ readonly projectNumber: string }>([
    'projects',
    'describe',
    project.id,
  ]);
  return found.projectNumber;
}
