// The bill of materials of a package: what is inside, in CycloneDX.
import { spawnSync } from 'node:child_process'
import { bundledIntoMain, bundledIntoPage } from './notices.mjs'
import { npmCommand } from './setup-dependencies.mjs'
import { root, SetupProblem } from './setup-run.mjs'
import { nameOf, reach, shippedPackages } from './shipped-packages.mjs'

const npmDeadlineMs = 60_000

/**
 * Everything of the lockfile, as npm lists it: what ships is in part a development dependency, because the page's packages are bundled.
 * @returns {object} CycloneDX
 */
export function readWholeBom() {
  const npm = npmCommand()
  const args = [...npm.args, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
  const said = spawnSync(npm.command, args, { cwd: root, shell: npm.shell, encoding: 'utf8', timeout: npmDeadlineMs, maxBuffer: 64_000_000 })
  if (said.status !== 0) throw new SetupProblem('npm could not list the packages (npm sbom).')
  return JSON.parse(said.stdout)
}

/**
 * Only what a package for this target holds: what it runs, what is bundled into its page, Electron and ffmpeg.
 * @param {object} bom of the whole lockfile
 * @param {{ packages: object }} lockfile
 * @param {{ platform: string, arch: string }} target
 * @param {string | null} ffmpegConfiguration as the bundled build tells it
 */
export function shippedBom(bom, lockfile, target, ffmpegConfiguration) {
  const { packages } = lockfile
  const ffmpeg = `@ffmpeg-installer/${target.platform}-${target.arch}`
  const paths = [...shippedPackages(lockfile), ...reach(packages, [...bundledIntoPage, ...bundledIntoMain]), 'node_modules/electron']
  const isForeign = (path) => nameOf(path).startsWith('@ffmpeg-installer/') && ![ffmpeg, '@ffmpeg-installer/ffmpeg'].includes(nameOf(path))
  const refs = new Set(paths.filter((path) => !isForeign(path)).map((path) => `${nameOf(path)}@${packages[path].version}`))
  const own = bom.metadata.component['bom-ref']
  const properties = ffmpegConfiguration === null ? [] : [{ name: 'tally:ffmpeg:configuration', value: ffmpegConfiguration }]
  return {
    ...bom,
    metadata: { ...bom.metadata, component: { ...bom.metadata.component, type: 'application', name: 'tally' } },
    components: bom.components
      .filter((component) => refs.has(component['bom-ref']))
      .map((component) => withoutDevelopment(component.name === ffmpeg ? { ...component, properties } : component)),
    dependencies: bom.dependencies
      .filter(({ ref }) => ref === own || refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  }
}

/** A mark of how it was installed: in the package it is as much a part as the rest. */
const withoutDevelopment = ({ properties = [], ...component }) => ({
  ...component,
  scope: 'required',
  properties: properties.filter(({ name }) => name !== 'cdx:npm:package:development'),
})
