import type { DemoTenant } from './demo-tenants.ts';
import type { PlannedCustomer } from './plan-demo.ts';
import { createSeededRandom } from './seeded-random.ts';

const flowers = ['Pfingstrosen', 'Ranunkeln', 'Tulpen', 'Sonnenblumen', 'Hortensien', 'Gräser'];
const tariffs = ['ÖkoStrom Plus', 'StadtStrom Fix 24', 'WärmeGas Komfort', 'StromFlex'];
const ways = ['sign_in', 'double_opt_in', 'sso', 'code'];

/** Returns the body with which the bot of the tenant would store this customer. */
export function describeCustomer(kind: DemoTenant['kind'], { person, number }: PlannedCustomer) {
  const random = createSeededRandom(number);
  const common = {
    vorname: person.firstName,
    nachname: person.lastName,
    telefon: person.phone,
    ort: person.city,
    newsletter: random.next() < 0.6,
  };
  const own =
    kind === 'shop'
      ? { lieblingsblume: random.pick(flowers), bestellungen: random.between(0, 14) }
      : { tarif: random.pick(tariffs), abschlag_euro: random.between(48, 190) };
  return {
    email: person.email,
    authenticated_by: random.pick(ways),
    values: { ...common, ...own },
  };
}
