import { useState } from 'react';
import { Checkbox, Label, TextArea, TextField } from 'react-aria-components';
import type { Profile, StorageOverview } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { moduleNames } from '../parts/module-names.ts';
import { SaveForm } from '../parts/save-form.tsx';
import { useFigures } from '../parts/use-figures.ts';
import { listModules, type Turned, turnModules } from './list-modules.ts';
import { dropEqual, mergeList, sameSet, wordsOf } from './merge-edits.ts';
import { settingsTexts } from './settings-texts.ts';
import type { ChangeProfile } from './use-settings.ts';

type TabProps = { readonly profile: Profile; readonly change: ChangeProfile };

function ModuleRow(props: {
  readonly id: string;
  readonly rules: ReturnType<typeof listModules>[number]['rules'];
  readonly isOn: boolean;
  readonly turn: (isOn: boolean) => void;
}) {
  const texts = useTexts(settingsTexts).modules;
  const names = useTexts(moduleNames);
  const formats = useFormats();
  const words = (['required', 'used', 'advised'] as const).flatMap((rule) => {
    const titles = props.rules.filter((each) => each.rule === rule).map(({ title }) => title);
    return titles.length === 0 ? [] : [texts[rule](formats.list(titles))];
  });
  return (
    <Checkbox className="choice-row module-row" isSelected={props.isOn} onChange={props.turn}>
      <span className="tick-box" aria-hidden="true" />
      <span>
        {names[props.id] ?? props.id}
        <span className="soft"> {words.join('; ')}</span>
      </span>
    </Checkbox>
  );
}

function ModulesForm({
  profile,
  change,
  overview,
}: TabProps & { readonly overview: StorageOverview }) {
  const texts = useTexts(settingsTexts).modules;
  // Only the user's own choices. So the form also shows what another owner changes meanwhile.
  const [turned, setTurned] = useState<Turned>({});
  const modules = turnModules(profile.modules, turned);
  const turn = (id: string, isOn: boolean) => {
    const stored = { [id]: profile.modules.some((each) => each === id) };
    setTurned(dropEqual({ ...turned, [id]: isOn }, stored));
  };
  return (
    <SaveForm
      label={texts.title}
      isChanged={!sameSet(modules, profile.modules)}
      save={async () => {
        await change({ modules }, profile);
        setTurned((now) => dropEqual(now, turned));
      }}
    >
      <div className="modules">
        {listModules(overview).map(({ id, rules }) => (
          <ModuleRow
            key={id}
            id={id}
            rules={rules}
            isOn={modules.some((each) => each === id)}
            turn={(isOn) => turn(id, isOn)}
          />
        ))}
      </div>
    </SaveForm>
  );
}

function OriginsForm({ profile, change }: TabProps) {
  const texts = useTexts(settingsTexts).modules;
  /**
   * The edited text, and the origins that were stored then. So the form also shows what another
   * owner changes meanwhile.
   */
  const [edited, setEdited] = useState<{
    readonly text: string;
    readonly shown: readonly string[];
  }>();
  const text = mergeList(edited, profile.origins);
  const origins = wordsOf(text);
  return (
    <SaveForm
      label={texts.origins}
      isChanged={!sameSet(origins, profile.origins)}
      save={async () => {
        await change({ origins }, profile);
        setEdited((now) => (now === edited ? undefined : now && { ...now, shown: origins }));
      }}
    >
      <TextField
        className="field"
        value={text}
        onChange={(next) => setEdited({ text: next, shown: profile.origins })}
      >
        <Label className="field-name">{texts.origins}</Label>
        <TextArea className="field-box" rows={4} spellCheck="false" />
        <span className="field-note">{texts.originsNote}</span>
      </TextField>
    </SaveForm>
  );
}

/** Shows the tenant's modules with their categories, and the origins of the tenant's pages. */
export function ModulesTab({ profile, change }: TabProps) {
  const texts = useTexts(settingsTexts);
  const { data, error, isFetching, refetch } = useFigures();
  return (
    <>
      <section className="panel">
        <div className="panel-heading">
          <h2>{texts.modules.title}</h2>
          <p>{texts.modules.lead}</p>
        </div>
        {data === undefined && error !== null && (
          <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
        )}
        {data === undefined && error === null && <p className="waiting">{texts.loading}</p>}
        {data !== undefined && <ModulesForm profile={profile} change={change} overview={data} />}
      </section>
      <section className="panel">
        <OriginsForm profile={profile} change={change} />
      </section>
    </>
  );
}
