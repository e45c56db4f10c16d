import type { Foresight, Profile, StorageOverview } from '#shared/client/schemas.ts';

/** The places where the records of a category can be stored. */
export const destinations = ['server', 'device', 'off'] as const;

/** An owner's choices for a category. */
export type Wish = {
  readonly days: number;
  readonly destination: (typeof destinations)[number];
  /** What happens to stored records if the category is no longer stored on the server. */
  readonly existing: 'expire' | 'delete';
};

type Present = Profile['categories'][string];

/** Returns the present choices, with which the form starts. */
export function wishOf({ effective_days, destination }: Present): Wish {
  return { days: effective_days, destination, existing: 'expire' };
}

type Category = StorageOverview['categories'][number];

/** Returns the modules in use that require the category. */
export function requiringModules({ modules }: Pick<Category, 'modules'>): string[] {
  return modules
    .filter(({ rule, in_use }) => rule === 'required' && in_use)
    .map(({ module }) => module);
}

/** True if the API lets the records of the category be stored only on the server. */
export function isFixed(category: Pick<Category, 'always' | 'modules'>): boolean {
  return category.always || requiringModules(category).length > 0;
}

/**
 * Returns the change that the owner wishes. The result is undefined if the owner has changed
 * nothing.
 */
export function planChange(present: Present, promised: number, wish: Wish) {
  const isMoved = wish.destination !== present.destination;
  const isRetained = wish.days !== present.effective_days;
  if (!isMoved && !isRetained) return undefined;
  return {
    ...(isMoved && { destination: wish.destination }),
    ...(isMoved && wish.destination !== 'server' && { existing: wish.existing }),
    // Null means the default retention, so a later change of the default also applies to the
    // tenant.
    ...(isRetained && { retention_days: wish.days === promised ? null : wish.days }),
  };
}

/**
 * True if the change shortens the retention or deletes stored records. The form proposes that such
 * a change waits for a cooling-off time.
 */
export function isHarsh(present: Present, wish: Wish): boolean {
  const deletes = wish.destination !== 'server' && wish.existing === 'delete';
  return wish.days < present.effective_days || (deletes && present.destination === 'server');
}

/**
 * Returns how many records at least expire earlier because of the change. For today and each of the
 * next 30 days, the forecast counts records with the change and without it. The result is the
 * largest difference. A record that expires after these days even with the change is not counted.
 */
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
