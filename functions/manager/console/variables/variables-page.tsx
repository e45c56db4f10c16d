import { useState } from 'react';
import type { Experience, Variables as Variable } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { Icon } from '../parts/icon.tsx';
import { useList } from '../parts/list/use-list.ts';
import { PageHead } from '../parts/page-head.tsx';
import { mayExport } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { DownloadAll } from './download-all.tsx';
import { ExperienceList } from './experience-list.tsx';
import { VariableList } from './variable-list.tsx';
import { VariableSheet } from './variable-sheet.tsx';
import { variableTexts } from './variable-texts.ts';

type ExperienceProps = { readonly experience: Experience; readonly close: () => void };

/** Lists the variables of one experience. */
function OneExperience({ experience, close }: ExperienceProps) {
  const texts = useTexts(variableTexts);
  const { client, membership } = useSession();
  const [opened, open] = useState<Variable>();
  const { id } = experience;
  const list = useList<Variable>({
    key: ['variables', id],
    read: async (asked, options) => client.variables.list({ ...asked, experience_id: id }, options),
  });
  return (
    <>
      <PageHead title={id} lead={texts.lead}>
        <div className="actions">
          <button className="plain-button" type="button" onClick={close}>
            <Icon name="back" />
            {texts.back}
          </button>
          {mayExport(membership?.role) && <DownloadAll experience={experience} />}
        </div>
      </PageHead>
      <VariableList list={list} open={open} />
      {opened !== undefined && (
        <VariableSheet
          variable={opened}
          close={() => open(undefined)}
          onDeleted={() => {
            list.forget([opened.id]);
            open(undefined);
          }}
        />
      )}
    </>
  );
}

function Variables() {
  const texts = useTexts(variableTexts);
  const [opened, open] = useState<Experience>();
  return (
    <div className="stack">
      {opened === undefined ? (
        <>
          <PageHead title={texts.title} lead={texts.lead} />
          <ExperienceList open={open} />
        </>
      ) : (
        <OneExperience experience={opened} close={() => open(undefined)} />
      )}
    </div>
  );
}

export function VariablesPage() {
  const { membership } = useSession();
  return (
    <Gate page="variables">
      <Variables key={membership?.tenant} />
    </Gate>
  );
}
