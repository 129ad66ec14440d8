import { defineConfig } from 'vitest/config'

/** One file at a time: each starts processes, and some fill a core. */
const oneByOne = { environment: 'node', testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false, pool: 'forks' } as const
/** They tell one lost piece of sound from none, and a picture that is seen twice. */
const alone = ['changes-on-air', 'encoding', 'lip-sync'].map((name) => `tests/integration/pipeline/${name}.test.ts`)
const media = [
  ...['pipeline', 'relay', 'sender'].map((folder) => `tests/integration/${folder}/*.test.ts`),
  'tests/integration/sandbox/ingest.test.ts',
]

export default defineConfig({
  test: {
    projects: [
      // In two processes that are kept: one for each file cost more than the tests.
      { test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], environment: 'node', testTimeout: 10_000, pool: 'forks', isolate: false } },
      { test: { name: 'alone', include: alone, ...oneByOne } },
      // What encodes and sends all the time, and everything else: side by side they are more than two cores.
      { test: { name: 'media', include: media, exclude: alone, ...oneByOne } },
      { test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], exclude: [...alone, ...media], ...oneByOne } },
    ],
  },
})
