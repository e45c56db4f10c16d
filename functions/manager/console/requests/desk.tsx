import type { PersonRequest } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { ListMore, ListStates, pagesOf } from '../parts/list/list-states.tsx';
import { Message } from '../parts/message.tsx';
import { SelectField } from '../parts/select-field.tsx';
import type { Proof } from '../person/person-work.tsx';
import type { Sought } from '../person/recognise-person.ts';
import { NewRequest } from './new-request.tsx';
import { RequestDetail } from './request-detail.tsx';
import { RequestList } from './request-list.tsx';
import { requestWords } from './request-words.ts';
import {
  type RequestsSearch,
  requestKinds,
  requestStates,
  requestsFilters,
} from './requests-filters.ts';
import { requestsTexts } from './requests-texts.ts';
import { useRequests } from './use-requests.ts';

type DeskProps = {
  readonly search: RequestsSearch;
  readonly opened: string | undefined;
  readonly open: (id: string | undefined) => void;
  readonly proof: Proof | undefined;
  readonly work: (request: PersonRequest, sought: Sought) => void;
};

/**
 * The value of the filter while the user of the console has chosen no state. Then the list shows
 * the requests that nobody has answered yet.
 */
const underWay = 'under_way';

/** Shows the filters of the requests. They are part of the page's URL, because none is personal. */
function DeskFilters() {
  const texts = useTexts(requestsTexts);
  const words = useTexts(requestWords);
  const [{ state, kind }, change] = requestsFilters.useFilters();
  return (
    <FilterBar
      isNarrowed={state !== undefined || kind !== undefined}
      clear={() => change({ state: undefined, kind: undefined })}
    >
      <SelectField<(typeof requestStates)[number] | typeof underWay>
        label={texts.filterState}
        options={[
          { id: underWay, label: texts.underWay },
          ...requestStates.map((id) => ({ id, label: words.states[id] })),
        ]}
        value={state ?? underWay}
        change={(chosen) => change({ state: chosen === underWay ? undefined : chosen })}
      />
      <SelectFilter
        label={texts.filterKind}
        options={requestKinds.map((id) => ({ id, label: words.kinds[id] }))}
        value={kind}
        change={(chosen) => change({ kind: chosen })}
      />
    </FilterBar>
  );
}

/**
 * Shows the tab “Desk”: the requests of persons, the earliest due first, and the opened request.
 */
export function Desk({ search, opened, open, proof, work }: DeskProps) {
  const texts = useTexts(requestsTexts);
  const pages = useRequests(search);
  const list = pagesOf(pages);
  const { items: requests } = list;
  return (
    <div className="desk" data-opened={opened !== undefined}>
      <div className="desk-list stack">
        <div className="desk-tools">
          <DeskFilters />
          <NewRequest
            onCreated={({ id }) => {
              void pages.refetch();
              open(id);
            }}
          />
        </div>
        <ListStates
          list={list}
          empty={
            search.state === undefined && search.kind === undefined ? texts.noneOpen : texts.none
          }
        />
        {requests !== undefined && requests.length > 0 && (
          <div className="panel desk-requests">
            <RequestList requests={requests} opened={opened} open={open} />
          </div>
        )}
        <ListMore list={list} />
      </div>
      <div className="desk-detail panel">
        {opened === undefined ? (
          <Message {...texts.choose} />
        ) : (
          <RequestDetail
            key={opened}
            id={opened}
            close={() => open(undefined)}
            proof={proof}
            work={work}
          />
        )}
      </div>
    </div>
  );
}
