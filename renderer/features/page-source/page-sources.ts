import type { WantedPage } from '#shared/contract'
import { type Bridge, maxPieceBytes } from '../../bridge.ts'
import { createFeed, type Feed } from './feed-recording.ts'
import { mayOpenUnasked, type OpenTracks, openTracks, type PageSourceKind, pageSourceKinds } from './open-tracks.ts'
import { claimName, type PageMemory, randomName, rememberPage } from './page-identity.ts'
import { recordTracks } from './record-tracks.ts'
import { chooseFormat, type RecordingFormat } from './recording-format.ts'

/** `ready`: it can be chosen; `recording`: it is. `refused`: browser or person said no; `unable`: this browser records nothing that Tally reads. */
export type PageSourceState = 'off' | 'asking' | 'ready' | 'recording' | 'refused' | 'unable' | 'ended'
export type PageSourceStates = Readonly<Record<PageSourceKind, PageSourceState>>

/** The camera, screen and microphone of this page as sources; they live as long as the page. */
export type PageSources = {
  readonly get: () => PageSourceStates
  readonly subscribe: (listener: () => void) => () => void
  readonly idOf: (kind: PageSourceKind) => string
  /** Must be called at a click: only then the browser asks. */
  readonly start: (kind: PageSourceKind, label: (device: string) => string) => Promise<void>
  readonly stopAll: () => void
  /** Opens again what was on when the page was left, where that asks nobody and `isWanted`. */
  readonly resume: (isWanted: (id: string) => boolean, label: (kind: PageSourceKind, device: string) => string) => Promise<void>
}

type Live = { readonly tracks: OpenTracks; readonly label: string; readonly feed: Feed }

export async function createPageSources(bridge: Bridge): Promise<PageSources> {
  const memory: PageMemory = await rememberPage(localStorage, randomName, claimName)
  const listeners = new Set<() => void>()
  const live = new Map<PageSourceKind, Live>()
  let states: PageSourceStates = { camera: 'off', screen: 'off', mic: 'off' }
  let wanted: readonly WantedPage[] = []

  const idOf = (kind: PageSourceKind) => `page:${memory.name}-${kind}`

  const show = (kind: PageSourceKind, state: PageSourceState) => {
    if (states[kind] === state) return
    states = { ...states, [kind]: state }
    for (const listener of [...listeners]) listener()
  }

  const offer = async (kind: PageSourceKind) => {
    const now = live.get(kind)
    if (now === undefined) return
    const { picture, sound } = now.tracks
    await bridge.call('page.offer', { id: idOf(kind), label: now.label, picture, sound })
  }

  const record = () => {
    for (const [kind, { feed }] of live) {
      const recording = wanted.find(({ id }) => id === idOf(kind))?.recording ?? null
      feed.want(recording)
      show(kind, recording === null ? 'ready' : 'recording')
    }
  }

  const stop = (kind: PageSourceKind, state: PageSourceState) => {
    const ending = live.get(kind)
    if (ending === undefined) return
    live.delete(kind)
    ending.feed.want(null)
    for (const track of ending.tracks.stream.getTracks()) track.stop()
    memory.setOn(kind, false)
    void bridge.call('page.withdraw', { id: idOf(kind) })
    show(kind, state)
  }

  const take = async (kind: PageSourceKind, tracks: OpenTracks, format: RecordingFormat, label: string) => {
    const feed = createFeed({
      record: (onPiece, onBroken) => recordTracks(tracks.stream, format, onPiece, onBroken),
      upload: () => bridge.upload(idOf(kind)),
      monotonicMs: () => performance.now(),
      largestPiece: maxPieceBytes,
    })
    live.set(kind, { tracks, label, feed })
    const [main] = [...tracks.stream.getVideoTracks(), ...tracks.stream.getAudioTracks()]
    main?.addEventListener('ended', () => {
      if (live.get(kind)?.tracks === tracks) stop(kind, 'ended')
    })
    memory.setOn(kind, true)
    show(kind, 'ready')
    await offer(kind)
    record()
  }

  const start = async (kind: PageSourceKind, label: (device: string) => string) => {
    if (live.has(kind) || states[kind] === 'asking') return
    show(kind, 'asking')
    let tracks: OpenTracks
    try {
      tracks = await openTracks(kind)
    } catch {
      return show(kind, 'refused')
    }
    const format = chooseFormat(tracks.picture, tracks.sound, (type) => MediaRecorder.isTypeSupported(type))
    if (format === null) {
      for (const track of tracks.stream.getTracks()) track.stop()
      return show(kind, 'unable')
    }
    await take(kind, tracks, format, label(tracks.device))
  }

  bridge.watch('page.wanted', (now) => {
    wanted = now
    record()
  })
  bridge.onConnectionState(() => {
    // a new connection is a new page to the core
    if (bridge.connectionState() === 'open') for (const kind of live.keys()) void offer(kind)
  })

  return {
    get: () => states,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    idOf,
    start,
    stopAll: () => {
      for (const kind of [...live.keys()]) stop(kind, 'off')
    },
    resume: async (isWanted, label) => {
      for (const kind of pageSourceKinds) {
        const returns = memory.wasOn(kind) && isWanted(idOf(kind)) && (await mayOpenUnasked(kind))
        if (returns) await start(kind, (device) => label(kind, device))
      }
    },
  }
}
