import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Checkbox,
  Input,
  Label,
  NumberField,
  Radio,
  RadioGroup,
  Text,
} from 'react-aria-components';
import type { Profile, StorageOverview } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { proposedHours } from '../parts/cooling-off.tsx';
import { DetailSheet } from '../parts/detail-sheet.tsx';
import { moduleNames } from '../parts/module-names.ts';
import { useSession } from '../session/session-context.tsx';
import { EraseCategory } from './erase-category.tsx';
import {
  countEarlier,
  destinations,
  isFixed,
  isHarsh,
  planChange,
  requiringModules,
  type Wish,
  wishOf,
} from './plan-change.ts';
import { storageTexts } from './storage-texts.ts';
import { useForesight, WhatIf } from './what-if.tsx';

type Category = StorageOverview['categories'][number];
type Present = Profile['categories'][string];

type SheetProps = {
  readonly category: Category;
  readonly profile: Profile;
  readonly close: () => void;
};

/**
 * Returns the default retention of a category in days. If the retention depends on the record,
 * returns the longest.
 */
function promisedDays({ retention: { days } }: Category): number {
  return typeof days === 'number' ? days : Math.max(...Object.values(days.days));
}

function Choices<V extends string>(props: {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly id: V; readonly label: string; readonly note?: string }[];
  readonly change: (value: V) => void;
}) {
  const { label, value, options, change } = props;
  return (
    <RadioGroup
      className="field choices"
      value={value}
      onChange={(id) => {
        const chosen = options.find((option) => option.id === id);
        if (chosen !== undefined) change(chosen.id);
      }}
    >
      <Label className="field-name">{label}</Label>
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className="choice-row">
          <span className="radio" aria-hidden="true" />
          <span>
            {option.label}
            {option.note !== undefined && <span className="soft"> {option.note}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

/**
 * Shows the fields of the form for a category. The owner cannot change where its records are stored
 * if a module in use needs the category, or if every tenant uses the category.
 */
function WishFields(props: {
  readonly category: Category;
  readonly present: Present;
  readonly wish: Wish;
  readonly change: (wish: Wish) => void;
}) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  const names = useTexts(moduleNames);
  const { category, present, wish, change } = props;
  const promised = promisedDays(category);
  const { longer_choices: longer } = category.retention;
  const most = formats.count(promised);
  const needing = requiringModules(category);
  const isLeaving = present.destination === 'server' && wish.destination !== 'server';
  return (
    <>
      <NumberField
        className="field"
        minValue={1}
        maxValue={Math.max(promised, ...longer)}
        value={wish.days}
        onChange={(days) =>
          change({ ...wish, days: Number.isNaN(days) ? present.effective_days : days })
        }
      >
        <Label className="field-name">{texts.sheet.days}</Label>
        <Input className="field-box field-short" />
        <Text slot="description" className="field-note">
          {longer.length === 0
            ? texts.sheet.daysNote(most)
            : texts.sheet.daysLonger(most, formats.choice(longer.map(String)))}
        </Text>
      </NumberField>
      {isFixed(category) ? (
        <p className="soft">
          {needing.length === 0
            ? texts.always
            : texts.requiredBy(formats.list(needing.map((module) => names[module] ?? module)))}
        </p>
      ) : (
        <Choices
          label={texts.sheet.where}
          value={wish.destination}
          options={destinations.map((id) => ({
            id,
            label: texts.destinations[id],
            note: texts.destinationNotes[id],
          }))}
          change={(destination) => change({ ...wish, destination })}
        />
      )}
      {isLeaving && (
        <Choices
          label={texts.sheet.existing}
          value={wish.existing}
          options={(['expire', 'delete'] as const).map((id) => ({ id, label: texts.sheet[id] }))}
          change={(existing) => change({ ...wish, existing })}
        />
      )}
    </>
  );
}

/**
 * Shows the form that changes a category: how long its records are kept, and where they are stored.
 * Also shows the effect of the change before an owner applies it.
 */
export function CategorySheet({ category, profile, close }: SheetProps) {
  const texts = useTexts(storageTexts);
  const formats = useFormats();
  const { client } = useSession();
  const cache = useQueryClient();
  const present = profile.categories[category.id];
  const [wish, setWish] = useState<Wish | undefined>(present && wishOf(present));
  const [waits, setWaits] = useState(true);
  const change =
    present === undefined || wish === undefined
      ? undefined
      : planChange(present, promisedDays(category), wish);
  const foresight = useForesight(category.id, change);
  if (present === undefined || wish === undefined) return null;
  const harsh = isHarsh(present, wish);
  const chosenHours = profile.cooling_off_hours;
  const hours = (count: number) => formats.plural(count, texts.pending.hour);
  const [first] = foresight.data?.changes ?? [];
  const gone = first === undefined ? 0 : countEarlier(first);
  const apply = async () => {
    // If the change should wait, but the tenant has no cooling-off time yet, this request first
    // sets a cooling-off time.
    if (harsh && waits && chosenHours === 0)
      await client.request('PUT /v1/tenant', { body: { cooling_off_hours: proposedHours } });
    const body = { categories: { [category.id]: change } };
    await client.request('PUT /v1/tenant', { body });
    await cache.invalidateQueries({
      predicate: ({ queryKey }) => ['profile', 'storage'].includes(String(queryKey[0])),
    });
    close();
  };
  return (
    <DetailSheet
      title={category.title}
      close={close}
      actions={
        <>
          {category.id !== 'manager_log' && <EraseCategory category={category} />}
          {/* The button appears when the API has counted the effect of the change. */}
          {change !== undefined && foresight.data !== undefined && (
            <Confirm
              opener={texts.sheet.apply}
              openerClass="button"
              title={texts.sheet.applyTitle(category.title)}
              detail={
                <p>
                  {gone > 0
                    ? texts.sheet.applyDetail(formats.plural(gone, texts.record))
                    : texts.sheet.applyCalm}{' '}
                  {harsh && (chosenHours > 0 || waits)
                    ? texts.sheet.waits(hours(chosenHours > 0 ? chosenHours : proposedHours))
                    : ''}
                </p>
              }
              action={texts.sheet.apply}
              phrase={gone > 0 ? texts.sheet.phrase(formats.count(gone)) : undefined}
              act={apply}
            />
          )}
        </>
      }
    >
      <div className="stack">
        <WishFields category={category} present={present} wish={wish} change={setWish} />
        {harsh && chosenHours === 0 && (
          <Checkbox className="choice-row" isSelected={waits} onChange={setWaits}>
            <span className="tick-box" aria-hidden="true" />
            {texts.sheet.wait(hours(proposedHours))}
          </Checkbox>
        )}
        {change !== undefined && (
          <section className="stack-tight" aria-label={texts.sheet.preview}>
            <h3>{texts.sheet.preview}</h3>
            <WhatIf title={category.title} foresight={foresight} />
          </section>
        )}
      </div>
    </DetailSheet>
  );
}
