import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { legacyReportType } from '#shared/sweeps/legacy/legacy-report.ts';
import type { PublishedKey } from '#shared/vault/open-published-jws.ts';

export type Reports = {
  /** What each report states, as a line for people. */
  readonly lines: readonly string[];
  readonly isValid: boolean;
  /** The texts that are not reports, for example receipts. */
  readonly others: readonly string[];
};

function typeOf(text: string): string | undefined {
  try {
    return decodeProtectedHeader(text).typ;
  } catch {
    return undefined;
  }
}

async function open(text: string, keys: readonly PublishedKey[]): Promise<string | undefined> {
  try {
    const { kid } = decodeProtectedHeader(text);
    const published = keys.find((key) => key.kid === kid);
    const key = await importJWK(published as JWK, 'ES256');
    const { payload } = await compactVerify(text, key, { algorithms: ['ES256'] });
    const said = JSON.parse(Buffer.from(payload).toString('utf8')) as { [name: string]: unknown };
    const left = Number(said['legacy_records']);
    const kept = said['legacy_keys'];
    const held = kept === undefined ? '' : `, ${Number(kept)} legacy keys are kept`;
    const what = left === 0 ? 'no legacy ciphertext is left' : `${left} imported records are left`;
    return `${String(said['tenant'])}, ${String(said['as_of'])}: ${what}${held} (signed by ${String(kid)})`;
  } catch {
    return undefined;
  }
}

/**
 * Verifies signed reports. This needs only the published keys. A report says how many records of an
 * older system are not migrated yet.
 */
export async function openReports(
  texts: readonly string[],
  keys: readonly PublishedKey[],
): Promise<Reports> {
  const own = texts.filter((text) => typeOf(text) === legacyReportType);
  const opened = await Promise.all(own.map((text) => open(text, keys)));
  return {
    lines: opened.map((line) => line ?? '! A report is not signed by these keys.'),
    isValid: opened.every((line) => line !== undefined),
    others: texts.filter((text) => typeOf(text) !== legacyReportType),
  };
}
