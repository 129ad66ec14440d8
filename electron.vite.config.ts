import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const entry = (name: string) => `electron/${name}.ts`

export default defineConfig({
  main: {
    build: {
      // Node 20 is the oldest runtime of the web host; without this `await using` would be left as it is.
      target: 'node20.19',
      // An optional dependency is not external by itself: its addon would be copied into the build, or break it where it is absent.
      externalizeDeps: { include: ['keytar'] },
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          main: entry('main'),
          'web-host': entry('web-host'),
          'pipeline-worker': entry('pipeline/worker-entry'),
          'keytar-child': entry('credentials/keytar-child'),
          sandbox: entry('sandbox/run-alone'),
          'sandbox-worker': entry('sandbox/worker-entry'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', format: 'es' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: 'out/preload',
      rollupOptions: { input: { preload: entry('preload') }, output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    // Fonts and icons stay files: the page's policy refuses `data:` for fonts.
    build: {
      outDir: 'out/renderer',
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: resolve('renderer/index.html'), capture: resolve('renderer/capture.html') } },
    },
  },
})
