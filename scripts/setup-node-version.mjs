// Only syntax that a very old Node can parse: this file says that it is too old.
import fs from 'fs'
import process from 'process'
import url from 'url'

/**
 * One sentence when `version` ("18.19.1") is older than `needed` (">=20.19"), null when it is not.
 */
export function nodeProblem(version, needed) {
  var have = version.split('.').map(Number)
  var need = needed
    .replace(/[^0-9.]/g, '')
    .split('.')
    .map(Number)
  for (var i = 0; i < need.length; i += 1) {
    if (have[i] > need[i]) return null
    if (have[i] < need[i]) {
      return 'Tally needs Node.js ' + need.join('.') + ' or newer, and this is ' + version + '. A newer one is at https://nodejs.org.'
    }
  }
  return null
}

/**
 * Ends the process with exit code 1 and one sentence on stderr when this Node is older than package.json allows.
 */
export function checkNode(version) {
  var manifest = JSON.parse(fs.readFileSync(url.fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'))
  var problem = nodeProblem(version || process.versions.node, manifest.engines.node)
  if (problem === null) return
  process.stderr.write(problem + '\n')
  process.exit(1)
}
