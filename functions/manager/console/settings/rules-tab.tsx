import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import type { Particulars, Profile } from '#shared/client/schemas.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { SaveForm } from '../parts/save-form.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useFigures } from '../parts/use-figures.ts';
import { DebugMode } from '../runtime-log/debug-mode.tsx';
import { dropEqual } from './merge-edits.ts';
import { settingsTexts } from './settings-texts.ts';
import { useParticulars } from './use-particulars.ts';
import type { ChangeProfile, ProfileChange } from './use-settings.ts';

type TabProps = { readonly profile: Profile; readonly change: ChangeProfile };

/** The form offers these countries and `moreRegions`. The API accepts every country. */
const regions = [
  'DE',
  'AT',
  'CH',
  'LI',
  'LU',
  'BE',
  'NL',
  'FR',
  'IT',
  'ES',
  'PT',
  'PL',
  'CZ',
  'DK',
];
const moreRegions = ['SE', 'NO', 'FI', 'IE', 'GB', 'GR', 'HU', 'RO', 'BG', 'HR', 'SI', 'SK', 'US'];

type GeneralEdits = {
  readonly region?: string;
  readonly zone?: string;
  readonly hours?: number;
};

function GeneralForm({ profile, change }: TabProps) {
  const texts = useTexts(settingsTexts).general;
  const { language } = useLanguage();
  // Only what the user has edited. So saving does not undo what another owner changes meanwhile.
  const [edited, setEdited] = useState<GeneralEdits>({});
  const stored = {
    region: profile.default_region,
    zone: profile.time_zone,
    hours: profile.cooling_off_hours,
  };
  const { region, zone, hours } = { ...stored, ...edited };
  const edit = (edits: GeneralEdits) => setEdited(dropEqual({ ...edited, ...edits }, stored));
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const offered = [...new Set([...regions, ...moreRegions, profile.default_region])];
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), profile.time_zone])];
  const isChanged = region !== stored.region || zone !== stored.zone || hours !== stored.hours;
  return (
    <SaveForm
      isChanged={isChanged}
      save={async () => {
        const body = {
          ...(region !== stored.region && {
            default_region: region as NonNullable<ProfileChange['default_region']>,
          }),
          ...(zone !== stored.zone && { time_zone: zone }),
          ...(hours !== stored.hours && { cooling_off_hours: hours }),
        };
        await change(body, profile);
        setEdited((now) => dropEqual(now, edited));
      }}
    >
      <div className="form-grid">
        <div>
          <SelectField
            label={texts.region}
            options={offered.map((id) => ({ id, label: names.of(id) ?? id }))}
            value={region}
            change={(id) => edit({ region: id })}
          />
          <p className="field-note">{texts.regionNote}</p>
        </div>
        <div>
          <SelectField
            label={texts.zone}
            options={zones.map((id) => ({ id, label: id.replaceAll('_', ' ') }))}
            value={zone}
            change={(id) => edit({ zone: id })}
          />
          <p className="field-note">{texts.zoneNote}</p>
        </div>
        <div>
          <NumberField
            className="field"
            minValue={0}
            maxValue={72}
            value={hours}
            onChange={(value) => edit({ hours: Number.isNaN(value) ? stored.hours : value })}
          >
            <Label className="field-name">{texts.cooling}</Label>
            <Input className="field-box field-short" />
          </NumberField>
          <p className="field-note">{texts.coolingNote}</p>
        </div>
      </div>
    </SaveForm>
  );
}

type Bases = Particulars['legal_bases'];
type Basis = Bases[string]['basis'];

function BasesForm(props: {
  readonly bases: Bases;
  readonly titles: ReadonlyMap<string, string>;
  readonly save: (bases: { readonly [category: string]: Basis }) => Promise<void>;
}) {
  const texts = useTexts(settingsTexts).general;
  const [chosen, setChosen] = useState<{ readonly [category: string]: Basis }>({});
  const options = (Object.keys(texts.basisNames) as Basis[]).map((id) => ({
    id,
    label: texts.basisNames[id],
  }));
  const changed = Object.entries(chosen).filter(([id, basis]) => props.bases[id]?.basis !== basis);
  return (
    <SaveForm
      label={texts.bases}
      isChanged={changed.length > 0}
      save={async () => {
        await props.save(Object.fromEntries(changed));
        setChosen((now) => dropEqual(now, chosen));
      }}
    >
      <div className="form-grid">
        {Object.entries(props.bases).map(([id, { basis }]) => (
          <SelectField
            key={id}
            label={props.titles.get(id) ?? id}
            options={options}
            value={chosen[id] ?? basis}
            change={(value) => setChosen(dropEqual({ ...chosen, [id]: value }, { [id]: basis }))}
          />
        ))}
      </div>
    </SaveForm>
  );
}

/** Shows the rules that apply to the whole tenant. */
export function RulesTab({ profile, change }: TabProps) {
  const texts = useTexts(settingsTexts);
  const cache = useQueryClient();
  const { particulars, saveShown } = useParticulars();
  const { data } = particulars;
  const storage = useFigures();
  const failed = [particulars, storage].find(
    ({ data, error }) => data === undefined && error !== null,
  );
  const isLoading = data === undefined || storage.data === undefined;
  const titles = new Map(storage.data?.categories.map(({ id, title }) => [id, title]));
  return (
    <>
      <DebugMode />
      <section className="panel">
        <div className="panel-heading">
          <h2>{texts.general.title}</h2>
        </div>
        <GeneralForm
          profile={profile}
          change={async (body, shown) => {
            await change(body, shown);
            await cache.invalidateQueries({ queryKey: ['profile'] });
          }}
        />
      </section>
      <section className="panel">
        <div className="panel-heading">
          <div>
            <h2>{texts.general.bases}</h2>
            <p>{texts.general.basesLead}</p>
          </div>
        </div>
        {failed !== undefined && (
          <FailureNotice
            error={failed.error}
            isRetrying={failed.isFetching}
            retry={() => {
              for (const query of [particulars, storage])
                if (query.error !== null) void query.refetch();
            }}
          />
        )}
        {failed === undefined && isLoading && <p className="waiting">{texts.loading}</p>}
        {data !== undefined && storage.data !== undefined && (
          <BasesForm
            bases={data.legal_bases}
            titles={titles}
            save={async (legal_bases) => saveShown({ legal_bases }, data)}
          />
        )}
      </section>
    </>
  );
}
