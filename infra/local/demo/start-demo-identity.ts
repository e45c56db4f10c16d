import {
  type IdentityProvider,
  startIdentityProvider,
} from '../../emulators/identity/identity-provider.ts';
import { demoManagers, describeManager } from './demo-managers.ts';

/**
 * Starts the identity provider, where all people of the demo can sign in to the console at
 * `baseUrl`.
 */
export function startDemoIdentity(
  baseUrl: string,
  kept: { readonly stateFile: string; readonly portFile: string } | undefined,
): Promise<IdentityProvider> {
  return startIdentityProvider({
    redirectUri: `${baseUrl}/auth/callback`,
    people: demoManagers.map(describeManager),
    ...kept,
  });
}
