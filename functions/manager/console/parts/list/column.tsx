import type { ReactNode } from 'react';
import { useFormats } from '../../language/language-context.tsx';
import { Fuse } from '../fuse.tsx';
import { useNow } from '../use-now.ts';
import type { Listed } from './merge-newer.ts';

/** A column of a list. Keep columns in `useMemo`: the table draws all rows anew when they change. */
export type Column<T> = {
  readonly id: string;
  readonly title: string;
  /** Pixels, or a share such as `2fr` of what the others leave; `1fr` unless told. */
  readonly width?: number | `${number}fr`;
  /** Stands at the head of a card where the screen is narrow. */
  readonly isMain?: boolean;
  readonly show: (item: T) => ReactNode;
};

const everyMs = 30_000;

function Left({ from, until }: { readonly from: string; readonly until: string }) {
  return <Fuse from={from} until={until} now={useNow(everyMs)} isBrief />;
}

/** A column that shows how much time each record has left. */
export function fuseColumn<T extends Listed & { readonly created_at: string }>(
  title: string,
): Column<T> {
  return {
    id: 'goes',
    title,
    width: 176,
    show: ({ created_at, expires_at }) =>
      typeof expires_at === 'string' && <Left from={created_at} until={expires_at} />,
  };
}

/** An instant in the reader’s zone: short, and to the second for whoever points at it. */
export function Moment({ at }: { readonly at: string }) {
  const formats = useFormats();
  return (
    <time dateTime={at} title={formats.moment(at)}>
      {formats.shortMoment(at)}
    </time>
  );
}

/** A column that shows when each record came. */
export function timeColumn<T extends { readonly created_at: string }>(title: string): Column<T> {
  return {
    id: 'time',
    title,
    width: 156,
    show: ({ created_at }) => <Moment at={created_at} />,
  };
}
