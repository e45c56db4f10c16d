import { secrets } from '../../manifest.ts';
import { type Gcloud, gcloudChange } from '../gcloud.ts';
import type { Project } from '../project.ts';
import type { Planned, Step } from '../step.ts';

type FoundSecret = {
  readonly name: string;
  readonly replication?: {
    readonly userManaged?: { readonly replicas: readonly { readonly location: string }[] };
  };
};

/**
 * Refuses a secret that is not stored in the region alone. The locations of a secret cannot change
 * after its creation. A secret without chosen locations may be stored anywhere in the world.
 */
function wrongPlace(project: Project, id: string, found: FoundSecret): Planned[] {
  const places = found.replication?.userManaged?.replicas.map(({ location }) => location);
  if (places?.length === 1 && places[0] === project.region) return [];
  return [
    {
      kind: 'refused',
      of: `secret ${id}`,
      difference: `it is replicated to ${places?.join(', ') ?? 'any place in the world'}`,
      fix: `note the secret's value, delete the secret, run apply, and store the value again, in ${project.region} alone`,
    },
  ];
}

/** Creates the secrets of the manifest, without values. A person stores the values by hand. */
export function createSecrets(gcloud: Gcloud, project: Project): Step {
  return {
    title: 'Secrets',
    async plan() {
      const found = await gcloud.read<FoundSecret[]>(['secrets', 'list']);
      return secrets.flatMap(({ id }): Planned[] => {
        const there = found.find(({ name }) => name.endsWith(`/secrets/${id}`));
        if (there !== undefined) return wrongPlace(project, id, there);
        const args = ['secrets', 'create', id, '--replication-policy=user-managed'];
        return [
          gcloudChange(gcloud, 'create', `secret ${id}`, [
            ...args,
            `--locations=${project.region}`,
          ]),
        ];
      });
    },
  };
}
