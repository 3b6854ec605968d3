import { defineConfig } from 'vite';

/** The live page: a few files that the service hands out as they are. */
export default defineConfig({
  root: 'src/web/page',
  base: './',
  build: {
    outDir: '../../../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the page allows no data: scripts and no inline ones.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
