import { useNavigate, useSearch } from '@tanstack/react-router';
import { isFilterValue, isPlain } from '#shared/client/url-parts.ts';

/** Returns a value from the page's URL, or undefined if the filter does not allow the value. */
type Filter<V extends string> = (text: string) => V | undefined;

type Filters = { readonly [name: string]: Filter<string> };

export type FilterValues<F extends Filters> = {
  readonly [name in keyof F]?: F[name] extends Filter<infer V> ? V : never;
};

/** Returns a filter that accepts only the given values. */
export function oneOf<const V extends string>(values: readonly V[]): Filter<V> {
  return (text) => values.find((value) => value === text);
}

/**
 * A text of 16 or more digits, with or without separators. A telephone number is shorter. But such
 * a text may be a person's id at a messenger, or a telephone number with further digits before it.
 */
const longNumber = /^(?:[.:_/-]*\d){16}[\d.:_/-]*$/;

/**
 * Returns a filter for names that developers choose, such as names of events. It accepts the names
 * that the API accepts, except long numbers. An email address never passes this filter, and neither
 * does a text that looks like a telephone number.
 */
export function plainWord(): Filter<string> {
  return (text) => (isPlain(text) && !longNumber.test(text) ? text : undefined);
}

/**
 * Returns a filter for the names of intents, which may be longer than other names and may contain
 * slashes. The people who train the classifier choose these names. No part of a name may be a long
 * number.
 */
export function intentName(): Filter<string> {
  return (text) => {
    const isPersonal = [text, ...text.split('/')].some((part) => longNumber.test(part));
    return isFilterValue(text) && !isPersonal ? text : undefined;
  };
}

const isoDay = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Browsers read the 31st of February as a day of March. So the parsed day must equal the text. */
function isInCalendar(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

/** Returns a filter that accepts a day of the user’s calendar. */
export function isoDate(): Filter<string> {
  return (text) => (isoDay.test(text) && isInCalendar(text) ? text : undefined);
}

function readValues<F extends Filters>(filters: F, search: object): FilterValues<F> {
  const values = Object.entries(search).map(([name, value]) => {
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    return [name, value === undefined ? undefined : filter?.(String(value))] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as FilterValues<F>;
}

/**
 * Declares the filters that are part of a page's URL. Give `validateSearch` to the route: it
 * removes unknown filters and values. Only values that can never be personal may be filters.
 */
export function defineFilters<const F extends Filters>(filters: F) {
  return {
    validateSearch: (search: object): FilterValues<F> => readValues(filters, search),
    /**
     * Returns the present values, and a function that changes some of them; `undefined` removes a
     * filter.
     */
    useFilters() {
      const navigate = useNavigate();
      const values = readValues(filters, useSearch({ strict: false }));
      const change = (
        changes: { readonly [name in keyof F]?: FilterValues<F>[name] | undefined },
      ) =>
        void navigate({
          to: '.',
          search: readValues(filters, { ...values, ...changes }),
          replace: true,
        });
      return [values, change] as const;
    },
  };
}
