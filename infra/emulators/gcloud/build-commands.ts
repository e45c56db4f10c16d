import { CommandFailed, flag } from './command.ts';
import { type Handlers, taking, thingsOf } from './listed-things.ts';

const pools = 'builds worker-pools';
const registries = 'artifacts repositories';
const buckets = 'storage buckets';
const triggers = 'builds triggers';

/** The regions of the emulated Google. There are fewer than in reality. */
const regions = ['europe-west1', 'europe-west4', 'us-central1'];

/** Tells from a resource's full name whether the resource is in a location. */
const isIn = (name: string | undefined, place: string) =>
  place === 'all' || name?.includes(`/locations/${place}/`) === true;

/** Emulates the commands of `gcloud` for build pools, triggers, registries and buckets. */
export const buildHandlers: Handlers = {
  [`${pools} list`]: taking(['region'], (state, _name, command) =>
    Object.values(thingsOf(state, pools)).filter(({ name }) => isIn(name, flag(command, 'region'))),
  ),
  [`${pools} create`]: taking(['region'], (state, id, command) => {
    const name = `projects/1/locations/${flag(command, 'region')}/workerPools/${id}`;
    thingsOf(state, pools)[name] = { name, state: 'RUNNING' };
  }),
  'compute regions list': taking([], () => regions.map((name) => ({ name }))),
  [`${triggers} list`]: taking(['region'], (state, _name, command) =>
    Object.entries(thingsOf(state, triggers))
      .filter(([key]) => key.startsWith(`${flag(command, 'region')}/`))
      .map(([, trigger]) => trigger),
  ),
  [`${triggers} create github`]: taking(
    ['region', 'name', 'repository', 'branch-pattern', 'build-config', 'service-account'],
    (state, _word, command) => {
      const [region, name] = [flag(command, 'region'), flag(command, 'name')];
      thingsOf(state, triggers)[`${region}/${name}`] = {
        name,
        filename: flag(command, 'build-config'),
        serviceAccount: flag(command, 'service-account'),
        repositoryEventConfig: {
          repository: flag(command, 'repository'),
          push: { branch: flag(command, 'branch-pattern') },
        },
      };
    },
  ),
  [`${registries} list`]: taking(['location'], (state, _name, command) =>
    Object.values(thingsOf(state, registries)).filter(({ name }) =>
      isIn(name, flag(command, 'location')),
    ),
  ),
  [`${registries} create`]: taking(['location', 'repository-format'], (state, id, command) => {
    const name = `projects/1/locations/${flag(command, 'location')}/repositories/${id}`;
    const format = flag(command, 'repository-format').toUpperCase();
    thingsOf(state, registries)[name] = { name, format };
  }),
  [`${buckets} list`]: taking([], (state) => Object.values(thingsOf(state, buckets))),
  [`${buckets} create`]: taking(
    ['location', 'uniform-bucket-level-access', 'public-access-prevention'],
    (state, address, command) => {
      const [, name] = /^gs:\/\/([a-z0-9][\w.-]{1,61}[a-z0-9])$/.exec(address) ?? [];
      if (name === undefined) throw new CommandFailed(`ERROR: ${address} is no bucket`);
      thingsOf(state, buckets)[name] = {
        name,
        location: flag(command, 'location').toUpperCase(),
        uniform_bucket_level_access: command.flags.has('uniform-bucket-level-access'),
        public_access_prevention: command.flags.has('public-access-prevention')
          ? 'enforced'
          : 'inherited',
      };
    },
  ),
};
