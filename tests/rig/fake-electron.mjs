// A distribution of Electron without Electron, for building a package where the runtime cannot be had. Nothing in it runs.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'

/** What `@electron/fuses` looks for, followed by the version of the wire, its length and a digit for each fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** As an unpackaged Electron has them: only run-as-node, NODE_OPTIONS, inspect arguments and the privileges of `file:` are on. */
const wire = '10110001'

/**
 * Writes what electron-builder expects of an unpacked distribution for Linux.
 * @param {string} folder made where it is missing
 * @param {string} version of Electron, as in `45.4.1`
 */
export async function writeFakeElectron(folder, version) {
  const source = join(folder, '../default-app')
  mkdirSync(source, { recursive: true })
  writeFileSync(join(source, 'package.json'), '{"name":"default-app","main":"main.js"}')
  writeFileSync(join(source, 'main.js'), '')
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  await createPackage(source, join(folder, 'resources/default_app.asar'))
  for (const language of ['en-US', 'ko', 'de']) writeFileSync(join(folder, 'locales', `${language}.pak`), '')
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), `not Electron's own ${name}\n`)
  writeFileSync(join(folder, 'version'), version)
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), name === 'electron' ? Buffer.concat([elfHeader(), fuses()]) : elfHeader())
    chmodSync(join(folder, name), 0o755)
  }
}

const fuses = () => Buffer.concat([Buffer.from(sentinel), Buffer.from([1, wire.length]), Buffer.from(wire)])

/** 64 bits, little endian, System V, an executable for x86-64 without a single segment. */
function elfHeader() {
  const header = Buffer.alloc(64)
  header.write('\x7fELF\x02\x01\x01', 'latin1')
  header.writeUInt16LE(2, 16)
  header.writeUInt16LE(0x3e, 18)
  header.writeUInt32LE(1, 20)
  header.writeUInt16LE(64, 52)
  return header
}
