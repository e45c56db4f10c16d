import { retryChecked } from '#shared/access/commit-checked.ts';
import { createKeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { beginChain, type ChainDeps } from '#shared/manager-log/chain.ts';
import type { Context } from '#shared/records/context.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { AlreadyExists, type DocumentRef, type Write } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { importMarks } from './collections.ts';
import type { Encoding } from './encoding.ts';
import { landingWrites, requireVisible, storesCategory } from './land-record.ts';
import { type Line, LineRefused, readLine } from './line.ts';
import { openLine } from './open-line.ts';
import { createOwnLandings } from './own-landing.ts';
import { sealStaged } from './staged.ts';

/**
 * `windowLines` is the number of lines in memory. `linesAtOnce` lines are stored at the same time.
 */
const windowLines = 50;
const linesAtOnce = 8;
/**
 * The maximum number of rejections in an answer. If the rejections of one more window could exceed
 * this number, the import skips the remaining lines. So the answer states the reason for every
 * rejected line.
 */
const rejectionsMax = 1_000;
const recordIdLength = 32;

export type Rejection = { readonly line: number; readonly field?: string; readonly rule: string };

/** The counts of an import. Each line is counted in `lines`, and in exactly one other number. */
export type Imported = {
  lines: number;
  /** Stored as records. */
  imported: number;
  /** Stored with the ciphertexts of the older system. Later the sweep makes records of them. */
  kept: number;
  /** Imported before, for example by an earlier request; nothing was changed. */
  present: number;
  /** Not imported, because they have expired. */
  expired: number;
  rejected: number;
  /** Not imported, because too many earlier lines were rejected. */
  skipped: number;
  readonly rejections: Rejection[];
};

export type ImportDeps = {
  readonly categories: readonly Category[];
  /** The manager log, for lines that become its entries. */
  readonly chain: ChainDeps;
};

export type ImportInput = {
  readonly lines: AsyncIterable<string | LineRefused>;
  readonly encoding: Encoding;
  readonly key: DataKey | undefined;
  readonly keepEnvelopes: boolean;
  /** Called before each line is stored. */
  readonly note: () => Promise<void>;
};

type Window = readonly (readonly [number, string | LineRefused])[];
type Numbered = { readonly number: number; readonly line: Line; readonly mark: DocumentRef };
type Prepared = Numbered & { readonly record: ClearRecord };
type Outcome = 'imported' | 'kept' | 'present' | 'expired';

/**
 * The reference of a line's mark. The ids of the mark and of the record are keyed hashes of the
 * line's category and own id.
 */
async function markOf(ctx: Context, { category, id }: Line): Promise<DocumentRef> {
  const hash = await ctx.lookup.mark(ctx.tenant, 'import', [category.id, id]);
  return { tenant: ctx.tenant, collection: importMarks.id, id: hash };
}

async function recordIdOf(ctx: Context, { category, id }: Line): Promise<string> {
  const hash = await ctx.lookup.mark(ctx.tenant, 'import-record', [category.id, id]);
  return hash.slice(0, recordIdLength);
}

/**
 * The expiry of a line's record, calculated from the `basisAt` of the line. If the line states an
 * earlier expiry itself, the record gets that expiry.
 */
function expiryOfLine(ctx: Context, line: Line, fields: Fields): Instant {
  const { category, basisAt, ownExpiry = Number.POSITIVE_INFINITY } = line;
  return Math.min(expiryOf(ctx.settings, category, fields, basisAt), ownExpiry);
}

/**
 * Makes the function that imports lines of an older system into a tenant. One commit stores a
 * line's record and the line's mark. So a line is imported only once, even if it is sent again
 * after its record was deleted. Only an entry of the manager log is written before its mark,
 * because the log is in another database. Lines are read while they arrive, and only a few of them
 * are in memory at a time.
 */
export function createImport(deps: ImportDeps) {
  const own = createOwnLandings();
  const queue = createKeyedQueue();

  /**
   * The decrypted fields of a line, together with the fields that Mayfly sets.
   * @throws LineRefused
   */
  async function fieldsOf(ctx: Context, line: Line, key: DataKey | undefined): Promise<Fields> {
    const fields = await openLine(ctx, key, line);
    const complete = own[line.category.id]?.complete;
    return complete?.(ctx, fields, formatInstant(line.createdAt)) ?? fields;
  }

  /**
   * Writes an entry of the manager log. The entry is added at the end of this process's chain. Its
   * `outcome` contains the original time.
   */
  async function writeEntry(ctx: Context, record: ClearRecord): Promise<void> {
    const { outcome } = record.fields as { readonly outcome?: string };
    const said = outcome === undefined ? '' : `.${outcome}`;
    const at = formatInstant(record.createdAt);
    const fields = { ...record.fields, outcome: `imported.${at}${said}`.slice(0, 64) };
    const imported = { id: record.id, expiresAt: record.expiresAt };
    try {
      await beginChain(deps.chain, ctx.tenant).write([
        { fields, settings: ctx.settings, imported },
      ]);
    } catch (error) {
      // An earlier request wrote this entry, but was stopped before it wrote the mark.
      if (!(error instanceof AlreadyExists)) throw error;
    }
  }

  function markWrite(ctx: Context, ref: DocumentRef, record: ClearRecord): Write {
    const data = {
      expires_at: record.expiresAt,
      purge_shard: purgeShard(ref.id, ctx.purgeShards),
    };
    return { kind: 'create', ref, data };
  }

  async function store(
    ctx: Context,
    { line, mark, record: prepared }: Prepared,
    input: ImportInput,
  ): Promise<Outcome> {
    const { category, ciphertexts } = line;
    const mayWait = category.chained !== true && own[category.id]?.isInOrder !== true;
    const isKept = input.keepEnvelopes && mayWait && Object.keys(ciphertexts).length > 0;
    return retryChecked(ctx, storesCategory(category), async (now, attempt): Promise<Outcome> => {
      if (attempt > 0 && (await now.store.get(mark)) !== undefined) return 'present';
      // The tenant may have changed its retention since the import began. So the expiry is
      // calculated again.
      const expiresAt = expiryOfLine(now, line, prepared.fields);
      if (expiresAt <= now.now()) return 'expired';
      const record = { ...prepared, expiresAt };
      requireVisible(now, category, record);
      if (category.chained) {
        await input.note();
        await writeEntry(now, record);
        await now.commit([markWrite(now, mark, record)]);
        return 'imported';
      }
      const staged = { record, ciphertexts, legacyKey: input.key?.id };
      const landing = { category, record, whenTaken: 'refuse' } as const;
      const writes: Write[] = isKept
        ? [{ kind: 'create', ...(await sealStaged(now, category, staged)) }]
        : await landingWrites(now, own, landing, attempt);
      await input.note();
      await now.commit([markWrite(now, mark, record), ...writes]);
      return isKept ? 'kept' : 'imported';
    });
  }

  /**
   * Checks and decrypts a line before it is stored.
   * @returns undefined if the line has expired
   * @throws LineRefused
   */
  async function prepare(
    ctx: Context,
    each: Numbered,
    input: ImportInput,
  ): Promise<Prepared | undefined> {
    const { line } = each;
    if (line.createdAt > ctx.now()) throw new LineRefused('not in the future', 'created_at');
    if (line.basisAt > ctx.now()) throw new LineRefused('not in the future', 'last_interaction_at');
    const fields = await fieldsOf(ctx, line, input.key);
    const expiresAt = expiryOfLine(ctx, line, fields);
    if (expiresAt <= ctx.now()) return undefined;
    const { createdAt, basisAt } = line;
    const id = await recordIdOf(ctx, line);
    return { ...each, record: { id, createdAt, basisAt, expiresAt, fields } };
  }

  /** Stores a line. The call waits if earlier lines of the window must be stored first. */
  function storeInTurn(ctx: Context, each: Prepared, input: ImportInput): Promise<Outcome> {
    const { category } = each.line;
    const turn = own[category.id]?.turn?.(each.record.fields);
    const work = () => store(ctx, each, input);
    return turn === undefined ? work() : queue([`${ctx.tenant}|${category.id}|${turn}`], work);
  }

  function reject(counts: Imported, number: number, error: unknown): void {
    const refusal =
      error instanceof Problem && error.code === 'category-off'
        ? new LineRefused('a category that the tenant stores in Mayfly', 'category')
        : error instanceof Problem && error.code === 'already-exists'
          ? new LineRefused('unique: another record has these values')
          : error;
    if (!(refusal instanceof LineRefused)) throw refusal;
    counts.rejected += 1;
    const { field, rule } = refusal;
    counts.rejections.push({ line: number, ...(field !== undefined && { field }), rule });
  }

  /**
   * Returns the lines of a window that are readable and were not imported before. The function
   * makes one call to the database, which reads the marks of all readable lines.
   */
  async function freshOf(ctx: Context, window: Window, input: ImportInput, counts: Imported) {
    const lines: Numbered[] = [];
    for (const [number, text] of window)
      try {
        if (text instanceof LineRefused) throw text;
        const line = readLine(text, deps.categories, input.encoding);
        lines.push({ number, line, mark: await markOf(ctx, line) });
      } catch (error) {
        reject(counts, number, error);
      }
    const known = lines.length === 0 ? [] : await ctx.store.getAll(lines.map(({ mark }) => mark));
    const fresh = lines.filter((_line, at) => known[at] === undefined);
    counts.present += lines.length - fresh.length;
    return fresh;
  }

  /**
   * Imports a window of lines: decrypts the lines in their order, and then stores several lines at
   * the same time.
   */
  async function importWindow(
    ctx: Context,
    window: Window,
    input: ImportInput,
    counts: Imported,
  ): Promise<void> {
    const ready: Prepared[] = [];
    for (const each of await freshOf(ctx, window, input, counts))
      try {
        const prepared = await prepare(ctx, each, input);
        if (prepared === undefined) counts.expired += 1;
        else ready.push(prepared);
      } catch (error) {
        reject(counts, each.number, error);
      }
    const entries = ready.values();
    const worker = async () => {
      for (const each of entries)
        try {
          counts[await storeInTurn(ctx, each, input)] += 1;
        } catch (error) {
          reject(counts, each.number, error);
        }
    };
    await Promise.all(Array.from({ length: linesAtOnce }, worker));
    counts.rejections.sort((a, b) => a.line - b.line);
  }

  return async (ctx: Context, input: ImportInput): Promise<Imported> => {
    const counts: Imported = {
      lines: 0,
      imported: 0,
      kept: 0,
      present: 0,
      expired: 0,
      rejected: 0,
      skipped: 0,
      rejections: [],
    };
    let window: [number, string | LineRefused][] = [];
    let number = 0;
    for await (const text of input.lines) {
      number += 1;
      if (typeof text === 'string' && text.trim() === '') continue;
      counts.lines += 1;
      if (counts.rejected + windowLines > rejectionsMax) {
        counts.skipped += 1;
        continue;
      }
      window.push([number, text]);
      if (window.length < windowLines) continue;
      await importWindow(ctx, window, input, counts);
      window = [];
    }
    await importWindow(ctx, window, input, counts);
    return counts;
  };
}
