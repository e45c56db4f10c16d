import fc from 'fast-check';

/*
 * Property tests try the same inputs in every run, so that a test fails because of a change and not
 * by chance. With another PROPERTY_SEED they try other inputs.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 18) });
