import type { SessionState } from './use-session.ts';

const roles: { readonly [role: string]: string } = { dpo: 'data protection officer' };

/** What the person is called here: by their role, so that no address stands on the screen. */
function labelOf({ session, membership }: SessionState): string {
  if (membership !== undefined) return roles[membership.role] ?? membership.role;
  return session?.operator === true ? 'operator' : 'member of no tenant';
}

function TenantChoice({ session, membership, choose }: SessionState) {
  return (
    <label class="tenant-choice">
      Tenant{' '}
      <select value={membership?.tenant} onChange={(event) => choose(event.currentTarget.value)}>
        {session?.tenants.map(({ tenant }) => (
          <option key={tenant} value={tenant}>
            {tenant}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Who is signed in, for which tenant, and the way in and out. */
export function AccountBar(state: SessionState) {
  const { session, isKnown, signOut, isStuck } = state;
  if (!isKnown) return null;
  if (session === undefined)
    return (
      <p class="account">
        <a href="/auth/sign-in">Sign in</a>
      </p>
    );
  return (
    <div class="account">
      {isStuck && <p role="alert">You are still signed in. Try again.</p>}
      <p>
        Signed in as <strong>{labelOf(state)}</strong>
      </p>
      {session.tenants.length > 1 && <TenantChoice {...state} />}
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </div>
  );
}
