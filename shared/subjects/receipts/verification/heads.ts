import type { ChainLink } from './check-chain.ts';

/**
 * What a log line states about a receipt: the tenant, the receipt's number in the tenant's chain,
 * and the receipt's hash.
 */
export type Head = { readonly tenant: string; readonly number: number; readonly hash: string };

/** A contradiction between receipts and their log lines. */
export type HeadFault = {
  /**
   * `head-fork`: log lines state two hashes for one number. `head-differs`: the log lines state
   * another hash than the hash of the receipt. `head-missing`: a receipt has no line. `head-alone`:
   * several receipts are given, but a line is about a later receipt that is not given.
   */
  readonly fault: 'head-fork' | 'head-differs' | 'head-missing' | 'head-alone';
  readonly tenant: string;
  readonly number: number;
};

type Line = { readonly [name: string]: unknown };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/**
 * Returns the hashes in a log line. A line states the hash of its own receipt and the hash of the
 * previous receipt. So if the line of a receipt is lost, the line of the next receipt still states
 * the hash of this receipt.
 */
function headsOf(parsed: unknown): Head[] {
  if (typeof parsed !== 'object' || parsed === null) return [];
  const { jsonPayload } = parsed as Line;
  const line = (jsonPayload ?? parsed) as Line;
  const { message, tenant, number, receipt_hash: hash, previous_hash: before } = line;
  if (message !== 'receipt issued' || typeof tenant !== 'string') return [];
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || !isHash(hash)) return [];
  const own = { tenant, number, hash };
  return isHash(before) ? [own, { tenant, number: number - 1, hash: before }] : [own];
}

/**
 * Reads what the lines of an exported log state about receipts. The export is JSON: either one
 * object on each line, or one list of objects, as `gcloud logging read --format=json` prints it.
 * Lines that are not about receipts are ignored.
 */
export function readHeads(file: string): Head[] {
  const whole = parseJson(file);
  if (Array.isArray(whole)) return whole.flatMap(headsOf);
  if (whole !== undefined) return headsOf(whole);
  return file.split('\n').flatMap((line) => headsOf(parseJson(line)));
}

function checkTenant(
  tenant: string,
  own: readonly ChainLink[],
  heads: ReadonlyMap<number, ReadonlySet<string>>,
): HeadFault[] {
  const faults: HeadFault[] = [];
  const tell = (fault: HeadFault['fault'], number: number) =>
    void faults.push({ fault, tenant, number });
  for (const [number, hashes] of heads) if (hashes.size > 1) tell('head-fork', number);
  for (const { receipt, hash } of own) {
    const known = heads.get(receipt.number);
    if (known === undefined) tell('head-missing', receipt.number);
    else if (!known.has(hash)) tell('head-differs', receipt.number);
  }
  const latest = Math.max(...own.map(({ receipt }) => receipt.number));
  const later = [...heads.keys()].filter((number) => number > latest);
  if (own.length > 1 && later.length > 0) tell('head-alone', Math.min(...later));
  return faults.toSorted((one, other) => one.number - other.number);
}

/**
 * Compares receipts with the log lines about their tenants. If several receipts of a tenant are
 * given, the latest receipt of this tenant must be among them: a log line about a later receipt is
 * a fault. Log lines are stored outside of the database, so somebody who changes the database
 * cannot change them. The comparison needs no key.
 */
export function checkHeads(links: readonly ChainLink[], heads: readonly Head[]): HeadFault[] {
  const distinct = [...new Map(links.map((link) => [link.hash, link])).values()];
  const byTenant = Map.groupBy(distinct, ({ receipt }) => receipt.tenant);
  return [...byTenant.keys()].toSorted().flatMap((tenant) => {
    const hashes = new Map<number, Set<string>>();
    for (const head of heads) {
      if (head.tenant !== tenant) continue;
      const known = hashes.get(head.number) ?? new Set();
      hashes.set(head.number, known.add(head.hash));
    }
    return checkTenant(tenant, byTenant.get(tenant) ?? [], hashes);
  });
}
