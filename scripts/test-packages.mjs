// Which programs of the system the tests need, and how a Debian machine gets them. Plain Node, no dependencies.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const onPath = (command) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'].some((folder) => isExecutable(join(folder, command)))

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const holds = (folder, pattern) => {
  try {
    return readdirSync(folder, { recursive: true }).some((name) => pattern.test(String(name)))
  } catch {
    return false
  }
}

/** What the tests use, as Debian packages. */
export const neededPackages = [
  { name: 'chromium', why: 'the browser of the end-to-end tests', isHere: () => existsSync('/usr/bin/chromium') },
  { name: 'xvfb', why: 'a screen to capture', isHere: () => onPath('Xvfb') },
  { name: 'xterm', why: 'a picture on that screen', isHere: () => onPath('xterm') },
  { name: 'ffmpeg', why: 'reading what was broadcast', isHere: () => onPath('ffmpeg') },
  { name: 'nginx', why: 'a foreign RTMP server', isHere: () => onPath('nginx') },
  { name: 'libnginx-mod-rtmp', why: 'a foreign RTMP server', isHere: () => existsSync('/usr/lib/nginx/modules/ngx_rtmp_module.so') },
  { name: 'dbus', why: 'the keychain tests', isHere: () => onPath('dbus-daemon') },
  { name: 'gnome-keyring', why: 'the keychain tests', isHere: () => onPath('gnome-keyring-daemon') },
  { name: 'pulseaudio', why: 'a sound to record', isHere: () => onPath('pulseaudio') },
  { name: 'pulseaudio-utils', why: 'recording it without ffmpeg', isHere: () => onPath('parec') },
  { name: 'unzip', why: 'looking into recorded traces', isHere: () => onPath('unzip') },
  { name: 'libsecret-tools', why: 'the keychain tests', isHere: () => onPath('secret-tool') },
  { name: 'libsecret-1-dev', why: 'compiling keytar', isHere: () => existsSync('/usr/include/libsecret-1/libsecret/secret.h') },
  { name: 'pkg-config', why: 'compiling keytar', isHere: () => onPath('pkg-config') },
  { name: 'python3', why: 'compiling keytar', isHere: () => onPath('python3') },
  { name: 'make', why: 'compiling keytar', isHere: () => onPath('make') },
  { name: 'g++', why: 'compiling keytar', isHere: () => onPath('g++') },
  { name: 'fonts-noto-cjk', why: 'Korean text on screenshots', isHere: () => holds('/usr/share/fonts', /Noto\w*CJK/i) },
]

/** Names of the packages that are missing here; empty anywhere but on Linux. */
export const missingPackages = () => (process.platform === 'linux' ? neededPackages.filter(({ isHere }) => !isHere()) : [])

/** Packages are installed only where nobody's own machine is changed: as root in CI or in a container. */
export const mayInstall = (environment = process.env) =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  existsSync('/usr/bin/apt-get') &&
  (Boolean(environment.CI) || existsSync('/.dockerenv') || existsSync('/run/.containerenv') || existsSync('/etc/debian_version'))

export const installCommand = (names) => `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`

/** Installs packages without letting any of them start a service. Returns whether apt-get was content. */
export function installPackages(names) {
  const policy = '/usr/sbin/policy-rc.d'
  const ownPolicy = !existsSync(policy)
  // A package may want to start a daemon; 101 tells it not to.
  if (ownPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    const run = (args) =>
      spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 15 * 60_000 })
        .status === 0
    return run(['update', '-q']) && run(['install', '-y', '-q', '--no-install-recommends', ...names])
  } finally {
    if (ownPolicy) rmSync(policy, { force: true })
  }
}
