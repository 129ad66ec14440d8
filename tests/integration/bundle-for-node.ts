import { join, resolve } from 'node:path'
import { build } from 'vite'

/**
 * Makes one TypeScript entry runnable by plain Node, as the app's build does, for tests that need it in a process of its own.
 * Packages stay outside and are found from where the bundle lies.
 * @returns the path of the bundle
 */
export async function bundleForNode(entry: string): Promise<string> {
  const outDir = resolve('node_modules/.cache/tally/test-bundles', entry.replaceAll('/', '-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: resolve(entry), outDir, target: 'node20.19', rollupOptions: { output: { entryFileNames: 'bundle.mjs' } } },
  })
  return join(outDir, 'bundle.mjs')
}
