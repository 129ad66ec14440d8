// Whether a build of ffmpeg may be passed on.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** How long `ffmpeg -version` may take, in ms; a first start under a virus scanner is slow. */
const versionDeadlineMs = 30_000

/**
 * The configuration that a build of ffmpeg was made with, as itself says: `ffmpeg -version` where it runs on this computer,
 * else the same text in its bytes. Null where it tells none.
 * @param {string} path
 * @param {{ platform: string, arch: string }} target what it was built for
 */
export function readConfiguration(path, target) {
  if (target.platform === process.platform && target.arch === process.arch) {
    const said = spawnSync(path, ['-hide_banner', '-version'], { encoding: 'utf8', timeout: versionDeadlineMs, stdio: ['ignore', 'pipe', 'ignore'] })
    return said.status === 0 ? (/^\s*configuration:(.*)$/m.exec(said.stdout)?.[1].trim() ?? null) : null
  }
  // libavutil keeps its configuration as one string (`avutil_configuration`).
  return /(?:--[a-z][\w-]*(?:=[^\0]*?)? ?){3,}[^\0]*/.exec(readFileSync(path, 'latin1'))?.[0].trim() ?? null
}

/**
 * Why a build may not be passed on, one sentence each.
 * @param {string} name of the build, as in `linux-x64`
 * @param {string | null} configuration
 */
export function judgeFfmpeg(name, configuration) {
  if (configuration === null) return [`The ffmpeg for ${name} does not tell how it was configured, so nobody knows whether it may be passed on.`]
  if (!/(^|\s)--enable-nonfree(\s|$)/.test(configuration)) return []
  return [`The ffmpeg for ${name} was built with --enable-nonfree: its licence forbids passing it on, so no package for ${name} can be made with it.`]
}
