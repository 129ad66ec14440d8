import {
  followedRoom,
  isEndable,
  isOnAirKey,
  isOnAirRoom,
  isOverRoom,
  isReceiving,
  isStartable,
  readService,
  type ServiceFacts,
} from './service-facts.ts'
import type { SessionContext } from './session-context.ts'
import { isTaken, isUnreachable } from './session-steps.ts'

/** The followed room was ended by force: the service says so, or we saw it. */
export const wasForced = ({ observation, roomId, force }: SessionContext): boolean =>
  followedRoom(observation, roomId)?.forciblyTerminated === true || force === 'done'

type Asked = { readonly context: SessionContext }

/** The questions that decide where the session goes, asked of what it knows now. */
export function sessionGuards(monotonicMs: () => number) {
  const ofService = (holds: (service: ServiceFacts) => boolean) => (asked: Asked) =>
    holds(readService(asked.context.observation, asked.context.roomId, monotonicMs()))
  const isConverting = ({ keyState }: ServiceFacts) => keyState === 'ACTIVE_PREP' || keyState === 'ACTIVE_LIVE_PREP'
  const isSettled = ({ keyState }: ServiceFacts) => keyState === 'ACTIVE' || keyState === 'ACTIVE_LIVE'
  const isArchiveUnbegun = ofService(({ vodState }) => vodState === null || vodState === 'NOT_ARCHIVED')

  return {
    // what the service has done with what we send
    converting: ofService(isConverting),
    settled: ofService(isSettled),
    unseen: ofService((service) => !isConverting(service) && !isSettled(service)),
    // the room
    startable: ofService(isStartable),
    onAir: ofService(({ roomState }) => isOnAirRoom(roomState)),
    live: ofService(({ roomState }) => roomState === 'LIVE'),
    interrupted: ofService(({ roomState }) => roomState === 'LIVE_INACTIVE'),
    endable: ofService(isEndable),
    over: ofService(({ roomState }) => isOverRoom(roomState)),
    notBegun: ofService(({ roomState }) => roomState === 'SCHEDULED' || roomState === 'CANCELLED'),
    nothingToEnd: ofService(({ roomState, keyState }) => !isOnAirRoom(roomState) && !isOnAirKey(keyState) && !isReceiving(keyState)),
    // its recording
    archived: ofService(({ vodState, roomState }) => vodState === 'ARCHIVED' || roomState === 'ARCHIVED'),
    archiveFailed: ofService(({ vodState }) => vodState === 'FAILED_ARCHIVING'),
    endedByForceWithoutArchive: (asked: Asked) => isArchiveUnbegun(asked) && wasForced(asked.context),
    // an end by force
    forceWished: ({ context }: Asked) => context.force === 'wished',
    wasEnding: ({ context }: Asked) => context.wasEnding,
    // our connection
    lost: ({ context }: Asked) => context.senderLost !== null,
    stalled: ({ context }: Asked) => context.senderStalled,
    unreachable: ({ context }: Asked) => isUnreachable(context),
    taken: ({ context }: Asked) => isTaken(context, monotonicMs()),
    free: ({ context }: Asked) => !isTaken(context, monotonicMs()),
    gaveUp: ({ context }: Asked) => context.gaveUp,
    hopeful: ({ context }: Asked) => !context.gaveUp,
    mustRefetch: ({ context }: Asked) => context.recovery?.refetchKey === true,
  }
}
