import {
  type IdentityProvider,
  startIdentityProvider,
} from '../../emulators/identity/identity-provider.ts';
import { demoManagers, describeManager } from './demo-managers.ts';

/** Starts the identity provider for the console at `baseUrl`, with all people of the demo. */
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
