import { type Failure, type FailureCode, failure } from '#shared/failure'
import type { ProcessExit } from '../../processes/spawn-owned.ts'

/** What is known of a sender that ended by itself. */
export type SenderEnd = {
  readonly exit: ProcessExit
  /** The newest lines of stderr, redacted. */
  readonly stderr: string
  /** How long media had been leaving; null when it never did. */
  readonly publishedForMs: number | null
}

/**
 * A server that refuses a publisher often says nothing and closes (nginx-rtmp, node-media-server); the first tags have
 * left by then. Closed this early counts as refused.
 */
const refusalMs = 1500

const patterns: readonly (readonly [RegExp, FailureCode])[] = [
  [/Failed to resolve hostname/i, 'ingest-host-unknown'],
  [/Server error: |NetStream\.Publish\.|NetConnection\.Connect\.Rejected/i, 'ingest-rejected'],
  // nobody took the connection, as where a firewall swallows it: no answer that is late
  [/Connection to tcp:\S+ failed: .*timed out/i, 'ingest-unreachable'],
  [/Connection refused|No route to host|Network is unreachable|Host is (down|unreachable)/i, 'ingest-unreachable'],
  [/timed out/i, 'ingest-timeout'],
  // before the handshake is over the server has not seen the key, so this is no refusal of it
  [/Cannot read RTMP handshake response/i, 'ingest-reset'],
]
const closed = /Broken pipe|Connection reset|End of file|Connection aborted|Input\/output error/i

/** Says what happened, from what ffmpeg said last. Detection only; what to do about it is decided elsewhere. */
export const readSenderFault = ({ exit, stderr, publishedForMs }: SenderEnd): Failure => {
  const more = { detail: lastWords(stderr) }
  if (exit.kind === 'not-started') {
    const code = exit.errorCode === 'ENOENT' ? 'ffmpeg-missing' : exit.errorCode === 'EACCES' ? 'ffmpeg-not-executable' : 'sender-failed'
    return failure(code, { detail: exit.errorCode })
  }
  if (exit.signal !== null) return failure('sender-failed', { detail: `ended by ${exit.signal}` })
  const known = patterns.find(([pattern]) => pattern.test(stderr))
  if (known !== undefined) return failure(known[1], more)
  if (closed.test(stderr)) return failure((publishedForMs ?? 0) < refusalMs ? 'ingest-rejected' : 'ingest-reset', more)
  return failure('sender-failed', stderr === '' ? { detail: `exit code ${exit.code}` } : more)
}

/** What a probe as short as ours always makes ffmpeg say. */
const chatter = /not enough frames to estimate rate|Could not find codec parameters|Consider increasing the value/

const lastWords = (stderr: string) =>
  stderr
    .split('\n')
    .filter((line) => !chatter.test(line))
    .slice(-3)
    .join(' | ')
