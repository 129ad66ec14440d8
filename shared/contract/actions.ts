import { z } from 'zod'

/** What a person can do to a broadcast. The snapshot says of each whether it is possible now, and why not. */
export const actionNames = [
  'streamStart',
  'streamStop',
  'reconnectNow',
  'goLive',
  'endLive',
  'forceEnd',
  'selectRoom',
  'selectSource',
  'selectConnection',
  'selectMember',
  'setOrientation',
  'chooseProfile',
  'reissueKey',
] as const
export type ActionName = (typeof actionNames)[number]

/** Why an action is not possible now; the page has a sentence for each. */
export const reasonCodes = [
  'not-connected',
  'connecting',
  'no-room',
  'no-source',
  'no-camera',
  'no-file',
  'scene-gone',
  'scene-in-use',
  'too-many-scenes',
  'no-ffmpeg',
  'source-not-ready',
  'working',
  'already-sending',
  'while-sending',
  'not-sending',
  'not-interrupted',
  'stream-key-busy',
  'service-preparing',
  'service-not-receiving',
  'already-live',
  'not-live',
  'room-not-startable',
  'room-ended',
  'room-cancelled',
  'room-type-unsupported',
  'room-live-elsewhere',
  'room-on-air',
  'not-scheduled',
  'member-in-use',
  'member-exists',
  'member-id-invalid',
  'ask-operator',
  'secrets-for-new-address',
  'token-of-another-member',
  'stop-other-encoder',
  'orientation-mismatch',
  'state-unknown',
  'on-air',
  'ending',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

export const availabilitySchema = z.discriminatedUnion('allowed', [
  z.object({ allowed: z.literal(true) }),
  z.object({ allowed: z.literal(false), reason: z.enum(reasonCodes) }),
])
export type Availability = z.output<typeof availabilitySchema>
