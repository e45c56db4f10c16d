import { fail, type Query, readParameters } from '#shared/http/read/read-query.ts';
import { type Encoding, encodings } from '#shared/sweeps/legacy/encoding.ts';
import { tenantId } from '#shared/tenants/create-tenant.ts';
import { legacyKeyName } from './legacy-key-name.ts';

export type ImportQuery = {
  readonly tenant: string;
  readonly keyName: string | undefined;
  readonly encoding: Encoding;
  readonly keepEnvelopes: boolean;
};

const parameters = ['tenant', 'key', 'encoding', 'keep_envelopes'];

function isEncoding(text: string): text is Encoding {
  return (encodings as readonly string[]).includes(text);
}

function readTenant(text: string | undefined): string {
  const tenant = tenantId.safeParse(text);
  return tenant.success ? tenant.data : fail('tenant', 'the id of a tenant');
}

/**
 * The query parameter that names the tenant of a legacy key. The name of the key is in the path.
 */
export const tenantQuery: Query<{ readonly tenant: string }> = {
  parameters: ['tenant'],
  read: (c) => ({ tenant: readTenant(readParameters(c, ['tenant']).get('tenant')) }),
};

/**
 * The parameters of an import: the tenant that receives the records, and how to read the
 * ciphertexts in the lines.
 */
export const importQuery: Query<ImportQuery> = {
  parameters,
  read(c) {
    const given = readParameters(c, parameters);
    const tenant = readTenant(given.get('tenant'));
    const keyName = given.get('key');
    if (keyName !== undefined && !legacyKeyName.safeParse(keyName).success)
      fail('key', 'the name of a legacy key');
    const encoding = given.get('encoding') ?? 'base64';
    if (!isEncoding(encoding)) fail('encoding', `one of ${encodings.join(', ')}`);
    const keep = given.get('keep_envelopes') ?? 'false';
    if (keep !== 'true' && keep !== 'false') fail('keep_envelopes', 'true or false');
    return { tenant, keyName, encoding, keepEnvelopes: keep === 'true' };
  },
};
