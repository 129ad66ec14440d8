import type { PictureWarning } from '#shared/contract'

/** What each warning is about, and whether a broadcast could go on with it. */
const facts: Readonly<Record<PictureWarning, { readonly about: 'picture' | 'sound'; readonly level: 'bad' | 'warn' }>> = {
  black: { about: 'picture', level: 'bad' },
  frozen: { about: 'picture', level: 'warn' },
  'mirror-tunnel': { about: 'picture', level: 'warn' },
  'too-dark': { about: 'picture', level: 'warn' },
  'wrong-shape': { about: 'picture', level: 'warn' },
  'return-feed-heard': { about: 'sound', level: 'warn' },
  clipping: { about: 'sound', level: 'warn' },
  silent: { about: 'sound', level: 'warn' },
}

const byImportance = Object.keys(facts) as readonly PictureWarning[]

/** The warnings, the most pressing first, each once. */
export const inOrder = (warnings: readonly PictureWarning[]): readonly PictureWarning[] => byImportance.filter((code) => warnings.includes(code))

/** Those about picture or sound. */
export const warningsAbout = (warnings: readonly PictureWarning[], about: 'picture' | 'sound'): readonly PictureWarning[] =>
  inOrder(warnings).filter((code) => facts[code].about === about)

export const levelOfWarning = (warning: PictureWarning): 'bad' | 'warn' => facts[warning].level
