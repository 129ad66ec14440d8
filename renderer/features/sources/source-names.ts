import type { TFunction } from 'i18next'
import type { Snapshot, SourceView } from '#shared/contract'
import { desktopSources } from '#shared/desktop-sources'

/**
 * A source in the person's language. Screens are numbered by the system from 0 and by people from 1; where there is only one,
 * a number would ask for another. What the page has no name for keeps the one that it came with.
 */
export function labelOf(source: SourceView, sources: readonly SourceView[], t: TFunction): string {
  if (source.id === 'test-pattern') return t('program.testPattern')
  const ofSystem = nameOfSystemSource(source.id, t)
  if (ofSystem !== null) return ofSystem
  const screen = readScreen(source.id)
  if (screen === null) return source.label
  const name = screenName(screen, source, sources.filter(isScreen), t)
  return screen.x11Only ? t('program.x11Only', { name }) : name
}

/** `screen:0`, `screen:HDMI-1`, and the same behind `x11-only:` where a Wayland session shows windows of X programs only. */
type ScreenId = { readonly key: string; readonly x11Only: boolean }

function readScreen(id: string): ScreenId | null {
  const [, x11Only, key] = /^screen:(x11-only:)?(.+)$/s.exec(id) ?? []
  return key === undefined ? null : { key, x11Only: x11Only !== undefined }
}

function screenName({ key }: ScreenId, { id }: SourceView, screens: readonly SourceView[], t: TFunction): string {
  if (screens.length <= 1) return t('program.onlyScreen')
  if (key === 'all') return t('program.allScreens')
  if (/^\d+$/.test(key)) return t('program.screenNumber', { number: Number(key) + 1 })
  const numbered = t('program.screenNumber', { number: screens.findIndex((screen) => screen.id === id) + 1 })
  return /(^|:)monitor-\d+$/.test(key) ? numbered : `${numbered} (${key})`
}

/** What is there once and needs no name of its own; null for every other source. */
function nameOfSystemSource(id: string, t: TFunction): string | null {
  if (id === 'system' || id === desktopSources.systemSound) return t('program.systemSound')
  return id === desktopSources.pickedScreen ? t('program.pickedScreen') : null
}

export const isScreen = ({ id }: Pick<SourceView, 'id'>): boolean => id.startsWith('screen:')
export const isWindow = ({ id }: Pick<SourceView, 'id'>): boolean => id.startsWith('window:')

type Known = Pick<Snapshot['program'], 'sources' | 'cameras' | 'microphones'>

/** The name of whatever was chosen or is open, by its id; what is not connected is said to be so. */
export function nameOfSource(id: string, { sources, cameras, microphones }: Known, t: TFunction): string {
  const known = [...sources, ...cameras, ...microphones].find((source) => source.id === id)
  if (known !== undefined) return labelOf(known, sources, t)
  if (id === 'tone') return t('program.sounds.tone')
  if (id === 'test-pattern') return t('program.testPattern')
  const ofSystem = nameOfSystemSource(id, t)
  if (ofSystem !== null) return t('program.notConnected', { name: ofSystem })
  const [kind = '', rest = id] = split(id)
  if (kind === 'file' || kind === 'image') return fileNameOf(rest)
  if (kind === 'page') return t('program.notConnected', { name: t(`pageSource.label.${pageKindOf(rest)}`) })
  return t('program.notConnected', { name: readScreen(id)?.key ?? rest })
}

/** `1a2b3c-screen` → `screen`. */
function pageKindOf(name: string): 'camera' | 'screen' | 'mic' {
  if (name.endsWith('-screen')) return 'screen'
  return name.endsWith('-mic') ? 'mic' : 'camera'
}

/** `mic:alsa:hw` → `mic` and `alsa:hw`. */
function split(id: string): readonly [kind: string, rest: string] {
  const colon = id.indexOf(':')
  return colon < 0 ? ['', id] : [id.slice(0, colon), id.slice(colon + 1)]
}

/** The last part of a path, on either kind of system. */
export const fileNameOf = (path: string): string => path.split(/[\\/]/).at(-1) || path
