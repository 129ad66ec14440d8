import { z } from 'zod'
import type { RoomId, StreamKeyId } from '../ids.ts'
import { outputModes, roomStates, streamKeyStates } from '../states.ts'
import { appSchema } from './app.ts'
import { optional, playUrls, tolerantEnum, wireDate, wireId } from './common.ts'
import { memberSchema } from './member.ts'
import { profileSchema } from './profile.ts'

/** A member's stream key. Documents spell the ingest both `ingestUrl` and `ingestURL`; the program only knows `ingestUrl`. */
export const streamKeySchema = z
  .object({
    id: wireId<StreamKeyId>(),
    streamKeyState: tolerantEnum(streamKeyStates),
    forciblyTerminated: optional(z.boolean()),
    app: optional(appSchema),
    member: optional(memberSchema),
    videoRoom: optional(
      z.object({ id: wireId<RoomId>(), videoRoomState: optional(tolerantEnum(roomStates)), type: optional(z.string()), title: optional(z.string()) }),
    ),
    ingestUrl: optional(z.string()),
    ingestURL: optional(z.string()),
    streamKey: z.string().min(1),
    mode: optional(tolerantEnum(outputModes)),
    ...playUrls,
    profile: optional(profileSchema),
    error: optional(z.object({ code: optional(z.string()), message: optional(z.string()), occurredAt: optional(wireDate) })),
    createdAt: optional(wireDate),
    lastModifiedAt: optional(wireDate),
  })
  .transform(({ ingestURL, ingestUrl, ...key }, context) => {
    const url = ingestUrl ?? ingestURL
    if (url === undefined) {
      context.addIssue({ code: 'custom', message: 'neither ingestUrl nor ingestURL is present' })
      return z.NEVER
    }
    return { ...key, ingestUrl: url }
  })

export type StreamKey = z.output<typeof streamKeySchema>
