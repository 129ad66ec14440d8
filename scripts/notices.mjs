// Writes THIRD-PARTY-NOTICES.md: every package that ships with Tally, its version and its licence.
// What ships: the production dependencies with all they need, and what the page's bundle holds.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

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

/** Every package path of the lockfile that `names` need, directly or not. */
export function reach(packages, names) {
  const found = new Set()
  const visit = (from, name) => {
    const path = resolve(packages, from, name)
    if (path === null || found.has(path)) return
    found.add(path)
    const { dependencies = {}, optionalDependencies = {} } = packages[path]
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(path, next)
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

export function notices() {
  const { packages } = read('package-lock.json')
  const { dependencies, optionalDependencies } = read('package.json')
  const rows = reach(packages, [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...bundledIntoPage]).map((path) => {
    const { version, license = 'see the package' } = packages[path]
    return `| ${path.slice(path.lastIndexOf('node_modules/') + 13)} | ${version} | ${license} |`
  })
  return `# Third-party notices

Tally itself is under the MIT licence (see LICENSE). It ships with the packages below; each keeps its own licence,
whose text lies in the package. The list is made from the lockfile by \`node scripts/notices.mjs\`.

**ffmpeg.** \`@ffmpeg-installer/ffmpeg\` brings a build of [FFmpeg](https://ffmpeg.org) for each platform, run as a separate
program. These builds are under the GPL (version 3 where \`--enable-version3\` is in their configuration); their source is
offered by FFmpeg and by the makers of the builds that the package's own README names.

**Pretendard**, the typeface of the page, is under the SIL Open Font License; its text ships beside the page as
\`pretendard-licence.txt\`.

| package | version | licence |
|---|---|---|
${[...new Set(rows)].join('\n')}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), notices())
