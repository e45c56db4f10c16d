import type { Portion, Rejection } from './portions.ts';

type Answer = { readonly [name: string]: unknown };

const counted = ['lines', 'imported', 'kept', 'present', 'expired', 'rejected'] as const;

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

function inText({ line, field, rule }: Rejection): string {
  return `line ${line}: ${field === undefined ? '' : `${field}: `}${rule}`;
}

/**
 * Adds up the answers for the portions of a file, and estimates the remaining time from the pace so
 * far.
 */
export function createProgress(bytesOfFile: number, now: () => number) {
  const started = now();
  const sum = new Map<string, number>(counted.map((name) => [name, 0]));
  let begun: number | undefined;
  const told = () => counted.map((name) => `${sum.get(name) ?? 0} ${name}`).join(', ');
  const count = (name: string, more: number) => sum.set(name, (sum.get(name) ?? 0) + more);

  return {
    /**
     * @returns the lines to print: each rejected line with its number in the file, then the
     * progress
     */
    add(answer: Answer, { first, refused, begin, end }: Omit<Portion, 'body'>): string[] {
      for (const name of counted) count(name, Number(answer[name] ?? 0));
      count('lines', refused.length);
      count('rejected', refused.length);
      const answered = (answer['rejections'] as readonly Rejection[] | undefined) ?? [];
      const rejections = [
        ...refused,
        ...answered.map((each) => ({ ...each, line: first + each.line - 1 })),
      ];
      // An import may begin in the middle of the file. Then the pace is calculated without the
      // lines before that place.
      begun ??= begin;
      const seconds = (now() - started) / 1_000;
      const left = (seconds / Math.max(1, end - begun)) * (bytesOfFile - end);
      const ending = left > 0 ? `; about ${inWords(left)} left` : '';
      const share = Math.min(1, end / Math.max(1, bytesOfFile));
      return [
        ...rejections.toSorted((one, other) => one.line - other.line).map(inText),
        `${Math.floor(share * 100)} %: ${told()}${ending}`,
      ];
    },
    end: () => `Done in ${inWords((now() - started) / 1_000)}: ${told()}.`,
    isWhole: () => sum.get('rejected') === 0,
  };
}
