import * as z from 'zod';
import type { Instant } from '#shared/base/time/instant.ts';
import type { EntryPlace } from '../entry-place.ts';
import { hourOf, type LogHour, sealExpiry } from '../log-hour.ts';
import type { LogLinks } from './log-links.ts';
import type { LogProblem } from './log-problem.ts';
import type { Lifetimes } from './read-lifetimes.ts';

const place: z.ZodType<EntryPlace> = z.object({
  tenant: z.string(),
  chain: z.string(),
  seq: z.int(),
  hash: z.string(),
  created_at: z.int(),
  due_at: z.int(),
});

const request = z.object({ manager_log: z.array(place) });

const sealMade = z.object({
  message: z.literal('hour sealed'),
  tenant: z.string(),
  hour: z.string(),
  number: z.int(),
  seal_hash: z.string(),
});

/** The statements of log lines about manager logs: the places of entries, and the seals. */
export type Witness = {
  readonly places: readonly EntryPlace[];
  readonly seals: readonly z.infer<typeof sealMade>[];
};

/**
 * Reads a line of JSON, either as it was logged, or as Cloud Logging exports it inside another
 * object.
 */
function parseLine(line: string): unknown {
  try {
    const read = JSON.parse(line) as { readonly jsonPayload?: unknown } | null;
    return read?.jsonPayload ?? read;
  } catch {
    return undefined;
  }
}

/** Collects the statements about manager logs from lines of JSON. All other lines are ignored. */
export async function readWitness(lines: AsyncIterable<string>): Promise<Witness> {
  const [places, seals]: [EntryPlace[], Witness['seals'][number][]] = [[], []];
  for await (const line of lines) {
    const parsed = parseLine(line);
    const [noted, made] = [request.safeParse(parsed), sealMade.safeParse(parsed)];
    if (noted.success) places.push(...noted.data.manager_log);
    if (made.success) seals.push(made.data);
  }
  return { places, seals };
}

/** Facts about the stored log, to compare with log lines. */
export type Witnessed = {
  readonly links: LogLinks;
  readonly lifetimes: Lifetimes;
  /** Hashes of the stored seals. */
  readonly sealHashes: ReadonlySet<string>;
  readonly now: Instant;
};

/**
 * Finds entries and seals that are in log lines but not in the database, although they have not
 * expired.
 */
export function checkWitness(
  tenant: string,
  { links, lifetimes, sealHashes, now }: Witnessed,
  witness: Witness,
): LogProblem[] {
  const problems: LogProblem[] = [];
  const tell = (code: LogProblem['code'], hour: LogHour, at: string) =>
    problems.push({ code, tenant, hour, place: at });
  for (const { chain, seq, hash, created_at, due_at, ...noted } of witness.places) {
    const link = links.byHash.get(hash);
    const isThere = link?.writer === chain && link.seq === seq;
    const mayBeGone = lifetimes.mayBeGone({ createdAt: created_at, dueAt: due_at });
    if (noted.tenant !== tenant || isThere || mayBeGone) continue;
    tell('witnessed-entry-missing', hourOf(created_at), `writer ${chain}, ${seq}`);
  }
  for (const { number, hour, seal_hash, ...made } of witness.seals) {
    const isOver = sealExpiry(hour) <= now;
    if (made.tenant !== tenant || sealHashes.has(seal_hash) || isOver) continue;
    tell('witnessed-seal-missing', hour, `seal ${number}`);
  }
  return problems;
}
