import { z } from 'zod'
import { wireId } from '#shared/wire/common'
import { parseJson } from './parse-json.ts'

/** What an event is about. It only says where to look: the answer to a question is the truth. */
export type CloudHint = { readonly about: 'stream-key' | 'room'; readonly id: string }

/**
 * `CHANGE_DATA_CAPTURE` of the documents, read tolerantly: the envelope's other members do not matter, `customData` may be
 * text that holds JSON, and chat or anything unknown is no hint.
 */
const signal = z.object({ customType: z.literal('CHANGE_DATA_CAPTURE'), customData: z.unknown() })
const about = z.discriminatedUnion('type', [
  z.object({ type: z.literal('STREAM_KEY'), streamKeyId: wireId() }),
  z.object({ type: z.literal('VIDEO_ROOM'), videoRoomId: wireId() }),
])

/** The hint in an event's data; null where there is none. */
export function readHint(data: string): CloudHint | null {
  const envelope = signal.safeParse(readJson(data))
  if (!envelope.success) return null
  const { customData } = envelope.data
  const found = about.safeParse(typeof customData === 'string' ? readJson(customData) : customData)
  if (!found.success) return null
  return found.data.type === 'STREAM_KEY' ? { about: 'stream-key', id: found.data.streamKeyId } : { about: 'room', id: found.data.videoRoomId }
}

/** The id to go on from where the stream itself gives none [inferred: the documents name `messageId`, and `Last-Event-ID` as a query parameter]. */
export function readMessageId(data: string): string | null {
  const envelope = z.object({ messageId: wireId() }).safeParse(readJson(data))
  return envelope.success ? envelope.data.messageId : null
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
