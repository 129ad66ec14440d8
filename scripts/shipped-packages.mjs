// Which packages an installed Tally holds.

/**
 * What a package names as its dependency and we never run: keytar's are for compiling or fetching its addon, and of node-media-server
 * only the parsers are imported, which need nothing (electron/sandbox/ingest/rtmp-protocol.ts).
 */
const neverRun = { keytar: ['node-addon-api', 'prebuild-install'], 'node-media-server': 'all' }
/** The web host alone serves pages over WebSocket, and it is not in the package. */
const onlyOfWebHost = ['ws']

/** Every package path of the lockfile that `names` need, directly or not. */
export function reach(packages, names, leaves = () => false) {
  const found = new Set()
  const visit = (from, name) => {
    const path = resolve(packages, from, name)
    if (path === null || found.has(path)) return
    found.add(path)
    const { dependencies = {}, optionalDependencies = {} } = packages[path]
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) if (!leaves(name, next)) visit(path, next)
  }
  for (const name of names) visit('', name)
  return [...found].sort()
}

/** Where Node would find `name` from the package at `from`. */
function resolve(packages, from, name) {
  for (let folder = from; ; folder = folder.includes('/node_modules/') ? folder.slice(0, folder.lastIndexOf('/node_modules/')) : '') {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (packages[path] !== undefined) return path
    if (folder === '') return null
  }
}

export const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 13)

/** Paths of the lockfile that are run by the installed app. @param {{ packages: object }} lockfile */
export function shippedPackages({ packages }) {
  const { dependencies, optionalDependencies } = packages['']
  const names = Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !onlyOfWebHost.includes(name))
  return reach(packages, names, (from, to) => neverRun[from] === 'all' || neverRun[from]?.includes(to))
}

/** Names of what is installed for production and not shipped. */
export function leftOutPackages(lockfile) {
  const { dependencies, optionalDependencies } = lockfile.packages['']
  const shipped = new Set(shippedPackages(lockfile).map(nameOf))
  const installed = reach(lockfile.packages, Object.keys({ ...dependencies, ...optionalDependencies })).map(nameOf)
  return [...new Set(installed)].filter((name) => !shipped.has(name)).sort()
}

/** The lines of electron-builder.yml that leave them out. It lays packages flat, so names are enough. */
export function leaveOutLines(lockfile) {
  const lines = []
  for (const name of leftOutPackages(lockfile)) {
    const last = lines.at(-1)
    if (last === undefined || [...last, name].join().length > 115) lines.push([name])
    else last.push(name)
  }
  return lines.map((names) => `  - '!node_modules/${names.length === 1 ? names[0] : `{${names.join()}}`}/**'`).join('\n')
}
