import type { KeysAlive, Profile, StorageOverview } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { seriesColour } from '../overview/category-overview.ts';
import { useNow } from '../parts/use-now.ts';
import { storageTexts } from './storage-texts.ts';

type Category = StorageOverview['categories'][number];

/** The numbers of keys. They are undefined while they load, or if they could not be loaded. */
type KeysFound = { readonly data: KeysAlive | undefined; readonly error: unknown };

const soonDays = 7;

function soonOf({ expires }: Pick<Category, 'expires'>): number {
  return expires.slice(0, soonDays).reduce((sum, { count }) => sum + count, 0);
}

function Kept({
  category,
  profile,
}: {
  readonly category: Category;
  readonly profile: Profile | undefined;
}) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  const days = (count: number) => formats.plural(count, texts.day);
  const { retention, chosen_days } = category;
  const promised =
    typeof retention.days === 'number'
      ? retention.days
      : Math.max(...Object.values(retention.days.days));
  const effective = profile?.categories[category.id]?.effective_days ?? chosen_days ?? promised;
  return (
    <>
      <span className="promise">{days(effective)}</span>
      <span className="soft">
        {chosen_days === null ? texts.promised(days(promised)) : texts.chosen}
      </span>
    </>
  );
}

function Keys(props: {
  readonly keys: KeysFound;
  readonly category: string;
  readonly title: string;
  readonly open: (id: string) => void;
}) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  const now = useNow(60_000);
  const { keys, category, title, open } = props;
  if (keys.data === undefined && keys.error === null)
    return <span className="soft waiting waiting-word">{texts.loading}</span>;
  if (keys.data === undefined) return <span className="soft">–</span>;
  const of = keys.data.items.find(({ protects }) => protects === category);
  if (of === undefined || of.alive === 0) return <span className="soft">{texts.noKeys}</span>;
  const next = of.next_destroyed_at;
  return (
    <>
      <button className="link-button" type="button" onClick={() => open(of.protects)}>
        {formats.plural(of.alive, texts.key)}
        <span className="unseen"> {title}</span>
      </button>
      {next !== null && (
        <span className="soft" title={formats.moment(next)}>
          {texts.nextKey(formats.distance(next, now))}
        </span>
      )}
    </>
  );
}

/**
 * Shows each category: how long and where its records are stored, and its numbers of records and
 * keys.
 */
export function RulesTable(props: {
  readonly overview: StorageOverview;
  readonly keys: KeysFound;
  readonly profile: Profile | undefined;
  /** Opens the form for a category. It is undefined for people who may not change categories. */
  readonly change: ((id: string) => void) | undefined;
  /** Opens the keys of a category. */
  readonly openKeys: (id: string) => void;
}) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  const { overview, keys, profile, change, openKeys } = props;
  const { columns } = texts;
  return (
    <table className="categories rules" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader">{columns.category}</th>
          <th role="columnheader">{columns.kept}</th>
          <th role="columnheader">{columns.state}</th>
          <th role="columnheader" className="amount">
            {columns.live}
          </th>
          <th role="columnheader" className="amount">
            {columns.next}
          </th>
          <th role="columnheader">{columns.keys}</th>
          {change !== undefined && (
            <th role="columnheader">
              <span className="unseen">{texts.change}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {overview.categories.map((category) => (
          <tr key={category.id} role="row">
            <th role="rowheader" scope="row">
              <span className="number" style={{ borderColor: seriesColour(category) }}>
                {category.number}
              </span>
              <span className="category-title">{category.title}</span>
            </th>
            <td role="cell" data-label={columns.kept}>
              <Kept category={category} profile={profile} />
            </td>
            <td role="cell" data-label={columns.state}>
              <span
                className="mark-word"
                data-tone={category.destination === 'server' ? 'good' : ''}
              >
                {texts.destinations[category.destination]}
              </span>
            </td>
            <td role="cell" className="amount" data-label={columns.live}>
              <span>{formats.count(category.live)}</span>
              {category.overdue > 0 && (
                <span className="overdue">{texts.overdue(formats.count(category.overdue))}</span>
              )}
            </td>
            <td role="cell" className="amount" data-label={columns.next}>
              {formats.count(soonOf(category))}
            </td>
            <td role="cell" data-label={columns.keys}>
              <Keys keys={keys} category={category.id} title={category.title} open={openKeys} />
            </td>
            {change !== undefined && (
              <td role="cell" data-label="">
                <button className="plain-button" type="button" onClick={() => change(category.id)}>
                  {texts.change}
                  <span className="unseen"> {category.title}</span>
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/**
 * Shows the collections that contain no records, such as counters, marks and seals. It shows the
 * retention of each collection.
 */
export function BesideTable({ overview }: { readonly overview: StorageOverview }) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  const { columns } = texts;
  return (
    <table className="categories rules beside" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader">{columns.collection}</th>
          <th role="columnheader">{columns.personal}</th>
          <th role="columnheader">{columns.expiry}</th>
          <th role="columnheader" className="amount">
            {columns.live}
          </th>
          <th role="columnheader" className="amount">
            {columns.next}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {overview.collections.map((collection) => (
          <tr key={collection.id} role="row">
            <th role="rowheader" scope="row">
              <span className="category-title">{collection.title}</span>
            </th>
            <td role="cell" data-label={columns.personal}>
              {collection.personal ?? <span className="soft">{texts.nobody}</span>}
            </td>
            <td role="cell" data-label={columns.expiry}>
              {collection.expiry.source}
            </td>
            <td role="cell" className="amount" data-label={columns.live}>
              <span>{formats.count(collection.live)}</span>
              {collection.overdue > 0 && (
                <span className="overdue">{texts.overdue(formats.count(collection.overdue))}</span>
              )}
            </td>
            <td role="cell" className="amount" data-label={columns.next}>
              {formats.count(soonOf(collection))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
