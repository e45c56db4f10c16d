import type { Foresight, Profile } from '#shared/client/schemas.ts';

/** What an owner has filled in for a category. */
export type Wish = {
  readonly days: number;
  readonly destination: 'server' | 'device' | 'off';
  /** What becomes of the records when the category is switched off. */
  readonly existing: 'expire' | 'delete';
};

type Present = Profile['categories'][string];

/** What is in force now, as a form begins with it. */
export function wishOf({ effective_days, destination }: Present): Wish {
  return { days: effective_days, destination, existing: 'expire' };
}

/** The change that leads from what is in force to a wish; undefined when they are the same. */
export function planChange(present: Present, promised: number, wish: Wish) {
  const isMoved = wish.destination !== present.destination;
  const isRetained = wish.days !== present.effective_days;
  if (!isMoved && !isRetained) return undefined;
  return {
    ...(isMoved && { destination: wish.destination }),
    ...(isMoved && wish.destination !== 'server' && { existing: wish.existing }),
    // Nothing chosen means: as promised, also when the promise changes one day.
    ...(isRetained && { retention_days: wish.days === promised ? null : wish.days }),
  };
}

/** Whether records may go earlier by it, so that it should wait before it takes effect. */
export function isHarsh(present: Present, wish: Wish): boolean {
  const deletes = wish.destination !== 'server' && wish.existing === 'delete';
  return wish.days < present.effective_days || (deletes && present.destination === 'server');
}

/** How many records go earlier than they would: the most by which the two curves differ. */
export function countEarlier({
  gone,
  curve,
}: Pick<Foresight['changes'][number], 'gone' | 'curve'>): number {
  return Math.max(
    0,
    ...gone.map(({ with_change, without_change }) => with_change - without_change),
    ...curve.map(({ with_change, without_change }) => without_change - with_change),
  );
}
