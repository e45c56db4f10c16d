import { roleOfSecrets, roleOfUse } from '../manifest/grant.ts';
import { actingRole, builders, type Grants, operators, schedulerAccount } from '../manifest.ts';
import { accountId } from '../provision/project.ts';
import { type AccountName, accountThreats } from './account-threats.ts';

function grantsOf({ databases, keys, secrets }: Grants): string[] {
  return [
    ...databases.map(
      ({ database, may, why }) => `\`${may.join('`, `')}\` in \`${database}\`. ${why}`,
    ),
    ...keys.map(({ key, use, why }) => `\`${roleOfUse[use]}\` on the key \`${key}\`. ${why}`),
    ...secrets.map(({ secret, why }) => `\`${roleOfSecrets}\` on the secret \`${secret}\`. ${why}`),
  ];
}

function sectionOf(name: AccountName, does: string, granted: readonly string[]): string {
  const list = granted.map((each) => `  - ${each}`);
  return [
    `### \`${accountId(name)}\``,
    '',
    `- ${does}`,
    ...(list.length === 0 ? ['- Is granted nothing.'] : ['- Is granted:', ...list]),
    `- A thief: ${accountThreats[name]}`,
  ].join('\n');
}

/** Describes each account that no function uses: its grants, and what a thief can do with it. */
export function accountSections(): string {
  const building = builders.map(({ name, does, roles, grants, ...rest }) => {
    const acts =
      'actsAs' in rest
        ? [
            `\`${actingRole}\` on the accounts of all functions, of the Scheduler, and of \`${rest.actsAs.builders.map(accountId).join('`, `')}\`. ${rest.actsAs.why}`,
          ]
        : [];
    const inProject = roles.map(({ role, why }) => `\`${role}\`. ${why}`);
    return sectionOf(name, `It ${does}.`, [...inProject, ...acts, ...grantsOf(grants)]);
  });
  const byHand = operators.map(({ name, command, grants }) =>
    sectionOf(name, `Somebody runs \`${command}\` with this account.`, grantsOf(grants)),
  );
  const jobs = sectionOf(schedulerAccount, 'The jobs of Cloud Scheduler run as this account.', []);
  return [...building, jobs, ...byHand].join('\n\n');
}
