import { defineConfig } from 'vitest/config';

/** Where the results go as JSON, for a run that counts them. */
const results = process.env['TEST_RESULTS'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/property-seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    ...(results === undefined ? {} : { reporters: ['default', ['json', { outputFile: results }]] }),
  },
});
