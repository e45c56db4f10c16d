import {
  type IdentityProvider,
  startIdentityProvider,
} from '../../emulators/identity/identity-provider.ts';
import { demoManagers, describeManager } from './demo-managers.ts';

/** The provider that the console of `baseUrl` signs people in with, and all of the demo's people. */
export function startDemoIdentity(
  baseUrl: string,
  stateFile: string | undefined,
): Promise<IdentityProvider> {
  return startIdentityProvider({
    redirectUri: `${baseUrl}/auth/callback`,
    people: demoManagers.map(describeManager),
    ...(stateFile !== undefined && { stateFile }),
  });
}
