import fc from 'fast-check';

/*
 * The tests of properties try the same inputs in every run, so that a test fails because of a
 * change and not by chance. Another PROPERTY_SEED tries other inputs.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 18) });
