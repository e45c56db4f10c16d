import { useNavigate } from '@tanstack/react-router';
import type { PersonRequest } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { ChoiceField } from '../parts/form-fields.tsx';
import { Message } from '../parts/message.tsx';
import type { Proof } from '../person/person-work.tsx';
import type { Sought } from '../person/recognise-person.ts';
import { pagePaths } from '../shell/page-paths.ts';
import { NewRequest } from './new-request.tsx';
import { RequestDetail } from './request-detail.tsx';
import { RequestList } from './request-list.tsx';
import { requestWords } from './request-words.ts';
import { type RequestsSearch, requestKinds, requestStates } from './requests-search.ts';
import { requestsTexts } from './requests-texts.ts';
import { useRequests } from './use-requests.ts';

type DeskProps = {
  readonly search: RequestsSearch;
  readonly opened: string | undefined;
  readonly open: (id: string | undefined) => void;
  readonly proof: Proof | undefined;
  readonly work: (request: PersonRequest, sought: Sought) => void;
};

/** The filters of the desk. They stand in the address: none of them is of anybody. */
function DeskFilters({ search }: { readonly search: RequestsSearch }) {
  const texts = useTexts(requestsTexts);
  const words = useTexts(requestWords);
  const navigate = useNavigate();
  const set = (changed: { readonly [name in 'state' | 'kind']?: string }) => {
    const next = { ...search, ...changed };
    const given = Object.entries(next).filter(([, value]) => value !== '');
    void navigate({ to: pagePaths.requests, search: Object.fromEntries(given) });
  };
  return (
    <div className="form-row">
      <ChoiceField
        label={texts.filterState}
        value={search.state ?? ''}
        choices={[
          ['', texts.underWay],
          ...requestStates.map((each) => [each, words.states[each]] as const),
        ]}
        onChange={(state) => set({ state })}
      />
      <ChoiceField
        label={texts.filterKind}
        value={search.kind ?? ''}
        choices={[
          ['', texts.all],
          ...requestKinds.map((each) => [each, words.kinds[each]] as const),
        ]}
        onChange={(kind) => set({ kind })}
      />
    </div>
  );
}

/** Where requests of persons are worked off, the earliest due first. */
export function Desk({ search, opened, open, proof, work }: DeskProps) {
  const texts = useTexts(requestsTexts);
  const pages = useRequests(search);
  const requests = pages.data?.pages.flatMap(({ items }) => items);
  return (
    <div className="desk" data-opened={opened !== undefined}>
      <div className="desk-list stack">
        <div className="desk-tools">
          <DeskFilters search={search} />
          <NewRequest
            onCreated={({ id }) => {
              void pages.refetch();
              open(id);
            }}
          />
        </div>
        {pages.error !== null && (
          <FailureNotice
            error={pages.error}
            isRetrying={pages.isFetching}
            retry={() => void pages.refetch()}
          />
        )}
        {pages.isPending && <p className="waiting">{texts.loading}</p>}
        {requests?.length === 0 && <Message {...texts.none} />}
        {requests !== undefined && requests.length > 0 && (
          <div className="panel desk-requests">
            <RequestList requests={requests} opened={opened} open={open} />
          </div>
        )}
        {pages.hasNextPage && (
          <button
            className="plain-button"
            type="button"
            aria-disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {pages.isFetchingNextPage ? texts.loading : texts.more}
          </button>
        )}
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
