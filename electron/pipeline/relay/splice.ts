import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type EncoderOrigin, soundFrameMs } from '../encoder-origin.ts'
import { isAudioConfig, readVideo } from './avc.ts'
import { type Current, judgeCut, mayLeave, type Newcomer, type PictureWay, sameMs, unsureBetween } from './cut.ts'
import type { FlvTag } from './flv-tag.ts'
import { createOwnTime, type OwnTime } from './own-time.ts'
import { createTimeline, type Timeline } from './timeline.ts'
import { createProgramWriter, type ProgramTag, type StrandHead } from './write-program.ts'

export type { ProgramTag } from './write-program.ts'

/** One encoder as the splicer sees it. All times are of the monotonic clock. */
export type Strand = {
  /** Before its first tag: where its time begins, where that is known. */
  readonly beginAt: (origin: EncoderOrigin) => void
  /** Takes the encoder's next tag; answers what the program gains by it, in order. */
  readonly take: (tag: FlvTag, nowMs: number) => Result<readonly ProgramTag[]>
  /** Nothing more will come of it; answers what the program gains by not waiting for it any more. */
  readonly end: (nowMs: number) => readonly ProgramTag[]
  /** `waiting` for the cut, `current`, or `superseded` by a newer encoder. */
  readonly position: () => 'waiting' | 'current' | 'superseded'
}

export type Splicer = { readonly addStrand: () => Strand }

type Piece = { readonly tag: FlvTag; readonly ownMs: number; readonly kind: 'keyframe' | 'frame' | 'sound' }
type Placed = Piece & { readonly atMs: number; readonly arrivedMs: number }

type StrandState = {
  readonly order: number
  head: StrandHead
  ownTime: OwnTime
  /** Null where its origin is not known. */
  way: PictureWay | null
  /** The next sound holds nothing: with it AAC begins. */
  beginsSound: boolean
  timeline: Timeline
  ended: boolean
  /** Of a newcomer: pictures since the keyframe that it may begin with, that first; and the sounds of the last seconds. */
  pictures: Piece[]
  sounds: Piece[]
  newestOwnMs: number | null
  stepMs: number
  firstPictureArrivedMs: number
  keyframeArrivedMs: number
  lastTagArrivedMs: number
  /** Of the current one: what waits for the newcomer to come to the same moment. */
  held: Placed[]
}

/** Five seconds: longer than one waits for the other. */
const keptSounds = 256
/** More than ten seconds; whoever gives no keyframe for so long has none to cut at. */
const keptPictures = 640

/**
 * Joins the outputs of successive encoders into one. While a newcomer gets ready, the current encoder goes on; once the newcomer has caught up, both are led
 * side by side, the current one waiting a moment for the newcomer, and at the newcomer's next keyframe the program goes on with exactly that picture and with the
 * frame of sound that is due: nothing is seen or heard twice, and nothing is left out. Where the current one has ended or fallen silent, the newcomer takes over
 * at its first keyframe. An older encoder never comes back.
 */
export const createSplicer = (): Splicer => {
  const program = createProgramWriter()
  let current: StrandState | null = null
  let waiting: StrandState[] = []
  let audioOwner = 0
  let strands = 0

  const takeSound = (strand: StrandState, tag: FlvTag, atMs: number): readonly ProgramTag[] => {
    if (strand.order < audioOwner || program.isTooEarly(atMs)) return []
    const isFirst = strand.order !== audioOwner || strand === catchingUp
    audioOwner = strand.order
    catchingUp = isFirst && atMs < program.soundDueAtMs() ? strand : null
    return catchingUp === null ? program.sound(strand.head, tag, atMs) : []
  }
  let catchingUp: StrandState | null = null

  const write = (strand: StrandState, { tag, kind }: Piece, atMs: number): readonly ProgramTag[] =>
    kind === 'sound' ? takeSound(strand, tag, atMs) : [program.picture(strand.head, tag, atMs, kind === 'keyframe')]

  const newcomerOf = (strand: StrandState): Newcomer => {
    const [first] = strand.pictures
    const { timeline, newestOwnMs, keyframeArrivedMs, firstPictureArrivedMs } = strand
    return {
      keyframe:
        first === undefined ? null : { atMs: timeline.place(first.ownMs), arrivedMs: keyframeArrivedMs, isNewest: strand.pictures.length === 1 },
      newestAtMs: newestOwnMs === null ? null : timeline.place(newestOwnMs),
      soundFromAtMs: strand.sounds[0] === undefined ? null : timeline.place(strand.sounds[0].ownMs),
      firstPictureArrivedMs,
      unsureMs: unsureBetween(strand.way, current?.way ?? null),
    }
  }

  const currentOf = (strand: StrandState | null): Current | null => {
    if (strand === null || strand.ended) return null
    const newest = strand.held.findLast(({ kind }) => kind !== 'sound')?.atMs ?? program.pictureAtMs()
    const soundUntilMs = strand.held.findLast(({ kind }) => kind === 'sound')?.atMs ?? program.soundAtMs()
    return {
      newestAtMs: newest,
      soundUntilMs: soundUntilMs === null ? null : soundUntilMs + soundFrameMs,
      shownAtMs: program.pictureAtMs(),
      stepMs: strand.stepMs,
      lastTagArrivedMs: strand.lastTagArrivedMs,
    }
  }

  const takeOver = (strand: StrandState): readonly ProgramTag[] => {
    const [first] = strand.pictures
    if (first === undefined) return []
    const old = current
    const cutMs = strand.timeline.place(first.ownMs)
    const isAhead = cutMs > (program.pictureAtMs() ?? Number.NEGATIVE_INFINITY)
    // Where the newcomer has to begin with what was seen already, everything that the old one has is seen first.
    const leastStepMs = Math.max(sameMs, unsureBetween(strand.way, old?.way ?? null))
    const before = (old?.held ?? []).filter(({ atMs, kind }) => !isAhead || atMs < cutMs - (kind === 'sound' ? 0 : leastStepMs))
    const last = before.flatMap((piece) => (old === null ? [] : write(old, piece, piece.atMs)))
    if (old !== null) old.held = []
    strand.timeline.begin(first.ownMs, (program.pictureAtMs() ?? Number.NEGATIVE_INFINITY) + 1)
    const pieces = [...strand.sounds, ...strand.pictures].sort((a, b) => a.ownMs - b.ownMs)
    strand.sounds = []
    strand.pictures = []
    current = strand
    waiting = waiting.filter(({ order }) => order > strand.order)
    const head = program.begin(strand.head, strand.timeline.place(first.ownMs), audioOwner === 0)
    const next = pieces.flatMap((piece) => write(strand, piece, strand.timeline.place(piece.ownMs)))
    return [...last, ...head, ...next]
  }

  /** The newest encoder that has something to show and is not on air. */
  const newest = () => waiting.findLast(({ newestOwnMs }) => newestOwnMs !== null)

  /** What the program gains now: a cut, where one is possible, and what the current encoder need not hold back any longer. */
  const settle = (nowMs: number): readonly ProgramTag[] => {
    const next = newest()
    const gained: ProgramTag[] = []
    if (next !== undefined && judgeCut(newcomerOf(next), currentOf(current), nowMs)) gained.push(...takeOver(next))
    const strand = current
    if (strand === null) return gained
    const beside = strand.ended ? undefined : newest()
    const newcomer = beside === undefined ? null : newcomerOf(beside)
    while (strand.held[0] !== undefined && mayLeave(strand.held[0], newcomer, nowMs)) {
      const [piece] = strand.held.splice(0, 1)
      if (piece !== undefined) gained.push(...write(strand, piece, piece.atMs))
    }
    return gained
  }

  const keep = (strand: StrandState, piece: Piece, nowMs: number): void => {
    if (piece.kind === 'sound') {
      strand.sounds.push(piece)
      if (strand.sounds.length > keptSounds) strand.sounds.shift()
      return
    }
    const [first] = strand.pictures
    const waitsForCurrent = first !== undefined && strand.timeline.place(first.ownMs) > (program.pictureAtMs() ?? Number.POSITIVE_INFINITY)
    if (piece.kind === 'keyframe' && !waitsForCurrent) {
      strand.pictures = [piece]
      strand.keyframeArrivedMs = nowMs
    } else if (strand.pictures.length > 0) strand.pictures.push(piece)
    if (strand.pictures.length > keptPictures) strand.pictures = []
  }

  const takePiece = (strand: StrandState, piece: Piece, nowMs: number): readonly ProgramTag[] => {
    strand.lastTagArrivedMs = nowMs
    if (current !== null && strand.order < current.order)
      return piece.kind === 'sound' ? takeSound(strand, piece.tag, strand.timeline.place(piece.ownMs)) : []
    if (piece.kind === 'frame' && strand.newestOwnMs === null) return settle(nowMs)
    if (piece.kind !== 'sound') {
      if (strand.newestOwnMs === null) strand.firstPictureArrivedMs = nowMs
      else strand.stepMs = piece.ownMs - strand.newestOwnMs
      strand.newestOwnMs = piece.ownMs
      strand.timeline.learn(piece.ownMs, nowMs)
    }
    if (strand === current) strand.held.push({ ...piece, atMs: strand.timeline.place(piece.ownMs), arrivedMs: nowMs })
    else keep(strand, piece, nowMs)
    return settle(nowMs)
  }

  const addStrand = (): Strand => {
    strands += 1
    const strand: StrandState = {
      order: strands,
      head: { metadata: null, video: null, audio: null },
      ownTime: createOwnTime(null),
      way: null,
      beginsSound: false,
      timeline: createTimeline(false),
      ended: false,
      pictures: [],
      sounds: [],
      newestOwnMs: null,
      stepMs: 0,
      firstPictureArrivedMs: 0,
      keyframeArrivedMs: 0,
      lastTagArrivedMs: 0,
      held: [],
    }
    waiting.push(strand)

    const takeVideo = (tag: FlvTag, nowMs: number): Result<readonly ProgramTag[]> => {
      const part = readVideo(tag)
      switch (part.part) {
        case 'malformed':
          return err(malformed(part.reason))
        case 'end':
          return ok([])
        case 'config':
          strand.head = { ...strand.head, video: { tag, config: part.config } }
          return ok(strand === current ? program.videoConfig(strand.head) : [])
        case 'frame':
          if (strand.head.video === null && (part.keyframe || strand === current)) return err(malformed('a picture before its configuration'))
          return ok(takePiece(strand, { tag, ownMs: strand.ownTime.of(tag), kind: part.keyframe ? 'keyframe' : 'frame' }, nowMs))
      }
    }

    return {
      beginAt: (origin) => {
        strand.ownTime = createOwnTime(origin)
        strand.way = origin
        strand.timeline = createTimeline(true)
        strand.beginsSound = true
      },
      take: (tag, nowMs) => {
        if (tag.kind === 'video') return takeVideo(tag, nowMs)
        if (tag.kind === 'script') {
          strand.head = { ...strand.head, metadata: strand.head.metadata ?? tag }
          return ok([])
        }
        if (!isAudioConfig(tag)) {
          const ownMs = strand.ownTime.of(tag)
          const holdsNothing = strand.beginsSound
          strand.beginsSound = false
          return ok(holdsNothing ? [] : takePiece(strand, { tag, ownMs, kind: 'sound' }, nowMs))
        }
        strand.head = { ...strand.head, audio: tag }
        return ok(strand.order === audioOwner && strand === current ? program.audioConfig(strand.head) : [])
      },
      end: (nowMs) => {
        strand.ended = true
        waiting = waiting.filter((other) => other !== strand)
        return settle(nowMs)
      },
      position: () => (strand === current ? 'current' : current !== null && strand.order < current.order ? 'superseded' : 'waiting'),
    }
  }

  return { addStrand }
}

const malformed = (detail: string): Failure => failure('encoder-failed', { detail: `malformed FLV: ${detail}` })
