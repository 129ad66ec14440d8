import type { RoomId } from '#shared/ids'
import type { SessionFacts } from '../../../electron/broadcast/facts.ts'
import type { ServiceFacts } from '../../../electron/broadcast/service-facts.ts'

/** A room waiting, a key that receives nothing, both answered just now; and what differs. */
export const someService = (change: Partial<ServiceFacts> = {}): ServiceFacts => ({
  keyState: 'INACTIVE',
  roomState: 'SCHEDULED',
  roomType: 'BROADCAST_RTMP',
  vodState: null,
  roomId: '1' as RoomId,
  keyRoomId: null,
  keyRoomState: null,
  mode: null,
  profileOrientation: 'horizontal',
  addressed: true,
  conversionFailed: false,
  failure: null,
  fresh: true,
  answered: true,
  ...change,
})

/** Connected, a picture chosen, a room waiting, nothing sent; and what differs. */
export const someFacts = ({
  service,
  ...change
}: Partial<Omit<SessionFacts, 'service'>> & { readonly service?: Partial<ServiceFacts> } = {}): SessionFacts => ({
  connection: 'connected',
  mode: 'operator',
  ffmpegUsable: true,
  source: 'chosen',
  orientation: 'horizontal',
  warnings: [],
  link: 'off',
  reception: null,
  show: 'off',
  attempt: 0,
  loss: null,
  encoder: 'off',
  encoderFailure: null,
  stalled: false,
  resuming: false,
  whoSends: 'nobody',
  shutOut: false,
  published: true,
  keyWork: false,
  sentMode: null,
  health: 'good',
  forced: false,
  ...change,
  service: someService(service),
})

export const sending = { link: 'open', reception: 'settled', encoder: 'running', whoSends: 'us', service: { keyState: 'ACTIVE' } } as const
export const live = { ...sending, show: 'live', service: { keyState: 'ACTIVE_LIVE', roomState: 'LIVE', keyRoomId: '1' as RoomId } } as const
export const interrupted = {
  show: 'interrupted',
  service: { keyState: 'INACTIVE_LIVE', roomState: 'LIVE_INACTIVE', keyRoomId: '1' as RoomId },
} as const
