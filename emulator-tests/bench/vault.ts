import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { importDataKey } from '#shared/vault/data-key.ts';
import { open, seal } from '#shared/vault/open/records/envelope.ts';
import { preparePage } from './page.ts';
import { type Cost, type Row, rowOf, tellRows } from './rows.ts';

// Compares the time to encrypt and to decrypt a field with the time of Node's bare cipher. Both use
// one key object, which exists before the measurement. `--json FILE` also writes the rows.

const sizes = [32, 256, 4_096, 262_144] as const;
const rounds = 21;
const bytesPerRound = 16 * 1024 * 1024;
const callsPerRound = 4_000;
const pagesPerRound = 80;
/** The goal for a page: Mayfly uses at most 1 / 0.6 of the bare cipher's CPU time. */
const pageLimit = 1.67;

function measure(work: () => unknown, calls: number): Cost {
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  for (let call = 0; call < calls; call += 1) work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: user + system, time: performance.now() - started };
}

function compare(name: string, size: number, ours: () => unknown, bare: () => unknown): Row {
  const calls = Math.max(40, Math.min(callsPerRound, Math.floor(bytesPerRound / size)));
  measure(ours, calls);
  measure(bare, calls);
  const pairs = Array.from({ length: rounds }, (_, round) => {
    // The order in a pair changes, so that a change of the machine's speed affects both equally.
    if (round % 2 === 0) return { own: measure(ours, calls), bare: measure(bare, calls) };
    const first = measure(bare, calls);
    return { own: measure(ours, calls), bare: first };
  });
  return rowOf(`${name} ${size} B`, pairs);
}

const terms = { format: 2, algorithm: 'aes-256-gcm', use: '', bucketEnd: 0 } as const;
const key = importDataKey(randomBytes(16).toString('hex'), terms, randomBytes(32));
const place = {
  tenant: 'acme',
  category: 'customers',
  recordId: randomBytes(16).toString('hex'),
  field: 'email',
};
const { secret, id } = key;
const aad = Buffer.from(`3|acme|customers|${place.recordId}|email|${id}`, 'utf8');

function sealBare(plaintext: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(aad);
  const parts = [nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts);
}

function openBare(sealed: Uint8Array): Uint8Array {
  const split = sealed.length - 16;
  const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, 12)).setAAD(aad);
  decipher.setAuthTag(sealed.subarray(split));
  return Buffer.concat([decipher.update(sealed.subarray(12, split)), decipher.final()]);
}

const rows = sizes.flatMap((size) => {
  const plaintext = randomBytes(size);
  const [own, bare] = [seal(key, place, plaintext, randomBytes), sealBare(plaintext)];
  return [
    compare(
      'seal',
      size,
      () => seal(key, place, plaintext, randomBytes),
      () => sealBare(plaintext),
    ),
    compare(
      'open',
      size,
      () => open(key, place, own),
      () => openBare(bare),
    ),
  ];
});
async function measurePages(work: () => unknown, pages: number): Promise<Cost> {
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  for (let page = 0; page < pages; page += 1) await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: user + system, time: performance.now() - started };
}

/**
 * Compares the opening of a page of records, including the search for keys, with the bare cipher.
 */
async function comparePages(bytes: number): Promise<Row> {
  const { own, bare } = await preparePage(bytes);
  await measurePages(own, pagesPerRound);
  await measurePages(bare, pagesPerRound);
  const pairs: { own: Cost; bare: Cost }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? undefined : await measurePages(bare, pagesPerRound);
    const ours = await measurePages(own, pagesPerRound);
    pairs.push({ own: ours, bare: first ?? (await measurePages(bare, pagesPerRound)) });
  }
  return { ...rowOf(`page of 50, ${bytes} B`, pairs, 'cpu'), limit: pageLimit };
}

rows.push(await comparePages(256));
await tellRows(rows);
