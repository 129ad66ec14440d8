// Only what a very old Node can parse and load (so no `node:` addresses either): this file says that it is too old.
// biome-ignore-start lint/style/useNodejsImportProtocol: Node 12 does not know it
import fs from 'fs'
import process from 'process'
import url from 'url'
// biome-ignore-end lint/style/useNodejsImportProtocol: Node 12 does not know it

/**
 * One sentence when a Node is older than needed, null when it is not.
 * @param {string} version such as 18.19.1
 * @param {string} range such as >=20.19
 * @returns {string | null}
 */
export function nodeProblem(version, range) {
  const have = version.split('.').map(Number)
  const need = range
    .replace(/[^0-9.]/g, '')
    .split('.')
    .map(Number)
  const at = need.findIndex((part, index) => have[index] !== part)
  if (at === -1 || have[at] > need[at]) return null
  return `Tally needs Node.js ${need.join('.')} or newer, and this is ${version}. A newer one is at https://nodejs.org.`
}

/**
 * Ends the process with exit code 1 and one sentence on stderr when this Node is older than package.json allows.
 * @param {string} [version] instead of this Node's own
 */
export function checkNode(version) {
  const manifest = JSON.parse(fs.readFileSync(url.fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'))
  const problem = nodeProblem(version || process.versions.node, manifest.engines.node)
  if (problem === null) return
  process.stderr.write(`${problem}\n`)
  process.exit(1)
}
