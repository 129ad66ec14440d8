import type { Levels } from '#shared/contract'

/** One sound at one moment, in dBFS. */
export type SoundLevel = Pick<Levels, 'peakDb' | 'rmsDb'>

/** The quietest level that the meter shows, dBFS. */
export const floorDb = -60

/**
 * Where the zones begin, in dBFS of the peak. −20 is the alignment level of SMPTE RP 155, −9 the permitted maximum of EBU R 68;
 * above −3 a lossy encoder has no room left and may clip what was not clipped before.
 */
export const zoneFromDb = { good: -20, loud: -9, clip: -3 } as const

export type Zone = 'quiet' | keyof typeof zoneFromDb

/** Half of the meter belongs to the upper 20 dB, where a voice should be. */
const middleDb = zoneFromDb.good

/** Where a level stands on the meter, 0 to 1. */
export function levelToFraction(db: number): number {
  if (db <= floorDb) return 0
  if (db < middleDb) return ((db - floorDb) / (middleDb - floorDb)) * 0.5
  return Math.min(1, 1 - (db / middleDb) * 0.5)
}

/** The same as CSS reads it. */
export const percentOf = (db: number): string => `${levelToFraction(db) * 100}%`

/** Where the zones begin on a drawn meter. */
export const zoneEdges = {
  '--good-from': percentOf(zoneFromDb.good),
  '--loud-from': percentOf(zoneFromDb.loud),
  '--clip-from': percentOf(zoneFromDb.clip),
} as const

/** The zone of a peak. */
export function zoneOf(peakDb: number): Zone {
  if (peakDb > zoneFromDb.clip) return 'clip'
  if (peakDb > zoneFromDb.loud) return 'loud'
  return peakDb >= zoneFromDb.good ? 'good' : 'quiet'
}

/** What the meter shows; times are of one monotonic clock. */
export type MeterState = {
  readonly atMs: number
  readonly rmsDb: number
  /** Rises at once, falls slowly. */
  readonly peakDb: number
  /** The highest peak of late, which stands still before it falls. */
  readonly heldDb: number
  readonly heldAtMs: number
  readonly clippedAtMs: number | null
  /** When something was last heard. */
  readonly heardAtMs: number
}

const fallDbPerS = 20
const holdMs = 1_500
const clipStaysMs = 3_000
const silentAfterMs = 2_000

/** The meter after the next levels. */
export function nextMeter(before: MeterState | null, { peakDb, rmsDb }: SoundLevel, atMs: number): MeterState {
  const fall = before === null ? 0 : ((atMs - before.atMs) / 1000) * fallDbPerS
  const falling = before === null ? peakDb : Math.max(peakDb, before.peakDb - fall)
  const risen = before === null || peakDb >= before.heldDb
  const held = risen ? peakDb : atMs - before.heldAtMs < holdMs ? before.heldDb : Math.max(falling, before.heldDb - fall)
  return {
    atMs,
    rmsDb,
    peakDb: falling,
    heldDb: held,
    heldAtMs: risen ? atMs : before.heldAtMs,
    clippedAtMs: peakDb > zoneFromDb.clip ? atMs : (before?.clippedAtMs ?? null),
    heardAtMs: before === null || peakDb > floorDb ? atMs : before.heardAtMs,
  }
}

/** The level in a word: `none` while nothing is measured, else a zone or silence. `peakDb` is the loudest of late. */
export type Reading = { readonly word: 'none' | 'silent' } | { readonly word: Zone; readonly peakDb: number }

export const nothingMeasured: Reading = { word: 'none' }

/** The loudest of late, as far as the meter reaches. */
export const loudestOf = (reading: Reading): number => ('peakDb' in reading ? Math.max(floorDb, Math.min(0, reading.peakDb)) : floorDb)

/** Too loud stays said for some seconds; silence is said after two, so that a breath is not taken for it. */
export function readMeter({ atMs, heldDb, clippedAtMs, heardAtMs }: MeterState, before: Reading): Reading {
  const peakDb = Math.round(heldDb)
  if (clippedAtMs !== null && atMs - clippedAtMs < clipStaysMs) return { word: 'clip', peakDb }
  if (atMs - heardAtMs >= silentAfterMs) return { word: 'silent' }
  return heldDb > floorDb ? { word: zoneOf(heldDb), peakDb } : before
}
