import fc from 'fast-check';

/**
 * The same random inputs on every run, so that a change is judged by what it changes. Another seed looks for what no run
 * has seen yet: `PROPERTY_SEED=$RANDOM npm test`.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
