// Generated from the registry by `npm run generate`.

/** The longest time for which a variable is kept, in days. */
export const retentionDays = 60;

/** The names that a variable can have. */
export const namePattern = /^[A-Za-z0-9_]{1,64}$/;

/** The largest size of a variable's value: the number of bytes of its JSON in UTF-8. */
export const valueBytes = 65536;

export const millisPerDay = 86_400_000;
