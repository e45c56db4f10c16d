import type { ReactNode } from 'react';
import { useFormats } from '../../language/language-context.tsx';
import { Fuse } from '../fuse.tsx';
import { useNow } from '../use-now.ts';
import type { Listed } from './merge-newer.ts';

/**
 * A column of a list. Create the array of columns in `useMemo`, because the table redraws all rows
 * when it gets a new array.
 */
export type Column<T> = {
  readonly id: string;
  readonly title: string;
  /** The width in pixels, or as a share of the remaining width such as `2fr`; `1fr` by default. */
  readonly width?: number | `${number}fr`;
  /** True for the column that is the title of a card on a narrow screen. */
  readonly isMain?: boolean;
  readonly show: (item: T) => ReactNode;
};

const everyMs = 30_000;

function Left({ from, until }: { readonly from: string; readonly until: string }) {
  return <Fuse from={from} until={until} now={useNow(everyMs)} isBrief />;
}

/** Returns a column with the time until each record expires. */
export function fuseColumn<T extends Listed & { readonly created_at: string }>(
  title: string,
): Column<T> {
  return {
    id: 'goes',
    title,
    width: 160,
    show: ({ created_at, expires_at }) =>
      typeof expires_at === 'string' && <Left from={created_at} until={expires_at} />,
  };
}

/** Shows an instant in the user’s time zone, and on hover its seconds too. */
export function Moment({ at }: { readonly at: string }) {
  const formats = useFormats();
  return (
    <time dateTime={at} title={formats.moment(at)}>
      {formats.shortMoment(at)}
    </time>
  );
}

/** Returns a column that shows when each record was stored. */
export function timeColumn<T extends { readonly created_at: string }>(title: string): Column<T> {
  return {
    id: 'time',
    title,
    width: 152,
    show: ({ created_at }) => <Moment at={created_at} />,
  };
}
