import type { Context as HonoContext } from 'hono';
import type { Person } from '#shared/access/authenticate.ts';
import { requireOperator } from '#shared/access/require-operator.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { admitPerson } from '#shared/http/guards/admit-caller.ts';
import type { Admission } from '#shared/http/route/admission.ts';
import type { RekeyAppDeps } from './app-deps.ts';

/** Admits only operators. */
export function operatorAdmission(deps: RekeyAppDeps): Admission<Person> {
  return {
    who: 'operator',
    admit: (c: HonoContext<AppEnv>) => admitPerson(c, () => requireOperator(deps, c.req.raw)),
  };
}
