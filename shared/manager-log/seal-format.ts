/** The `typ` in the header of a seal. */
export const sealType = 'mayfly-log-seal+jws';

/** The name of the content's format. A new format must get a new name. */
export const sealFormat = 'mayfly-log-seal-2';
