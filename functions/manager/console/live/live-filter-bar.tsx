import { useTexts } from '../language/language-context.tsx';
import { DateRangeFilter } from '../parts/filters/date-range-filter.tsx';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { authors, liveFilters } from './live-filters.ts';
import { liveTexts } from './live-texts.ts';

/**
 * Shows the filters and the order of the conversations. The filter by experience offers the
 * experiences of the loaded conversations. It also offers the chosen experience, even if no loaded
 * conversation has it.
 */
export function LiveFilterBar({ experiences }: { readonly experiences: readonly string[] }) {
  const texts = useTexts(liveTexts);
  const [{ author, experience, from, to, order }, filter] = liveFilters.useFilters();
  const names = [...new Set([...experiences, ...(experience === undefined ? [] : [experience])])];
  const isNarrowed = [author, experience, from, to].some((value) => value !== undefined);
  return (
    <FilterBar
      isNarrowed={isNarrowed}
      clear={() =>
        filter({ author: undefined, experience: undefined, from: undefined, to: undefined })
      }
    >
      <SelectFilter
        label={texts.lastAuthor}
        options={authors.map((id) => ({ id, label: texts.lastAuthors[id] }))}
        value={author}
        change={(value) => filter({ author: value })}
      />
      {names.length > 0 && (
        <SelectFilter
          label={texts.facts.names.experience}
          options={names.map((id) => ({ id, label: id }))}
          value={experience}
          change={(value) => filter({ experience: value })}
        />
      )}
      <DateRangeFilter value={{ from, to }} change={filter} />
      <SelectField
        label={texts.order}
        options={[
          { id: 'latest_first', label: texts.orders.latest_first },
          { id: 'goes_first', label: texts.orders.goes_first },
        ]}
        value={order ?? 'latest_first'}
        change={(id) => filter({ order: id === 'goes_first' ? id : undefined })}
      />
    </FilterBar>
  );
}
