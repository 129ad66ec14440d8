/**
 * Ids of FlipFlop Cloud are 64-bit integers on the wire; inside the program they are decimal strings,
 * branded so that a room's id cannot be handed where a member's is meant.
 */
type Id<Brand extends string> = string & { readonly __brand: Brand }

export type MemberId = Id<'member'>
export type AppUserId = Id<'app-user'>
export type RoomId = Id<'room'>
export type StreamKeyId = Id<'stream-key'>
export type VideoPostId = Id<'video-post'>
