import { type ReactNode, useState } from 'react';
import type { PersonRequest } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PageTabs } from '../parts/page-tabs.tsx';
import { PersonBox } from '../person/person-box.tsx';
import { PersonWork, type Proof } from '../person/person-work.tsx';
import type { Sought } from '../person/recognise-person.ts';
import { maySeeRestricted } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { Desk } from './desk.tsx';
import { Erasures } from './erasures.tsx';
import { Receipts } from './receipts.tsx';
import { requestWords } from './request-words.ts';
import { requestsFilters, requestViews } from './requests-filters.ts';
import { requestsTexts } from './requests-texts.ts';
import { Restricted } from './restricted.tsx';

/**
 * The person whose data the user of the console handles. `request` is the request from which the
 * user came. It is undefined if the user searched for the person, or has left the request.
 */
type Work = {
  readonly sought: Sought;
  readonly request: Pick<PersonRequest, 'id' | 'kind'> | undefined;
  /**
   * Counts the persons that the user has chosen. React makes a new component for each number, so
   * the component of one person never shows the data of another.
   */
  readonly number: number;
};

function Requests() {
  const texts = useTexts(requestsTexts);
  const words = useTexts(requestWords);
  const { membership } = useSession();
  const [search, change] = requestsFilters.useFilters();
  const { view = 'desk' } = search;
  const [opened, open] = useState<string>();
  const [work, setWork] = useState<Work>();
  const [proof, setProof] = useState<{ readonly of: string; readonly proof: Proof }>();
  const show = (next: (typeof requestViews)[number] | undefined) =>
    change({ view: next === 'desk' ? undefined : next });
  const begin = (sought: Sought, request?: PersonRequest) => {
    setWork((before) => ({ sought, request, number: (before?.number ?? 0) + 1 }));
    show('person');
  };
  const request = work?.request;
  const onProof =
    request === undefined
      ? undefined
      : (made: Proof) => {
          setProof({ of: request.id, proof: made });
          open(request.id);
          show('desk');
        };
  const views = requestViews.filter(
    (each) => each !== 'restricted' || maySeeRestricted(membership?.role),
  );
  const contents: { readonly [id in (typeof views)[number]]: ReactNode } = {
    desk: (
      <Desk
        search={search}
        opened={opened}
        open={open}
        proof={proof !== undefined && proof.of === opened ? proof.proof : undefined}
        work={(of, sought) => begin(sought, of)}
      />
    ),
    person: (
      <>
        {request !== undefined && (
          <p className="panel linked">
            {texts.linked(words.kinds[request.kind])}
            <button
              className="plain-button small"
              type="button"
              onClick={() => setWork((before) => before && { ...before, request: undefined })}
            >
              {texts.unlink}
            </button>
          </p>
        )}
        <PersonBox isWide onFind={(sought) => begin(sought)} />
        {work !== undefined && (
          <PersonWork
            key={work.number}
            sought={work.sought}
            onProof={onProof}
            close={() => setWork(undefined)}
          />
        )}
      </>
    ),
    erasures: <Erasures />,
    receipts: <Receipts />,
    restricted: <Restricted />,
  };
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead} />
      <PageTabs
        label={texts.title}
        tabs={views.map((id) => ({ id, title: texts.views[id], content: contents[id] }))}
        opened={view}
        open={(id) => show(requestViews.find((each) => each === id))}
      />
    </div>
  );
}

export function RequestsPage() {
  const { membership } = useSession();
  return (
    <Gate page="requests">
      <Requests key={membership?.tenant} />
    </Gate>
  );
}
