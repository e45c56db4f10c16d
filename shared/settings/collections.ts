import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * The profile of a tenant. A change of the profile or of {@link tenantFences} reaches every
 * function within 5 s.
 */
export const tenantProfiles: Collection = {
  id: 'tenant_profiles',
  title: { de: 'Nutzungsprofile', en: 'Tenant profiles' },
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: null,
  subject: {
    nobody:
      'a tenant’s settings; keyed hashes stand for the owners, who are the tenant’s own people',
  },
  expiry: {
    by: 'never',
    source: { de: 'endet mit dem Mandanten', en: 'is deleted with its tenant' },
  },
  fields: {
    modules: 'ids',
    destinations: 'ids',
    retention: 'ids',
    /**
     * The tenant's decisions about existing data. A decision has an effect only while {@link
     * tenantFences} contains it too.
     */
    fences: 'ids',
    shortenings: 'ids',
    /**
     * `cooling_off_hours` is the time for which changes that delete existing data wait. A shorter
     * cooling-off time waits too. `cooling_off` contains the waiting changes. A change stays in it
     * after its time has ended, until the profile is written again.
     */
    cooling_off_hours: 'number',
    cooling_off: 'ids',
    /** Erasures that were cancelled during their cooling-off time. */
    cancelled_erasures: 'ids',
    origins: 'ids',
    default_region: 'id',
    time_zone: 'id',
    /**
     * The endpoints of recipients. Each entry contains the events of an endpoint and the ids of its
     * secrets. The field contains neither URLs nor secrets.
     */
    notices: 'ids',
    debug_until: 'instant',
    owners: 'ids',
    created_at: 'instant',
    /** It never becomes earlier, see `profileChangedAt`. */
    changed_at: 'instant',
  },
  queries: [],
};

/**
 * A tenant's decisions about existing data, until the erase sweep has carried them out. When all
 * decisions are carried out, the document does not exist.
 */
export const tenantFences: Collection = {
  id: 'tenant_fences',
  title: { de: 'Entscheidungen über vorhandene Daten', en: 'Tenant fences' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'decisions of a tenant about categories' },
  expiry: {
    by: 'never',
    source: {
      de: 'wird gelöscht, sobald alle Entscheidungen ausgeführt sind',
      en: 'is deleted when all decisions are carried out',
    },
  },
  fields: {
    fences: 'ids',
    shortenings: 'ids',
    /**
     * The fences of erasures of categories or of the whole tenant, each with the id of its erasure.
     */
    erasures: 'ids',
    /**
     * Always true. The index for queries over all tenants needs a field that these queries compare
     * with `==`.
     */
    pending: 'boolean',
    changed_at: 'instant',
  },
  queries: [],
  sweeps: [{ equal: ['pending'], orderBy: [{ field: 'changed_at', direction: 'asc' }] }],
};

/**
 * The origins of web pages that tenants have registered. The id of a document is a hash of its
 * origin, because a preflight request states the origin but not the tenant.
 */
export const registeredOrigins: Collection = {
  id: 'registered_origins',
  title: { de: 'Registrierte Webseiten', en: 'Registered origins' },
  database: 'mayfly-access',
  platform: true,
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'addresses of web pages' },
  expiry: {
    by: 'never',
    source: {
      de: 'wird gelöscht, wenn kein Mandant sie mehr angibt',
      en: 'is deleted when no tenant registers it any more',
    },
  },
  fields: { tenants: 'ids' },
  queries: [],
};
