import { builders, functions, operators, schedulerAccount } from '../../manifest.ts';
import { type Gcloud, gcloudChange } from '../gcloud.ts';
import { accountEmail, accountId, type Project } from '../project.ts';
import type { Step } from '../step.ts';

type FoundAccount = { readonly email: string; readonly disabled?: boolean };

/**
 * The names of all service accounts. Each function, the Scheduler, each command in `operators`, and
 * each builder has one.
 */
export const accountNames: readonly string[] = [
  ...functions.map(({ name }) => name),
  schedulerAccount,
  ...operators.map(({ name }) => name),
  ...builders.map(({ name }) => name),
];

/** Creates the service accounts in {@link accountNames}. */
export function createAccounts(gcloud: Gcloud, project: Project): Step {
  return {
    title: 'Service accounts',
    async plan() {
      const found = await gcloud.read<FoundAccount[]>(['iam', 'service-accounts', 'list']);
      const emails = new Set(found.map(({ email }) => email));
      return accountNames
        .filter((name) => !emails.has(accountEmail(project, name)))
        .map((name) =>
          gcloudChange(gcloud, 'create', `service account ${accountId(name)}`, [
            'iam',
            'service-accounts',
            'create',
            accountId(name),
            `--display-name=Mayfly ${name}`,
          ]),
        );
    },
  };
}
