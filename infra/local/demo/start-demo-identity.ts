import {
  type IdentityProvider,
  startIdentityProvider,
} from '../../emulators/identity/identity-provider.ts';
import { demoManagers, describeManager } from './demo-managers.ts';

/** The provider that the console of `baseUrl` signs people in with, and all of the demo's people. */
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
