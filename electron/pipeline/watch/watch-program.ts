import { type PictureWarning, pictureWarnings } from '#shared/contract'
import type { CanvasSize } from '#shared/scenes'
import type { FramePool } from '../bus/frame-pool.ts'
import type { MixLevels } from '../bus/mix-sound.ts'
import type { Frame } from '../bus/port.ts'
import type { PictureLayer, PictureSource, SoundChannel } from '../port.ts'
import { keyOfPicture, keyOfSound } from '../source/source-key.ts'
import type { GreyPicture } from './grey-picture.ts'
import { createEchoJudge, togetherDb } from './hear-echo.ts'
import { holdWarning } from './hold-warning.ts'
import { isBlack } from './judge-light.ts'
import { leavesBars } from './judge-shape.ts'
import { createMixJudge, shouldBeHeard } from './judge-sound.ts'
import { createSourceJudge, type SourceJudge } from './judge-source.ts'

/** What viewers see and hear. */
export type Watched = {
  readonly canvas: CanvasSize
  readonly layers: readonly PictureLayer[]
  /** Those that are mixed; empty where nothing is. */
  readonly channels: readonly SoundChannel[]
  /** In pixels; null while not known. */
  readonly sizeOf: (source: string) => CanvasSize | null
}

/** Looks at the picture and listens to the sound of a program. Times are of the monotonic clock, in ms. */
export type ProgramWatch = {
  /** From now on it is this that is judged; null: nothing, and nothing is wrong. */
  readonly watch: (watched: Watched | null) => void
  /** Twice a second: the whole picture, small. */
  readonly seePicture: (picture: GreyPicture, atMs: number) => void
  /** A picture of one source, to be looked at; what has to be kept is retained. */
  readonly seeFrame: (source: string, frame: Frame, atMs: number) => void
  /** Whether one of our own windows is in the picture. */
  readonly seeOwnWindow: (seen: boolean) => void
  /** Of every window. */
  readonly hear: (levels: MixLevels, atMs: number) => void
  /** These give pictures now; what was wrong with others is not any more. */
  readonly keepOnly: (gives: (source: string) => boolean) => void
  /** In the order of `pictureWarnings`. */
  readonly warnings: () => readonly PictureWarning[]
}

const blackAfterMs = 2000
const goesAfterMs = 1000

const isShown = ({ place }: PictureLayer): boolean => typeof place !== 'object' || !place.hidden

const createPictureJudge = () => {
  const holdBlack = holdWarning(blackAfterMs, goesAfterMs)
  const holdShape = holdWarning(0, goesAfterMs)
  let black = false
  let wrongShape = false
  return {
    see: (picture: GreyPicture, hasBars: boolean, atMs: number) => {
      black = holdBlack(isBlack(picture), atMs)
      wrongShape = holdShape(hasBars, atMs)
    },
    black: () => black,
    wrongShape: () => wrongShape,
  }
}

const createSoundJudge = () => {
  const mix = createMixJudge()
  const echo = createEchoJudge()
  const holdEcho = holdWarning(0, goesAfterMs)
  let returnFeed = false
  return {
    hear: (levels: MixLevels, channels: readonly SoundChannel[], atMs: number) => {
      mix.hear(levels, shouldBeHeard(channels), atMs)
      const system = channels.find(({ source, muted }) => source.kind === 'system' && !muted)
      if (system === undefined) return
      const key = keyOfSound(system.source)
      const heard = new Set(channels.filter(({ muted }) => !muted).map(({ source }) => keyOfSound(source)))
      const others = levels.channels.filter(({ source }) => source !== key && heard.has(source)).map(({ rmsDb }) => rmsDb)
      const own = levels.channels.find(({ source }) => source === key)
      if (own !== undefined) returnFeed = holdEcho(echo.hear(own.rmsDb, togetherDb(others)), atMs)
    },
    silent: mix.silent,
    clipping: mix.clipping,
    returnFeed: () => returnFeed,
  }
}

export type ProgramWatchDeps = {
  readonly pool: FramePool
  /** Of pictures, whether a camera makes them. */
  readonly isCamera: (source: PictureSource) => boolean
  /** Other warnings than before. */
  readonly onChange: () => void
}

export function createProgramWatch({ pool, isCamera, onChange }: ProgramWatchDeps): ProgramWatch {
  const sources = new Map<string, SourceJudge>()
  let watched: Watched | null = null
  let picture = createPictureJudge()
  let sound = createSoundJudge()
  let ownWindow = false
  let told = ''

  const warnings = (): readonly PictureWarning[] => {
    const shown = [...sources.values()]
    const isSo: Readonly<Record<PictureWarning, boolean>> = {
      black: picture.black(),
      frozen: shown.some((judge) => judge.frozen()),
      'too-dark': shown.some((judge) => judge.tooDark()),
      'wrong-shape': picture.wrongShape(),
      'mirror-tunnel': watched !== null && ownWindow,
      silent: sound.silent(),
      clipping: sound.clipping(),
      'return-feed-heard': sound.returnFeed(),
    }
    return pictureWarnings.filter((code) => isSo[code])
  }

  const tell = () => {
    const now = warnings().join()
    if (now === told) return
    told = now
    onChange()
  }

  const keepOnly = (stays: (source: string) => boolean) => {
    for (const [source, judge] of sources) {
      if (stays(source)) continue
      judge.close()
      sources.delete(source)
    }
  }

  /** A screen may stand still, and be dark, whoever captures it; so may an image. */
  const layerOf = (source: string): PictureLayer | undefined =>
    watched?.layers.find(
      (layer) => isShown(layer) && keyOfPicture(layer.source) === source && (layer.source.kind === 'file' || isCamera(layer.source)),
    )

  const hasBars = ({ layers, canvas, sizeOf }: Watched): boolean =>
    layers.some(({ source, place, fit }) => {
      const size = place === 'whole' && fit === 'fit' ? sizeOf(keyOfPicture(source)) : null
      return size !== null && leavesBars(canvas, size)
    })

  return {
    watch: (next) => {
      watched = next
      keepOnly((source) => layerOf(source) !== undefined)
      if (next === null) picture = createPictureJudge()
      if (next === null || next.channels.length === 0) sound = createSoundJudge()
      tell()
    },
    seePicture: (seen, atMs) => {
      if (watched === null) return
      picture.see(seen, hasBars(watched), atMs)
      for (const judge of sources.values()) judge.wait(atMs)
      tell()
    },
    seeFrame: (source, frame, atMs) => {
      const layer = layerOf(source)
      if (layer === undefined) return
      const judge = sources.get(source) ?? createSourceJudge(pool, isCamera(layer.source))
      sources.set(source, judge)
      judge.see(frame, atMs)
      tell()
    },
    seeOwnWindow: (seen) => {
      ownWindow = seen
      tell()
    },
    hear: (levels, atMs) => {
      if (watched === null || watched.channels.length === 0) return
      sound.hear(levels, watched.channels, atMs)
      tell()
    },
    keepOnly: (gives) => {
      keepOnly(gives)
      tell()
    },
    warnings,
  }
}
