/** Viewers are in the room, whether a stream arrives or not. */
export const isOnAirRoom = (state: string | null): boolean => state === 'LIVE' || state === 'LIVE_INACTIVE'
