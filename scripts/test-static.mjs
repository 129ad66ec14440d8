// Checks that read the built files.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
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
