import { type Role, roles } from '#shared/access/roles.ts';
import type { IdentityProvider } from '../../emulators/identity/identity-provider.ts';
import { demoOperator, managerOf } from './demo-managers.ts';

/** Makes bearer tokens for scripts and tests, because they cannot sign in on a page. */
export async function createDemoTokens({ tokenFor }: Pick<IdentityProvider, 'tokenFor'>) {
  const managers = await Promise.all(
    roles.map(async (role): Promise<[Role, string]> => {
      return [role, await tokenFor(managerOf(role).email)];
    }),
  );
  return {
    operator_token: await tokenFor(demoOperator().email),
    managers: Object.fromEntries(managers) as { readonly [role in Role]: string },
  };
}
