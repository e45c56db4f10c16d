import { useTexts } from '../language/language-context.tsx';
import { isRole } from '../session/rights.ts';
import { type SessionState, useSession } from '../session/session-context.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { shellTexts } from './shell-texts.ts';

function TenantChoice({ session, membership, choose }: SessionState) {
  const texts = useTexts(shellTexts);
  return (
    <label className="choice">
      {texts.tenant}{' '}
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

/**
 * Returns the role of the signed-in person as text. The menu shows it instead of an email address.
 */
export function useRoleName(): string {
  const texts = useTexts(shellTexts);
  const { session, membership } = useSession();
  if (membership !== undefined)
    return isRole(membership.role) ? texts.roles[membership.role] : membership.role;
  return session?.operator === true ? texts.operator : texts.memberOfNone;
}

/** Shows the signed-in person's role and tenant, with the buttons for signing in and out. */
export function Account() {
  const texts = useTexts(shellTexts);
  const state = useSession();
  const role = useRoleName();
  const { session, isKnown, membership, signOut, isStuck } = state;
  return (
    <div className="account">
      {isStuck && <p role="alert">{texts.stillSignedIn}</p>}
      {session !== undefined && (
        <p>
          {texts.signedInAs} <strong>{role}</strong>
        </p>
      )}
      {session !== undefined && session.tenants.length > 1 && <TenantChoice {...state} />}
      {session?.tenants.length === 1 && (
        <p>
          {texts.tenant} <strong>{membership?.tenant}</strong>
        </p>
      )}
      <LanguageChoice />
      {isKnown &&
        (session === undefined ? (
          <a className="quiet-button" href="/auth/sign-in">
            {texts.signIn}
          </a>
        ) : (
          <button className="quiet-button" type="button" onClick={signOut}>
            {texts.signOut}
          </button>
        ))}
    </div>
  );
}
