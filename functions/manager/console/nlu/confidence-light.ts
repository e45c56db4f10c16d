/** The page shows the classifier's confidence as a traffic light. The light has three states. */
export const lights = ['low', 'middle', 'high'] as const;

export type Light = (typeof lights)[number];

/**
 * From a confidence of `middle` on, the light is yellow; from `high` on, it is green. The texts of
 * the lights name both limits.
 */
export const thresholds = { middle: 0.5, high: 0.8 } as const;

/**
 * The number that `boundsOf` subtracts from an upper bound. Otherwise the API would also return
 * messages whose confidence is exactly the upper bound.
 */
const below = 1e-9;

export function lightOf(confidence: number): Light {
  if (confidence >= thresholds.high) return 'high';
  return confidence >= thresholds.middle ? 'middle' : 'low';
}

/** Returns the confidence bounds of a light, as the API expects them. */
export function boundsOf(light: Light | undefined) {
  if (light === undefined) return {};
  if (light === 'high') return { confidence_min: thresholds.high };
  if (light === 'low') return { confidence_max: thresholds.middle - below };
  return { confidence_min: thresholds.middle, confidence_max: thresholds.high - below };
}

/** Returns the end of tomorrow in the user’s time zone. */
export function endOfTomorrow(now: Date): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 2).toISOString();
}
