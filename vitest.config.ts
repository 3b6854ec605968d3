import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whole recordings run through the graph in some tests; CI machines are slow and noisy.
    testTimeout: 60_000,
  },
});
