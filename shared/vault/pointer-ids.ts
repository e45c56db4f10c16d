import { microsPerSecond } from '#shared/base/time/instant.ts';
import type { Bucket } from './make-data-key.ts';

/**
 * The id of a bucket's pointer with the given number: `customers.1771200000` for number 1,
 * `customers.1771200000.2` for number 2.
 */
export function pointerId({ category, end, use }: Bucket, number: number): string {
  const bucket = [category, ...(use === undefined ? [] : [use]), end / microsPerSecond];
  return [...bucket, ...(number === 1 ? [] : [number])].join('.');
}

/**
 * The ids of all earlier pointers of the same bucket, in order, and then the id of this pointer.
 */
export function pointersUpTo(id: string): string[] {
  const [, first = id, number = '1'] = /^(.+\.\d{5,})\.(\d{1,2})$/.exec(id) ?? [];
  const later = Array.from({ length: Number(number) - 1 }, (_, at) => `${first}.${at + 2}`);
  return [first, ...later];
}
