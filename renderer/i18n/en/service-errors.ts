import type { ServiceErrorTexts } from '../texts.ts'

/** What FlipFlop Cloud means by each of its error codes. */
export const serviceErrors: ServiceErrorTexts = {
  CUSTOM_DATA_ITEM_COUNT_UPPER_LIMIT_EXCEEDED: 'Custom data takes 10 entries at most.',
  CUSTOM_DATA_ITEM_NAME_SIZE_UPPER_LIMIT_EXCEEDED: 'A name in the custom data is longer than 50 characters.',
  CUSTOM_DATA_ITEM_VALUE_SIZE_UPPER_LIMIT_EXCEEDED: 'A value in the custom data is longer than 50 characters.',
  CUSTOM_TYPE_SIZE_UPPER_LIMIT_EXCEEDED: 'The custom type is longer than 50 characters.',
  EMPTY_APP_CREDENTIALS: 'The request carried no API key and secret.',
  EMPTY_APP_USER_ID: 'The member needs a user ID.',
  EMPTY_VIDEO_ROOM_APP_USER_ID: 'The video room needs a member it belongs to.',
  EMPTY_VIDEO_ROOM_SCHEDULED_AT: 'The video room needs a date and time.',
  EMPTY_VIDEO_ROOM_TYPE: 'The video room needs a type.',
  INTERNAL_SERVER_ERROR: 'Something went wrong inside FlipFlop Cloud.',
  INVALID_APP_CREDENTIALS: 'The API key and secret are wrong.',
  INVALID_APP_USER_ID_FORMAT: 'A user ID takes only letters and digits.',
  INVALID_HTTP_MESSAGE_BODY: 'FlipFlop Cloud could not read what was sent.',
  MEDIA_SERVICE_INTERNAL_SERVER_ERROR: 'Something went wrong inside the media service of FlipFlop Cloud.',
  MEMBER_NOT_FOUND: 'There is no such member.',
  MEMBER_SELF_CREATE_VIDEO_ROOM_NOT_AVAILABLE_DUE_TO_APP_POLICY:
    'The people who run your FlipFlop app do not let members create video rooms. Ask them for one.',
  REQUEST_LOCKED: 'The same request is still being processed.',
  STREAM_KEY_NOT_FOUND: 'There is no such stream key.',
  STREAM_KEY_STATE_NOT_ACTIVE: 'The stream has not been converted yet: the stream key must be ACTIVE.',
  STREAM_KEY_STATE_NOT_INACTIVE: 'A stream is still arriving: the stream key must be INACTIVE.',
  STREAM_KEY_STATE_NOT_INACTIVE_LIVE: 'The stream is still arriving: the stream key must be INACTIVE_LIVE.',
  UNSUPPORTED_HTTP_METHOD: 'FlipFlop Cloud does not offer this operation.',
  VIDEO_ROOM_NOT_FOUND: 'There is no such video room.',
  VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE: 'The video room can only be ended while nothing arrives: it must be LIVE_INACTIVE.',
  VIDEO_ROOM_STATE_NOT_SCHEDULED: 'The video room was started, ended or cancelled before: it must be SCHEDULED.',
  VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP: 'The video room is not made for an RTMP broadcast.',
}
