import type { SessionView } from '#shared/contract'
import type { CloudObservation } from '../cloud/port.ts'
import type { Timers } from '../timers.ts'
import { resumeWaitMs } from './deadlines.ts'
import type { LinkState, SessionFacts } from './facts.ts'
import { offerOf, type ResumeOffer } from './resume-offer.ts'
import { followedRoom, isOnAirRoom } from './service-facts.ts'

/** The offer to go on with a broadcast, and the wish to do so, which outlives the moment where the service is not ready for it. */
export type Resumption = {
  readonly view: () => SessionView['resume']
  /** Another offer, or none. Ends a wish. */
  readonly put: (offer: ResumeOffer | null) => void
  /** The offer was accepted while the service still held a connection. */
  readonly wish: () => void
  /** The person did something else: the offer stays. */
  readonly cancel: () => void
  readonly isWished: () => boolean
  /** An offer lives as long as the broadcast that it is about waits for somebody. */
  readonly keepTrue: (observation: CloudObservation, roomId: SessionFacts['service']['roomId'], link: LinkState) => void
}

/** @param onGaveUp the service did not let go within `resumeWaitMs`: somebody else keeps sending. */
export function createResumption(timers: Timers, onGaveUp: () => void): Resumption {
  let offer: ResumeOffer | null = null
  /** Stops the clock of the wish; null while nothing is wished. */
  let stopWaiting: (() => void) | null = null

  const cancel = () => {
    stopWaiting?.()
    stopWaiting = null
  }
  const put = (next: ResumeOffer | null) => {
    if (next?.roomId !== offer?.roomId) cancel()
    offer = next
  }

  return {
    view: () => offer && { ...offer, waiting: stopWaiting !== null },
    put,
    wish: () => {
      stopWaiting ??= timers.after(resumeWaitMs, () => {
        stopWaiting = null
        onGaveUp()
      })
    },
    cancel,
    isWished: () => stopWaiting !== null,
    keepTrue: (observation, roomId, link) => {
      const room = followedRoom(observation, roomId)
      if (room === null || room.id !== offer?.roomId) return
      put(isOnAirRoom(room.videoRoomState) && (link === 'off' || link === 'failed') ? offerOf(room) : null)
    },
  }
}
