import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { importDataKey } from '#shared/vault/data-key.ts';
import { open, seal } from '#shared/vault/open/records/envelope.ts';

// Compares sealing and opening a field with the bare cipher of Node, under one key object that was
// made beforehand, in turns. `--json FILE` also writes the rows.

const sizes = [32, 256, 4_096, 262_144] as const;
const rounds = 21;
const bytesPerRound = 16 * 1024 * 1024;
const callsPerRound = 4_000;

type Cost = { readonly cpu: number; readonly time: number };
type Row = {
  readonly name: string;
  readonly cpu_ratio: number;
  readonly time_ratio: number;
  /** How far apart the middle half of the rounds lies, of the ratio of times. */
  readonly spread: number;
};

function measure(work: () => unknown, calls: number): Cost {
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  for (let call = 0; call < calls; call += 1) work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: user + system, time: performance.now() - started };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

function compare(name: string, size: number, ours: () => unknown, bare: () => unknown): Row {
  const calls = Math.max(40, Math.min(callsPerRound, Math.floor(bytesPerRound / size)));
  measure(ours, calls);
  measure(bare, calls);
  const pairs = Array.from({ length: rounds }, (_, round) => {
    // Who begins changes too, so that a drift of the machine's speed meets both.
    if (round % 2 === 0) return { own: measure(ours, calls), bare: measure(bare, calls) };
    const first = measure(bare, calls);
    return { own: measure(ours, calls), bare: first };
  });
  const times = pairs.map((pair) => pair.own.time / pair.bare.time);
  const cpus = pairs.map((pair) => pair.own.cpu / pair.bare.cpu);
  return {
    name: `${name} ${size} B`,
    cpu_ratio: quantile(cpus, 0.5),
    time_ratio: quantile(times, 0.5),
    spread: quantile(times, 0.75) - quantile(times, 0.25),
  };
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
for (const { name, cpu_ratio, time_ratio, spread } of rows)
  console.log(
    `${name.padEnd(16)} CPU x${cpu_ratio.toFixed(2)}  time x${time_ratio.toFixed(2)}  (spread ${spread.toFixed(2)})`,
  );
const at = process.argv.indexOf('--json');
const file = process.argv[at + 1];
if (at >= 0 && file !== undefined) await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`);
