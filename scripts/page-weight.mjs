// How heavy the built page is.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'

/**
 * What the page may weigh, in bytes after gzip and without fonts and icons: a tenth above what it came to when the page was designed
 * (224 KB and 553 KB, of which 178 are hls.js and 67 mpegts.js, each fetched with the first return feed that needs it), and 2 KB more for a page that
 * is a source itself. Raise them only for something that a person sees.
 */
export const pageBudgets = { first: 248_000, all: 608_000 }

const weighed = /\.(?:js|css|html)$/
const loadedByHtml = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+)"/g
/** `import(…)` is left out: such a chunk is loaded when it is wanted. */
const loadedByScript = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+)["']/g

/**
 * The weight of the page in bytes after gzip: of what loads before anything is shown, and of everything.
 * Null where the page, or a file that it loads, has not been built.
 */
export function weighPage(outRenderer) {
  const first = filesOfFirstLoad(outRenderer)
  if (first.some((name) => !existsSync(join(outRenderer, name)))) return null
  const all = readdirSync(outRenderer, { recursive: true }).filter((name) => weighed.test(name))
  const sum = (names) => names.reduce((bytes, name) => bytes + gzipSync(readFileSync(join(outRenderer, name))).length, 0)
  return { first: sum(first), all: sum(all) }
}

/** One sentence for each budget that is missed. */
export function findOverweight(weight, budgets) {
  if (weight === null) return ['the page has not been built']
  const names = { first: 'the first load', all: 'the whole page' }
  return Object.keys(names)
    .filter((part) => weight[part] > budgets[part])
    .map((part) => `${names[part]} weighs ${weight[part]} bytes after gzip, budget ${budgets[part]} (scripts/page-weight.mjs)`)
}

/** `first load 227 of 250 KB, whole page …`, for the output of the tests. */
export function weightLine(weight, budgets) {
  if (weight === null) return 'nothing to weigh'
  const part = (name) => `${Math.ceil(weight[name] / 1000)} of ${budgets[name] / 1000} KB`
  return `first load ${part('first')}, whole page ${part('all')}`
}

function filesOfFirstLoad(outRenderer) {
  const found = new Set()
  const visit = (name) => {
    if (found.has(name) || !weighed.test(name)) return
    found.add(name)
    if (!existsSync(join(outRenderer, name))) return
    const text = readFileSync(join(outRenderer, name), 'utf8')
    const links = name.endsWith('.html') ? loadedByHtml : name.endsWith('.js') ? loadedByScript : null
    if (links === null) return
    for (const [, link] of text.matchAll(links)) visit(posix.join(posix.dirname(name), link))
  }
  visit('index.html')
  // Nothing can be shown before the texts of one language are there: the heavier one counts.
  const assets = join(outRenderer, 'assets')
  const texts = (existsSync(assets) ? readdirSync(assets) : []).filter((name) => /^(?:en|ko)-[^.]*\.js$/.test(name))
  const heaviest = texts.toSorted((a, b) => statSync(join(assets, b)).size - statSync(join(assets, a)).size)[0]
  if (heaviest !== undefined) visit(`assets/${heaviest}`)
  return [...found]
}
