import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'
import { fileURLToPath } from 'node:url'

export type TypedPathContext = { readonly platform: NodeJS.Platform; readonly home: string }

export const homeOf = (env: NodeJS.ProcessEnv): string => env.HOME ?? env.USERPROFILE ?? homedir()

/** Quotes that file managers, shells and word processors put around a path. */
const quotes: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
]

const withoutQuotes = (text: string): string => {
  const pair = quotes.find(([open, close]) => text.length > open.length && text.startsWith(open) && text.endsWith(close))
  return pair === undefined ? text : text.slice(1, -1).trim()
}

/** Home stands for itself at the beginning alone; that of somebody else (`~kim`) is a shell's matter. */
const fromHome = (text: string, { platform, home }: TypedPathContext): string => {
  const isHome = text === '~' || text.startsWith('~/') || (platform === 'win32' && text.startsWith('~\\'))
  return isHome ? `${home}${text.slice(1)}` : text
}

const fromUrl = (text: string, platform: NodeJS.Platform): string => {
  if (!/^file:\/\//i.test(text)) return text
  try {
    return fileURLToPath(text, { windows: platform === 'win32' })
  } catch {
    return text
  }
}

/**
 * The path that a person typed or pasted, whole and without what came along with it: spaces, quotes, `file://`, `~`.
 * Null where it does not begin at the top: the folder that Tally was started in is nobody's choice.
 */
export const readTypedPath = (typed: string, context: TypedPathContext): string | null => {
  const { isAbsolute, normalize } = context.platform === 'win32' ? win32 : posix
  const path = fromHome(fromUrl(withoutQuotes(typed.trim()), context.platform), context)
  return isAbsolute(path) ? normalize(path) : null
}
