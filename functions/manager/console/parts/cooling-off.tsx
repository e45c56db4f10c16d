import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Noun } from '../language/create-formats.ts';
import { defineTexts } from '../language/define-texts.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { FailureLine } from './failure-line.tsx';
import { CheckField } from './form-fields.tsx';
import { useProfile } from './use-profile.ts';

/** The cooling-off time in hours that the console proposes to a tenant without one. */
export const proposedHours = 24;

const hour: Noun = { one: 'hour', other: 'hours' };
const stunde: Noun = { one: 'Stunde', other: 'Stunden' };

const ownTexts = defineTexts({
  en: {
    loading: 'Loading the cooling-off time…',
    hour,
    wait: (hours: string) => `Wait ${hours} first, so that the erasure can be undone`,
    hint: 'The tenant then has this cooling-off time for later decisions too. An owner can change it in the settings.',
    waits: (hours: string) =>
      `The erasure takes effect in ${hours}, and can be undone until shortly before.`,
  },
  de: {
    loading: 'Die Bedenkzeit wird geladen …',
    hour: stunde,
    wait: (hours: string) => `Erst ${hours} warten, damit sich die Löschung zurücknehmen lässt`,
    hint: 'Der Mandant hat diese Bedenkzeit dann auch für spätere Entscheidungen. Ein Inhaber kann sie in den Einstellungen ändern.',
    waits: (hours: string) =>
      `Die Löschung wirkt in ${hours} und lässt sich bis kurz davor zurücknehmen.`,
  },
});

/**
 * Returns the cooling-off time of an erasure that an owner is about to order. If the tenant has
 * none, the console proposes one. If the owner accepts the proposal, `prepare` sets it. Until the
 * time is loaded, `hours` is undefined, and the dialog must not let the owner order the erasure.
 */
export function useCoolingOff() {
  const { client } = useSession();
  const cache = useQueryClient();
  const [isWanted, want] = useState(true);
  const { data } = useProfile();
  const hours = data?.cooling_off_hours;
  /**
   * Sets the proposed time, if the tenant has none and the owner accepts the proposal. Call this
   * function before the erasure.
   */
  const prepare = async () => {
    if (!isWanted || hours !== 0) return;
    await client.request('PUT /v1/tenant', { body: { cooling_off_hours: proposedHours } });
    await cache.invalidateQueries({ queryKey: ['profile'] });
  };
  return { hours, isWanted, want, prepare };
}

/**
 * Says after which cooling-off time an erasure takes effect. If the tenant has none, proposes one.
 */
export function CoolingOffChoice({ of }: { readonly of: ReturnType<typeof useCoolingOff> }) {
  const texts = useTexts(ownTexts);
  const formats = useFormats();
  const { hours, isWanted, want } = of;
  // React Query loads the profile again each time the dialog opens, also after a failure.
  const { error } = useProfile();
  if (hours === undefined && error !== null) return <FailureLine error={error} />;
  if (hours === undefined) return <p className="waiting">{texts.loading}</p>;
  if (hours > 0) return <p>{texts.waits(formats.plural(hours, texts.hour))}</p>;
  return (
    <CheckField
      label={texts.wait(formats.plural(proposedHours, texts.hour))}
      hint={texts.hint}
      isChecked={isWanted}
      onChange={want}
    />
  );
}
