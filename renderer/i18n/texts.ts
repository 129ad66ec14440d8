import type { ActionName, ReasonCode, SessionState, TimelineCode } from '#shared/contract'
import type { Environment } from '#shared/environment'
import type { FailureCode } from '#shared/failure'
import type { ServiceErrorCode } from '#shared/service-errors'
import type { RoomState, StreamKeyState, VideoPostState, VodState } from '#shared/states'
import type { SpokenWords } from '#shared/words/spoken-words'
import type { NextStep } from '../features/session/next-step.ts'

/** A failure in three sentences: what happened, what it means for the broadcast, what to do now. */
export type FailureText = { readonly what: string; readonly means: string; readonly todo: string }
export type FailureTexts = Readonly<Record<FailureCode, FailureText>>

export type ServiceErrorTexts = Readonly<Record<ServiceErrorCode, string>>

/** Every code that the core can hand to the page, each with its sentence. A missing one does not compile. */
export type CodeTexts = SpokenWords & {
  readonly reason: Readonly<Record<ReasonCode, string>>
  readonly timeline: Readonly<Record<TimelineCode, string>>
  readonly next: Readonly<Record<NextStep, string>>
  readonly action: Readonly<Record<Extract<ActionName, 'streamStart' | 'streamStop' | 'reconnectNow' | 'goLive' | 'endLive' | 'forceEnd'>, string>>
  readonly environment: Readonly<Record<Environment, string>>
  readonly session: Readonly<Record<SessionState, string>>
  readonly streamKeyState: Readonly<Record<StreamKeyState, string>>
  readonly roomState: Readonly<Record<RoomState, string>>
  readonly vodState: Readonly<Record<VodState, string>>
  readonly videoPostState: Readonly<Record<VideoPostState, string>>
}

/** The same keys in another language. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> }
