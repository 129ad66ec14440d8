// What electron-builder runs on every package before it is signed or made into an installer: what must not be given to anybody ends here.
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { judgeFfmpeg, readConfiguration } from './ffmpeg-licence.mjs'
import { filesBelow, foreignBinaries } from './platform-binaries.mjs'

/** electron-builder's numbers for processor architectures (`Arch` of builder-util). */
const archNames = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']

/** `afterPack` of electron-builder.yml. */
export default async function afterPack({ appOutDir, arch, electronPlatformName, packager }) {
  const target = { platform: electronPlatformName, arch: archNames[arch] }
  const resources = packager.getResourcesDir(appOutDir)
  leaveOutDefaultApp(appOutDir, resources)
  const problems = [
    ...checkUnpacked(join(resources, 'app.asar.unpacked'), target),
    ...missingLicences(electronPlatformName === 'darwin' ? resources : appOutDir),
  ]
  if (problems.length === 0) return
  // Without its stack, which electron-builder would print: the sentences say it all.
  throw Object.assign(new Error(problems.join('\n')), { stack: '' })
}

/** A runtime that is already unpacked brings its greeting along; electron-builder removes it only from one that it downloads. */
function leaveOutDefaultApp(appOutDir, resources) {
  rmSync(join(resources, 'default_app.asar'), { force: true })
  rmSync(join(appOutDir, 'version'), { force: true })
}

/** Electron's licence and those of Chromium must come along; an unpacked runtime for macOS does not hold them inside the app. */
const missingLicences = (folder) =>
  ['LICENSE.electron.txt', 'LICENSES.chromium.html']
    .filter((file) => !existsSync(join(folder, file)))
    .map((file) => `The package has no ${file}, which must be passed on with Electron.`)

/**
 * One sentence for each thing that is wrong with what lies beside the archive.
 * @param {string} unpacked `app.asar.unpacked`
 * @param {{ platform: string, arch: string }} target in Node's words
 */
export function checkUnpacked(unpacked, target) {
  const files = filesBelow(unpacked)
  const name = `${target.platform}-${target.arch}`
  const suffix = target.platform === 'win32' ? '.exe' : ''
  const ffmpeg = join(unpacked, 'node_modules/@ffmpeg-installer', name, `ffmpeg${suffix}`)
  const keytar = join(unpacked, 'node_modules/keytar/build/Release/keytar.node')
  return [
    ...(files.includes(ffmpeg)
      ? [...judgeFfmpeg(name, readConfiguration(ffmpeg, target)), ...mustBeExecutable(ffmpeg)]
      : [`The package has no ffmpeg for ${name}: npm ci on such a computer brings it.`]),
    ...(files.includes(keytar) ? [] : ['The package has no keychain addon: keytar was not built (npm ci says why).']),
    ...foreignBinaries(files, target, (file) => readFileSync(file).subarray(0, 4096)).map(
      (file) => `${relative(unpacked, file)} is no program for ${name}.`,
    ),
  ]
}

const mustBeExecutable = (file) => (process.platform === 'win32' || (statSync(file).mode & 0o111) !== 0 ? [] : [`${file} may not be executed.`])
