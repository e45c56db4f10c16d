import { type Grants, roleOfSecrets, roleOfUse } from '../manifest.ts';
import { codes, markdownTable } from './markdown-table.ts';

/** Writes permissions as `datastore.entities.get`, `list`, …: only the first one has the prefix. */
function permissions([first, ...rest]: readonly string[]): string {
  const named = codes([`datastore.entities.${first}`, ...rest]);
  return rest.length === 0 ? `${named} alone` : named;
}

/** The grants of an account: the permission, the resource, and the reason. */
export function grantsTable({ databases, keys, secrets }: Grants): string {
  return markdownTable(
    ['permission or role', 'on', 'why'],
    [
      ...databases.map(({ database, may, why }) => [
        permissions(may),
        `database \`${database}\``,
        why,
      ]),
      ...keys.map(({ key, use, why }) => [`\`${roleOfUse[use]}\``, `key \`${key}\``, why]),
      ...secrets.map(({ secret, why }) => [`\`${roleOfSecrets}\``, `secret \`${secret}\``, why]),
    ],
  );
}
