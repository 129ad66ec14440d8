import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, SetupProblem, say } from './setup-run.mjs'

const sources = ['electron', 'renderer', 'shared', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts']
const products = ['out/main/main.js', 'out/main/web-host.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
/** Lies in a folder that every build empties, so that a build by other means is never taken for ours. */
const stamp = 'out/main/.built-from'
const buildTimeoutMs = 180_000

/**
 * Whether the build has to run.
 * @param {{ productsExist: boolean, builtFrom: string | null, sources: string }} facts
 *   fingerprints of the sources then (null: unknown) and now
 */
export function needsBuild({ productsExist, builtFrom, sources }) {
  return !productsExist || builtFrom !== sources
}

/**
 * One hash over names and contents of all sources. Contents, not times: a clone, a checkout or a restored cache changes times at will.
 * @param {string} folder
 * @param {readonly string[]} entries files and folders in it; what is missing counts as empty
 */
export function fingerprint(folder, entries) {
  const hash = createHash('sha256')
  for (const entry of entries) addTo(hash, folder, entry)
  return hash.digest('hex')
}

function addTo(hash, folder, entry) {
  const path = join(folder, entry)
  let names
  try {
    names = readdirSync(path)
  } catch (error) {
    if (error.code === 'ENOENT') return
    const content = readFileSync(path)
    hash.update(`${entry}\0${content.length}\0`).update(content)
    return
  }
  for (const name of names.sort()) if (!name.endsWith('.tsbuildinfo')) addTo(hash, folder, `${entry}/${name}`)
}

/** See `setup.mjs`. */
export async function ensureBuild() {
  const stampPath = join(root, stamp)
  const now = fingerprint(root, sources)
  const builtFrom = existsSync(stampPath) ? readFileSync(stampPath, 'utf8') : null
  const productsExist = products.every((path) => existsSync(join(root, path)))
  if (!needsBuild({ productsExist, builtFrom, sources: now })) return false
  say('building the app…')
  const started = Date.now()
  const built = await run(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], { timeoutMs: buildTimeoutMs })
  if (built.code !== 0) {
    process.stderr.write(`${built.output.trimEnd()}\n`)
    throw new SetupProblem(built.timedOut ? 'the build did not end within 3 minutes.' : 'the build failed; what it said stands above.')
  }
  writeFileSync(stampPath, now)
  say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
  return true
}
