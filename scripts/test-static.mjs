// Checks that read the built files.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'

const importing = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"']+)["']/g

/**
 * Which built entries of the main process reach `electron`: everything but `main.js` must run on plain Node.
 * Returns one sentence for each that does not.
 */
export function findElectronOutsideMain(outMain) {
  if (!existsSync(join(outMain, 'web-host.js'))) return [`${outMain}/web-host.js has not been built`]
  const entries = readdirSync(outMain).filter((name) => name.endsWith('.js') && name !== 'main.js')
  return entries.flatMap((entry) => {
    const seen = new Set()
    const reached = []
    const visit = (file) => {
      if (seen.has(file) || !existsSync(file)) return
      seen.add(file)
      for (const [, specifier] of readFileSync(file, 'utf8').matchAll(importing)) {
        if (specifier === 'electron' || specifier.startsWith('electron/'))
          reached.push(`${entry} reaches electron through ${relative(outMain, file)}`)
        else if (specifier.startsWith('.')) visit(resolve(dirname(file), specifier))
      }
    }
    visit(join(outMain, entry))
    return reached
  })
}

/** The preload script runs in a sandboxed page: it may load nothing but `electron`. */
export function findForeignImportsOfPreload(file) {
  if (!existsSync(file)) return [`${file} has not been built`]
  const specifiers = [...readFileSync(file, 'utf8').matchAll(importing)].map(([, specifier]) => specifier)
  return specifiers.filter((specifier) => specifier !== 'electron').map((specifier) => `the preload script loads ${specifier}`)
}

/** Also what `createRequire(…)(name)` loads. A name is nothing but letters that a package may have: the built text holds texts of its own. */
const loading = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*|\bcreateRequire\([^()]*\)\(\s*)["'](@?[\w-][\w./@-]*)["']/g

/** Names of the packages that built files load at run time, and no module of Node or Electron. */
export function loadedPackages(texts) {
  const specifiers = texts.flatMap((text) => [...text.matchAll(loading)].map(([, specifier]) => specifier))
  const names = specifiers.filter((specifier) => !isBuiltin(specifier) && !/^electron(\/|$)/.test(specifier)).map(packageOf)
  return [...new Set(names)].sort()
}

const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** One sentence for each package that the built main process loads and package.json does not declare, and for each that it declares for nothing. */
export function findUndeclared(outMain, manifest) {
  if (!existsSync(join(outMain, 'web-host.js'))) return [`${outMain}/web-host.js has not been built`]
  const files = readdirSync(outMain, { recursive: true }).filter((name) => name.endsWith('.js'))
  const loaded = loadedPackages(files.map((name) => readFileSync(join(outMain, name), 'utf8')))
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
  return [
    ...loaded.filter((name) => !declared.includes(name)).map((name) => `${name} is loaded at run time and is not in dependencies`),
    ...declared.filter((name) => !loaded.includes(name)).map((name) => `${name} is in dependencies and is never loaded`),
  ]
}
