import type { Result } from '#shared/result'

export type SandboxOptions = {
  /** Where keys, rooms and archives live; made when missing. */
  readonly dataDir: string
  readonly ffmpegPath: string
  /** 0 = any free port. */
  readonly apiPort: number
  readonly rtmpPort: number
  readonly httpPort: number
  /** What the room is called with which a new one begins. */
  readonly firstRoomTitle?: string | undefined
}

/** A running local FlipFlop Cloud. */
export type Sandbox = {
  readonly apiUrl: string
  readonly ingestUrl: string
  readonly playUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  readonly appUserId: string
  readonly memberId: string
  /** Called when it died by itself. */
  readonly onExit: (listener: (reason: string) => void) => () => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type StartSandbox = (options: SandboxOptions) => Promise<Result<Sandbox>>
