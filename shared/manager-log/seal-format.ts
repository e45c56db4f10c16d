/** `typ` in the header of a seal. */
export const sealType = 'mayfly-log-seal+jws';

/** The form of its content; another form gets another name. */
export const sealFormat = 'mayfly-log-seal-2';
