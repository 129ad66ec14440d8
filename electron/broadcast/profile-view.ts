import type { Orientation, ProfileView } from '#shared/contract'
import type { Profile } from '#shared/wire/profile'

/** No field carries the orientation: the shape of all pictures that the profile makes does. Null where they do not agree, or are square. */
export function orientationOf({ profile }: Profile): Orientation | null {
  const streams = profile?.videoStreams ?? []
  if (streams.length === 0) return null
  if (streams.every(({ width, height }) => width > height)) return 'horizontal'
  return streams.every(({ width, height }) => height > width) ? 'vertical' : null
}

export const profileView = (profile: Profile): ProfileView => ({
  id: profile.id,
  name: profile.name ?? profile.id,
  orientation: orientationOf(profile),
})
