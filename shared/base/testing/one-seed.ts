import fc from 'fast-check';

/*
 * Property tests use the same inputs in every run. So a test fails because of a change, and not by
 * chance. To try other inputs, set another PROPERTY_SEED.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 18) });
