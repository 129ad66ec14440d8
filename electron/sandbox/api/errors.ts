import type { Answer } from './route.ts'

/**
 * The errors of the API by their code, each with its status and a message.
 * Codes marked "own" are not in the documents of FlipFlop Cloud: they follow the pattern of the others.
 */
const errors = {
  INVALID_HTTP_MESSAGE_BODY: [400, 'The body of the request cannot be read.'],
  UNSUPPORTED_HTTP_METHOD: [400, 'The path exists, but not for this method.'],
  REQUEST_LOCKED: [400, 'The same request is still being processed.'],
  EMPTY_APP_CREDENTIALS: [401, 'The credentials of the app are missing.'],
  INVALID_APP_CREDENTIALS: [401, 'The credentials of the app are wrong.'],
  /** own: the documents name no codes for member access. */
  EMPTY_MEMBER_CREDENTIALS: [401, 'The access token of the member is missing.'],
  /** own: unknown, expired, revoked, or of a member who is gone. */
  INVALID_MEMBER_ACCESS_TOKEN: [401, 'The access token of the member is wrong or has expired.'],
  /** own */
  GUEST_NOT_ALLOWED: [403, 'Guests watch; everything else takes a member.'],
  INTERNAL_SERVER_ERROR: [500, 'Something went wrong on the server.'],
  EMPTY_APP_USER_ID: [400, 'appUserId is missing.'],
  INVALID_APP_USER_ID_FORMAT: [400, 'appUserId takes letters and digits.'],
  CUSTOM_TYPE_SIZE_UPPER_LIMIT_EXCEEDED: [400, 'customType takes 50 characters at most.'],
  CUSTOM_DATA_ITEM_COUNT_UPPER_LIMIT_EXCEEDED: [400, 'customData takes 10 items at most.'],
  CUSTOM_DATA_ITEM_NAME_SIZE_UPPER_LIMIT_EXCEEDED: [400, 'A name in customData takes 50 characters at most.'],
  CUSTOM_DATA_ITEM_VALUE_SIZE_UPPER_LIMIT_EXCEEDED: [400, 'A value in customData takes 50 characters at most.'],
  MEMBER_NOT_FOUND: [404, 'There is no such member.'],
  STREAM_KEY_NOT_FOUND: [404, 'There is no such stream key.'],
  STREAM_KEY_STATE_NOT_INACTIVE: [400, 'The stream key is not INACTIVE.'],
  STREAM_KEY_STATE_NOT_ACTIVE: [400, 'The stream key is not ACTIVE.'],
  STREAM_KEY_STATE_NOT_INACTIVE_LIVE: [400, 'The stream key is not INACTIVE_LIVE.'],
  /** own */
  TRANSCODING_PROFILE_NOT_FOUND: [404, 'There is no such transcoding profile.'],
  /** own */
  TRANSCODING_PROFILE_TYPE_NOT_BROADCAST_RTMP: [400, 'The transcoding profile is not one for broadcasts.'],
  VIDEO_ROOM_NOT_FOUND: [404, 'There is no such video room.'],
  EMPTY_VIDEO_ROOM_APP_USER_ID: [400, 'appUserId is missing.'],
  EMPTY_VIDEO_ROOM_TYPE: [400, 'type is missing.'],
  EMPTY_VIDEO_ROOM_SCHEDULED_AT: [400, 'scheduledAt is missing.'],
  VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP: [400, 'The video room is not of type BROADCAST_RTMP.'],
  VIDEO_ROOM_STATE_NOT_SCHEDULED: [400, 'The video room is not SCHEDULED.'],
  VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE: [400, 'The video room is not LIVE_INACTIVE.'],
  MEMBER_SELF_CREATE_VIDEO_ROOM_NOT_AVAILABLE_DUE_TO_APP_POLICY: [400, 'The app does not let its members create video rooms.'],
  /** own: all levels but PUBLIC are "temporarily not available". */
  VIDEO_ROOM_ACCESS_LEVEL_NOT_AVAILABLE: [400, 'accessLevel takes PUBLIC only; the others are temporarily not available.'],
  /** own */
  VIDEO_ROOM_STATE_LIVE: [400, 'The video room is on air.'],
  VIDEO_POST_NOT_FOUND: [404, 'There is no such video post.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type ErrorCode = keyof typeof errors

export const statusOf = (code: ErrorCode): number => errors[code][0]

export const refuse = (code: ErrorCode): Answer => {
  const [status, errorMessage] = errors[code]
  return { status, body: { errorCode: code, errorMessage } }
}

/** An unknown path has no `errorCode`: that is how a client tells it from an unknown room. */
export const unknownRoute = (path: string): Answer => ({ status: 404, body: { status: 404, error: 'Not Found', path } })
