type Answer = { readonly [name: string]: unknown };
type Rejection = { readonly line: number; readonly field?: string; readonly rule: string };

const counted = ['lines', 'imported', 'kept', 'present', 'expired', 'rejected'] as const;

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** Sums up the answers for the portions of a file, and estimates the end at the present pace. */
export function createProgress(bytesOfFile: number, now: () => number) {
  const started = now();
  const sum = new Map<string, number>(counted.map((name) => [name, 0]));
  let bytes = 0;
  const told = () => counted.map((name) => `${sum.get(name) ?? 0} ${name}`).join(', ');

  return {
    /**
     * @returns the lines to print: each rejected line with its number in the file, then the
     * progress
     */
    add(answer: Answer, first: number, portionBytes: number): string[] {
      for (const name of counted) sum.set(name, (sum.get(name) ?? 0) + Number(answer[name] ?? 0));
      bytes += portionBytes + 1;
      const rejections = (answer['rejections'] as readonly Rejection[] | undefined) ?? [];
      const share = Math.min(1, bytes / Math.max(1, bytesOfFile));
      const seconds = (now() - started) / 1_000;
      const left = share === 0 ? 0 : (seconds / share) * (1 - share);
      return [
        ...rejections.map(
          ({ line, field, rule }) =>
            `line ${first + line - 1}: ${field === undefined ? '' : `${field}: `}${rule}`,
        ),
        `${Math.floor(share * 100)} %: ${told()}; about ${inWords(left)} left`,
      ];
    },
    end: () => `Done in ${inWords((now() - started) / 1_000)}: ${told()}.`,
    isWhole: () => sum.get('rejected') === 0,
  };
}
