import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { PersonRequest } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PersonBox } from '../person/person-box.tsx';
import { PersonWork, type Proof } from '../person/person-work.tsx';
import type { Sought } from '../person/recognise-person.ts';
import { maySeeRestricted } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { pagePaths } from '../shell/page-paths.ts';
import { Desk } from './desk.tsx';
import { Erasures } from './erasures.tsx';
import { Receipts } from './receipts.tsx';
import { requestWords } from './request-words.ts';
import { type RequestView, requestViews } from './requests-search.ts';
import { requestsTexts } from './requests-texts.ts';
import { Restricted } from './restricted.tsx';

/** Whom somebody works on, and for which request. */
type Work = {
  readonly sought: Sought;
  readonly request: Pick<PersonRequest, 'id' | 'kind'> | undefined;
  /** Counts anew for each person, so that nothing of one is shown of another. */
  readonly number: number;
};

function Requests() {
  const texts = useTexts(requestsTexts);
  const words = useTexts(requestWords);
  const { membership } = useSession();
  const navigate = useNavigate();
  const search = useSearch({ from: pagePaths.requests });
  const { view = 'desk' } = search;
  const [opened, open] = useState<string>();
  const [work, setWork] = useState<Work>();
  const [proof, setProof] = useState<{ readonly of: string; readonly proof: Proof }>();
  const show = (next: RequestView) =>
    void navigate({ to: pagePaths.requests, search: next === 'desk' ? {} : { view: next } });
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
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead} />
      <Tabs
        className="tabs"
        selectedKey={view}
        onSelectionChange={(key) => show(key as RequestView)}
      >
        <TabList className="tab-list" aria-label={texts.title}>
          {views.map((each) => (
            <Tab key={each} id={each} className="tab">
              {texts.views[each]}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="desk" className="tab-panel">
          <Desk
            search={search}
            opened={opened}
            open={open}
            proof={proof !== undefined && proof.of === opened ? proof.proof : undefined}
            work={(of, sought) => begin(sought, of)}
          />
        </TabPanel>
        <TabPanel id="person" className="tab-panel stack">
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
        </TabPanel>
        <TabPanel id="erasures" className="tab-panel">
          <Erasures />
        </TabPanel>
        <TabPanel id="receipts" className="tab-panel">
          <Receipts />
        </TabPanel>
        {views.includes('restricted') && (
          <TabPanel id="restricted" className="tab-panel">
            <Restricted />
          </TabPanel>
        )}
      </Tabs>
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
