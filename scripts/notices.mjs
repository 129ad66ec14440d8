// Writes THIRD-PARTY-NOTICES.md: every package that ships with Tally, its version and its licence.
// What ships: the production dependencies with all they need, and what the bundles of page and main process hold.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nameOf, reach } from './shipped-packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))
export const bundledIntoPage = [
  '@internationalized/date',
  'hls.js',
  'i18next',
  'lucide-react',
  'mpegts.js',
  'pretendard',
  'qr',
  'react',
  'react-aria-components',
  'react-dom',
  'react-i18next',
  'uplot',
]

/** What the desktop app's main process holds in the same way. */
export const bundledIntoMain = ['electron-updater']

export function notices() {
  const { packages } = read('package-lock.json')
  const { dependencies, optionalDependencies } = read('package.json')
  const rows = reach(packages, [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...bundledIntoPage, ...bundledIntoMain]).map(
    (path) => {
      const { version, license = 'see the package' } = packages[path]
      return `| ${nameOf(path)} | ${version} | ${license} |`
    },
  )
  return `# Third-party notices

Tally itself is under the MIT licence (see LICENSE). It ships with the packages below; each keeps its own licence,
whose text lies in the package; an installed Tally holds those that it runs. The list is made from the lockfile by \`node scripts/notices.mjs\`.

**Electron**, around an installed Tally, is under the MIT licence; its own text and those of Chromium lie beside the program
(\`LICENSE.electron.txt\`, \`LICENSES.chromium.html\`).

**ffmpeg.** \`@ffmpeg-installer/ffmpeg\` brings a build of [FFmpeg](https://ffmpeg.org) for each platform, run as a separate
program. These builds are under the GPL (version 3 where \`--enable-version3\` is in their configuration); their source is
offered by FFmpeg and by the makers of the builds that each build's own package.json names. The licence's texts and the offer lie in
[resources/licences](resources/licences), in an installed Tally in \`resources/licences\`.

**Pretendard**, the typeface of the page, is under the SIL Open Font License; its text ships beside the page as
\`pretendard-licence.txt\`.

| package | version | licence |
|---|---|---|
${[...new Set(rows)].join('\n')}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), notices())
