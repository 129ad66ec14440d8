import type { AccessMode } from '#shared/capabilities'
import type { Orientation, PictureWarning, Snapshot } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { OutputMode } from '#shared/states'
import type { ServiceFacts } from './service-facts.ts'

/** Our own connection to the ingest. `failed`: given up, a person has to start again. */
export type LinkState = 'off' | 'checking' | 'opening' | 'open' | 'retrying' | 'closing' | 'failed'

/** How far the service has come with what we send, while the connection is open. */
export type Reception = 'waiting' | 'slow-to-see' | 'not-seen' | 'converting' | 'slow-to-convert' | 'not-converting' | 'settled'

/** The broadcast in the room that is followed. */
export type ShowState = 'off' | 'going-live' | 'live' | 'interrupted' | 'ending' | 'ending-stuck' | 'force-ending' | 'archiving' | 'done' | 'failed'

export type EncoderState = Snapshot['session']['witnesses']['encoder']
export type Health = 'good' | 'network-slow' | 'encoder-slow'

/** What the rest of the program knows and the session has to respect. */
export type Surroundings = {
  readonly connection: Snapshot['connection']['state']
  /** As whom the open connection asks; null while none is open. */
  readonly mode: AccessMode | null
  readonly ffmpegUsable: boolean
  /** What the scene in force needs. `none`: no screen is chosen; `missing`: chosen, but it does not exist now. */
  readonly source: 'none' | 'no-camera' | 'no-file' | 'missing' | 'chosen'
  /** Of the picture that is, or would be, encoded. */
  readonly orientation: Orientation
  /** What is wrong with the picture and the sound that are made. */
  readonly warnings: readonly PictureWarning[]
}

/** Everything that the judgements (availability, verdict, session state) are made of: plain values of one moment. */
export type SessionFacts = Surroundings & {
  readonly link: LinkState
  /** Null while the connection is not open. */
  readonly reception: Reception | null
  readonly show: ShowState
  /** How many times in a row connecting again was tried; 0 before the first loss. */
  readonly attempt: number
  /** How the connection that is being sought again was lost, or refused. */
  readonly loss: FailureCode | null
  readonly encoder: EncoderState
  /** Why the encoder is being brought back, or was given up. */
  readonly encoderFailure: FailureCode | null
  readonly stalled: boolean
  readonly service: ServiceFacts
  /** The person wants to go on with this broadcast as soon as the service lets go of the connection that it still holds. */
  readonly resuming: boolean
  readonly whoSends: Snapshot['session']['whoSends']
  /** We had been sending, and are not let in again. */
  readonly shutOut: boolean
  /** Something was sent since the person started. */
  readonly published: boolean
  /** The stream key is being reissued, or given another profile. */
  readonly keyWork: boolean
  /** What we ask the ingest to make of what we send; null while we do not send. */
  readonly sentMode: OutputMode | null
  readonly health: Health
  /** The broadcast in the followed room was ended by force. */
  readonly forced: boolean
}
