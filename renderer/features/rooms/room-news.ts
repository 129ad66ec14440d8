import type { Snapshot } from '#shared/contract'

/** What a list of rooms may show that was changed elsewhere, as one text: another text means that it is time to ask again. */
export const roomNews = ({ rooms, roomGone, session }: Pick<Snapshot, 'rooms' | 'roomGone' | 'session'>): string =>
  JSON.stringify([roomGone, [...rooms, ...(session.room === null ? [] : [session.room])].map(({ id, state, title }) => [id, state, title])])
