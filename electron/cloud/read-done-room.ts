import { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import { roomSchema, type VideoRoom } from '#shared/wire/room'
import type { CloudRefusal } from './map-error.ts'

/** An answer whose body is not documented. */
export const anyAnswer = z.unknown()

/** Done is done: where the answer to a change is not the room, the room is read. */
export function readDoneRoom(answer: Result<unknown, CloudRefusal>, read: () => Promise<Result<VideoRoom>>): Promise<Result<VideoRoom>> {
  if (!answer.ok) return Promise.resolve(err(answer.failure.failure))
  const parsed = roomSchema.safeParse(answer.value)
  return parsed.success ? Promise.resolve(ok(parsed.data)) : read()
}
