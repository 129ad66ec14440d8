import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { extractAll, extractFile, getRawHeader, listPackage, statFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slatePath } from '../../../electron/core/slate-path.ts'
import { forkKeytarChild } from '../../../electron/credentials/fork-keytar-child.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { unpackedPath } from '../../../electron/pipeline/ffmpeg/locate.ts'
import { createPipelineInWorker } from '../../../electron/pipeline/in-worker.ts'
import { linkScheme } from '../../../electron/read-deep-link.ts'
import { startSandboxInWorker } from '../../../electron/sandbox/in-worker.ts'
import afterPack, { checkUnpacked } from '../../../scripts/check-package.mjs'
import { judgeFfmpeg, readConfiguration } from '../../../scripts/ffmpeg-licence.mjs'
import { findRuntime, resourcesOf } from '../../../scripts/package-run.mjs'
import { findOverweightPackage, packageBudgets, packageWeightLine, weighPackage } from '../../../scripts/package-weight.mjs'
import { filesBelow } from '../../../scripts/platform-binaries.mjs'
import { nameOf, shippedPackages } from '../../../scripts/shipped-packages.mjs'
import { loadedPackages } from '../../../scripts/test-static.mjs'
import { makeTempDir } from '../../rig/temp-dir.ts'

const target = { platform: process.platform, arch: process.arch }
const name = `${target.platform}-${target.arch}`
const exe = process.platform === 'win32' ? '.exe' : ''
const unpackedFfmpeg = `node_modules/@ffmpeg-installer/${name}/ffmpeg${exe}`
const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8'))
const electronVersion: string = (await readJson('node_modules/electron/package.json')).version
/** `@ffmpeg-installer/darwin-arm64` is built `--enable-nonfree`: docs/packaging.md. */
const isRefused = name === 'darwin-arm64'
const cannotBuild = process.platform !== 'linux' && findRuntime(process.env, electronVersion) === null
const why = isRefused ? 'none may be made here' : 'without an Electron runtime it is built on Linux only'

describe.skipIf(isRefused || cannotBuild)(`a package (${why})`, () => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let built: Built
  let builtForQa: Built
  /** The archive laid out as a folder of the same name, so that plain Node finds its way in it as Electron does in the archive. */
  let laidOut: string

  beforeAll(async () => {
    dir = await makeTempDir('package')
    // Once, before two ask for it at the same time.
    await runNode(['--input-type=module', '-e', "await (await import('./scripts/setup.mjs')).setUp()"])
    ;[built, builtForQa] = await Promise.all([packageInto(join(dir.path, 'people')), packageInto(join(dir.path, 'qa'), '--qa')])
    laidOut = join(dir.path, 'laid out/app.asar')
    await mkdir(dirname(laidOut))
    extractAll(built.archive, laidOut)
    await symlink(built.unpacked, `${laidOut}.unpacked`, 'junction')
    // What was unpacked can be seen in the archive, and not be run from there.
    await rm(join(laidOut, unpackedFfmpeg))
    await writeFile(join(laidOut, unpackedFfmpeg), 'part of an archive', { mode: 0o644 })
  }, 300_000)
  afterAll(() => dir?.remove())

  test('the archive holds what was built, and of other packages those that are run', async () => {
    const own = built.files.filter((path) => !path.startsWith('node_modules/'))
    const unlisted = own.filter(
      (path) => !/^(?:out\/(?:main|preload|renderer)\/|resources\/(?:slates\/|tray\/|icon\.png$)|package\.json$)/.test(path),
    )
    expect(unlisted).toEqual([])
    expect(own.filter((path) => /^out\/main\/[^/]+$/.test(path)).sort()).toEqual([
      'out/main/keytar-child.js',
      'out/main/main.js',
      'out/main/pipeline-worker.js',
      'out/main/sandbox-worker.js',
    ])
    const lockfile = await readJson('package-lock.json')
    const run = shippedPackages(lockfile).map(nameOf)
    const ofOthers = (packageName: string) =>
      packageName.startsWith('@ffmpeg-installer/') && ![`@ffmpeg-installer/${name}`, '@ffmpeg-installer/ffmpeg'].includes(packageName)
    expect(packagesOf(built.files)).toEqual([...new Set(run.filter((packageName) => !ofOthers(packageName)))].sort())
  })

  test('no source, map, test or left-over file is inside, and no key', async () => {
    const unwanted =
      /\.(?:[cm]?tsx?|map|tsbuildinfo|pem|key|env|npmrc|sh)$|~$|(?:^|\/)(?:tests?|__tests__|fixtures|examples?|benchmarks?)\/|\.(?:test|spec)\./
    expect(built.files.filter((path) => unwanted.test(path))).toEqual([])
    expect(built.files.filter((path) => /\.(?:md|markdown)$/i.test(path) && !/\/(?:licen[cs]e|notice|copying)/i.test(path))).toEqual([])
    const suspicious =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----|registry\.npmjs\.org|registry\.yarnpkg\.com|npm\.pkg\.github\.com|\bnpm_[A-Za-z0-9]{36}\b|_authToken/
    const own = built.files.filter((path) => !path.startsWith('node_modules/') && /\.(?:c?js|json|html|css)$/.test(path))
    const manifests = built.files.filter((path) => path.endsWith('/package.json'))
    const texts = [...own, ...manifests].map((path) => [path, extractFile(built.archive, path).toString('utf8')] as const)
    expect(texts.filter(([, text]) => suspicious.test(text)).map(([path]) => path)).toEqual([])
    const manifest = JSON.parse(extractFile(built.archive, 'package.json').toString('utf8'))
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['devDependencies']))
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['scripts']))
  })

  test('what other processes open lies beside the archive, for this computer alone, and can be run', async () => {
    const beside = filesBelow(built.unpacked).map((path) => path.slice(built.unpacked.length + 1).replaceAll('\\', '/'))
    const slates = (await readdir('resources/slates')).map((slate) => `resources/slates/${slate}`)
    const addon = 'node_modules/keytar/build/Release/keytar.node'
    expect(beside).toEqual(expect.arrayContaining([unpackedFfmpeg, addon, ...slates]))
    expect(beside.filter((path) => /\.(?:node|exe|dll|so|dylib)$|\/ffmpeg$/.test(path)).sort()).toEqual([unpackedFfmpeg, addon].sort())
    expect(checkUnpacked(built.unpacked, target)).toEqual([])
    expect(readConfiguration(join(built.unpacked, unpackedFfmpeg), target)).toContain('--enable-gpl')
    const marked = built.files.filter((path) => (statFile(built.archive, path) as { unpacked?: boolean }).unpacked)
    expect(marked.sort()).toEqual(beside.sort())
  })

  test('licences are inside: ours, of every package that comes with one, of Electron, and of ffmpeg with the offer of its source', async () => {
    expect((await readdir(join(built.resources, 'licences'))).sort()).toEqual([
      'GPL-2.txt',
      'GPL-3.txt',
      'LICENSE.tally.txt',
      'THIRD-PARTY-NOTICES.md',
      'ffmpeg-source-offer.txt',
    ])
    const electrons = process.platform === 'darwin' ? built.resources : dirname(built.resources)
    expect(await readdir(electrons)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']))
    const isLicence = (file: string) => /^(?:licen[cs]e|copying)/i.test(file)
    const without = []
    for (const packageName of packagesOf(built.files)) {
      const has = (await readdir(join('node_modules', packageName))).some(isLicence)
      const ships = built.files.some((path) => path.startsWith(`node_modules/${packageName}/`) && isLicence(path.slice(packageName.length + 14)))
      if (has && !ships) without.push(packageName)
    }
    expect(without).toEqual([])
  })

  test('nothing is loaded that is not inside, and nothing of Electron’s own greeting is left', async () => {
    const scripts = built.files.filter((path) => /^out\/main\/.*\.js$/.test(path))
    const loaded = loadedPackages(scripts.map((path) => extractFile(built.archive, path).toString('utf8')))
    expect(loaded.filter((packageName) => !packagesOf(built.files).includes(packageName))).toEqual([])
    expect(existsSync(join(built.resources, 'default_app.asar'))).toBe(false)
  })

  test('the fuses are set, and the build for QA differs in the one that Playwright needs and in nothing else', async () => {
    const fuses = await readFuses(built.program)
    expect(fuses).toEqual({
      RunAsNode: 'off',
      EnableCookieEncryption: 'on',
      EnableNodeOptionsEnvironmentVariable: 'off',
      EnableNodeCliInspectArguments: 'off',
      EnableEmbeddedAsarIntegrityValidation: 'on',
      OnlyLoadAppFromAsar: 'on',
      LoadBrowserProcessSpecificV8Snapshot: 'off',
      GrantFileProtocolExtraPrivileges: 'off',
    })
    // "Ensure that nodeCliInspect fuse is not set to false": https://playwright.dev/docs/api/class-electron, known issues.
    expect(await readFuses(builtForQa.program)).toEqual({ ...fuses, EnableNodeCliInspectArguments: 'on' })
    expect(await fingerprint(builtForQa.resources)).toEqual(await fingerprint(built.resources))
  })

  test('the archive carries the hashes that Electron compares', () => {
    const { header } = getRawHeader(built.archive)
    expect(header.files.out).toMatchObject({
      files: { main: { files: { 'main.js': { integrity: { algorithm: 'SHA256', hash: expect.any(String) } } } } },
    })
  })

  test('the bill of materials names what is inside', async () => {
    const bom = await readJson(join(dirname(dirname(built.resources)), `Tally-${(await readJson('package.json')).version}-${name}.cdx.json`))
    const names: string[] = bom.components.map((component: { readonly name: string }) => component.name)
    expect(packagesOf(built.files).filter((packageName) => !names.includes(packageName))).toEqual([])
    expect(names).toEqual(expect.arrayContaining(['electron', 'react', `@ffmpeg-installer/${name}`]))
    expect(names).not.toEqual(expect.arrayContaining(['vitest']))
    expect(JSON.stringify(bom)).not.toMatch(/registry\.|\.tgz/)
  })

  test('its weight is within the budgets', () => {
    const weight = weighPackage(built.resources)
    console.log(`package: ${packageWeightLine(weight, packageBudgets)}`)
    expect(findOverweightPackage(weight, packageBudgets)).toEqual([])
  })

  test('the pipeline starts from the package and runs the ffmpeg that lies beside the archive', async () => {
    const pipeline = createPipelineInWorker(join(laidOut, 'out/main/pipeline-worker.js'), {
      runDir: dir.path,
      logger: silentLogger,
      env: { PATH: '' },
    })
    try {
      expect(await pipeline.locateFfmpeg(null)).toMatchObject({
        path: join(`${laidOut}.unpacked`, unpackedFfmpeg),
        origin: 'bundled',
        version: expect.any(String),
        failure: null,
      })
    } finally {
      await pipeline[Symbol.asyncDispose]()
    }
  })

  test('the pictures that ffmpeg reads are where the desktop’s entry looks for them', async () => {
    const builtDir = join(built.archive, 'out/main')
    const slatesDir = unpackedPath(join(builtDir, '../../resources/slates'))
    for (const language of ['en', 'ko'] as const)
      for (const orientation of ['horizontal', 'vertical'] as const)
        expect((await stat(slatePath(slatesDir, language, orientation))).size).toBeGreaterThan(1000)
  })

  test('the local FlipFlop Cloud starts from the package', async () => {
    const started = await startSandboxInWorker(join(laidOut, 'out/main/sandbox-worker.js'), {
      dataDir: join(dir.path, 'sandbox'),
      ffmpegPath: join(built.unpacked, unpackedFfmpeg),
      ...{ apiPort: 0, rtmpPort: 0, httpPort: 0 },
    })
    if (!started.ok) throw new Error(started.failure.detail)
    try {
      expect((await fetch(started.value.apiUrl)).status).toBeGreaterThanOrEqual(200)
    } finally {
      await started.value[Symbol.asyncDispose]()
    }
  })

  test('the keychain’s process starts from the package and has its addon', async () => {
    // Neither bus nor display: the keychain refuses at once, which only the addon can say.
    const child = forkKeytarChild({ modulePath: join(laidOut, 'out/main/keytar-child.js'), env: { PATH: process.env.PATH }, adopt: () => () => {} })()
    try {
      const answer = new Promise<unknown>((resolve) => child.onAnswer(resolve))
      child.send({ id: 1, service: 'Tally package', account: 'nobody', act: 'get' })
      expect(JSON.stringify(await answer)).not.toMatch(/Cannot find|ERR_|dlopen|invalid ELF/)
    } finally {
      child.kill()
    }
  })

  test('every chunk finds what it loads inside the package', async () => {
    const chunks = built.files.filter((path) => path.startsWith('out/main/chunks/'))
    const program = `for (const chunk of ${JSON.stringify(chunks)}) await import(new URL(chunk, ${JSON.stringify(`file://${encodeURI(laidOut)}/`)}))`
    expect(await runNode(['--input-type=module', '-e', program])).toEqual({ code: 0, said: '' })
  })
})

test.skipIf(process.platform === 'win32')('links into Tally are told to the system by what is packaged (on Windows by the app itself)', async () => {
  const load = createRequire(import.meta.url)
  const { getConfig } = load('app-builder-lib/out/util/config/config')
  const config = await getConfig(process.cwd(), 'electron-builder.yml', null, { value: Promise.resolve({}) })
  expect(config.protocols).toEqual({ name: 'Tally', schemes: [linkScheme] })
  const { LinuxTargetHelper } = load('app-builder-lib/out/targets/LinuxTargetHelper')
  const packager = {
    config,
    platformSpecificBuildOptions: config.linux,
    fileAssociations: [],
    executableName: config.linux.executableName,
    appInfo: { productName: config.productName, sanitizedProductName: config.productName, description: config.linux.synopsis },
    info: { metadata: {} },
  }
  const entry: string = await new LinuxTargetHelper(packager).computeDesktopEntry(config.linux)
  expect(entry).toContain(`MimeType=x-scheme-handler/${linkScheme};\n`)
  // The link as a word of its own.
  expect(entry).toMatch(/^Exec=\S+ %U$/m)
})

test('the ffmpeg of this computer may be passed on, unless it is the one for macOS on arm64', () => {
  const problems = judgeFfmpeg(name, readConfiguration(join('node_modules/@ffmpeg-installer', name, `ffmpeg${exe}`), target))
  expect(problems).toEqual(isRefused ? [expect.stringContaining('--enable-nonfree')] : [])
})

test.skipIf(process.platform === 'win32')('no package is made with an ffmpeg that says --enable-nonfree of itself', async () => {
  const dir = await makeTempDir('nonfree')
  try {
    const unpacked = join(dir.path, 'resources/app.asar.unpacked')
    const write = async (path: string, text: string) => {
      await mkdir(dirname(join(unpacked, path)), { recursive: true })
      await writeFile(join(unpacked, path), text)
      await chmod(join(unpacked, path), 0o755)
    }
    await write(unpackedFfmpeg, '#!/bin/sh\necho "ffmpeg version 4.4"\necho "  configuration: --enable-gpl --enable-nonfree --enable-libfdk-aac"\n')
    await write('node_modules/keytar/build/Release/keytar.node', '')
    for (const file of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
      await writeFile(join(process.platform === 'darwin' ? dirname(unpacked) : dir.path, file), '')
    const arch = ['ia32', 'x64', 'armv7l', 'arm64'].indexOf(process.arch)
    const context = {
      appOutDir: dir.path,
      arch,
      electronPlatformName: process.platform,
      packager: { getResourcesDir: (out: string) => join(out, 'resources') },
    }
    await expect(afterPack(context)).rejects.toThrow(
      `The ffmpeg for ${name} was built with --enable-nonfree: its licence forbids passing it on, so no package for ${name} can be made with it.`,
    )
    await write(unpackedFfmpeg, '#!/bin/sh\necho "  configuration: --enable-gpl"\n')
    await expect(afterPack(context)).resolves.toBeUndefined()
  } finally {
    await dir.remove()
  }
})

type Built = {
  readonly resources: string
  readonly archive: string
  readonly unpacked: string
  readonly program: string
  /** Paths of the archive's files, with `/`. */
  readonly files: readonly string[]
}

async function packageInto(out: string, ...options: readonly string[]): Promise<Built> {
  const ended = await runNode(['scripts/package.mjs', '--dir', '--out', out, ...options])
  if (ended.code !== 0) throw new Error(ended.said)
  const resources = resourcesOf(out, target)
  const archive = join(resources, 'app.asar')
  const paths = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1))
  const programs = { darwin: dirname(dirname(resources)), win32: join(dirname(resources), 'Tally.exe'), linux: join(dirname(resources), 'tally') }
  return {
    resources,
    archive,
    unpacked: `${archive}.unpacked`,
    program: programs[process.platform as 'darwin' | 'win32' | 'linux'],
    files: paths.filter((path) => !('files' in statFile(archive, path))),
  }
}

/** The names of the packages that files belong to. */
const packagesOf = (files: readonly string[]): readonly string[] =>
  [
    ...new Set(
      files
        .filter((path) => path.includes('node_modules/'))
        .map((path) => nameOf(path).split('/'))
        .map((parts) => parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/')),
    ),
  ].sort()

/** The fuses that `@electron/fuses` knows, by its names; a digit for each (`FuseState`). */
async function readFuses(program: string): Promise<Record<string, string>> {
  const { version: _, ...wire } = await getCurrentFuseWire(program)
  const known = Object.entries(wire).filter(([index]) => FuseV1Options[Number(index)] !== undefined)
  const states: Readonly<Record<string, string>> = { '0': 'off', '1': 'on' }
  return Object.fromEntries(known.map(([index, digit]) => [FuseV1Options[Number(index)], states[String.fromCharCode(Number(digit))] ?? `${digit}`]))
}

/** `path hash` of every file. */
async function fingerprint(folder: string): Promise<readonly string[]> {
  const lines = filesBelow(folder).map(
    async (path) =>
      `${path.slice(folder.length + 1)} ${createHash('sha256')
        .update(await readFile(path))
        .digest('hex')} ${(await stat(path)).mode}`,
  )
  return (await Promise.all(lines)).sort()
}

function runNode(args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 240_000 })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said }))
  })
}
