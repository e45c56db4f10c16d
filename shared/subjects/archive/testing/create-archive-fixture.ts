import type { TestContext } from '#shared/records/testing/create-test-context.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import {
  createPersonFixture,
  type Person,
  personOf,
  world,
} from '../../testing/create-person-fixture.ts';
import { exportSubject } from '../export-subject.ts';
import { type Unpacked, unpack } from './unpack.ts';

export const anna = personOf('anna', 1);
export const bert = personOf('bert', 2);

/**
 * Creates a tenant with all kinds of records of two persons. Anna's records are in one
 * conversation, and Bert's records are in another.
 */
export async function createArchiveFixture() {
  const fixture = await createPersonFixture();
  const { ctx, acts, draw } = fixture;
  const live = async (person: Person, conversation_id: string) => {
    for (const act of Object.values(acts)) {
      fixture.fixture.clock.now += 1_000_000;
      await act(person, { conversation_id });
    }
  };
  await live(anna, 'c-anna');
  await draw(1);
  await live(bert, 'c-bert');

  /** Changes the tenant's particulars, such as the legal bases of its categories. */
  const state = (said: object) => {
    const owner = { ...ctx, scopes: new Set([...ctx.scopes, 'tenant']) };
    return changeParticulars({ ...ctx, categories: world.categories }, owner, said);
  };

  return { ...fixture, state, export: exportOf };
}

/** Makes an archive and returns all its files, completely read. */
export async function exportOf(
  ctx: TestContext,
  body: object,
): Promise<ReadonlyMap<string, Unpacked>> {
  const request = { language: 'de', kind: 'access', ...body };
  return unpack((await exportSubject(ctx, world, { body: request })).archive);
}

type ArchivedRecord = { readonly [field: string]: unknown };

export type ArchivedData = {
  readonly data: readonly {
    readonly category: string;
    readonly copies_in?: string;
    readonly records: readonly ArchivedRecord[];
  }[];
  readonly conversations: readonly ArchivedRecord[];
  readonly looked_at: readonly ArchivedRecord[];
  readonly open_requests: readonly ArchivedRecord[];
  readonly left_out: readonly ArchivedRecord[];
  readonly waiting: readonly ArchivedRecord[];
  readonly unreadable: number;
};

/** The content of `data.json` in an archive. */
export function dataOf(files: ReadonlyMap<string, Unpacked>): ArchivedData {
  return JSON.parse(files.get('data.json')?.text ?? '') as ArchivedData;
}

/**
 * How many records of each category `data.json` contains. Winners (copies of participations) and
 * restricted records are counted under the names of their own collections. Collections without
 * records are left out.
 */
export function countsOf(files: ReadonlyMap<string, Unpacked>): { [name: string]: number } {
  const held = dataOf(files).data.filter(({ records }) => records.length > 0);
  return Object.fromEntries(
    held.map(({ category, copies_in, records }) => [copies_in ?? category, records.length]),
  );
}

/** All text of an archive, except the content of uploaded files. */
export function textOf(files: ReadonlyMap<string, Unpacked>): string {
  const own = [...files.values()].filter(({ name }) => !name.startsWith('files/'));
  return own.map(({ text, rows }) => `${text}${JSON.stringify(rows)}`).join('\n');
}
