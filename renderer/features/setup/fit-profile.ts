import type { Orientation, ProfileView } from '#shared/contract'

/** What can be done about the stream key’s profile, so that it fits the picture. */
export type ProfileFit =
  | { readonly kind: 'not-asked' }
  /** The FlipFlop app has no profile of this shape. */
  | { readonly kind: 'none' }
  | { readonly kind: 'profile'; readonly profile: ProfileView }

/** The first profile of the picture’s shape; the service lists its own before those of the app. */
export function fitProfile(profiles: readonly ProfileView[] | null, orientation: Orientation): ProfileFit {
  if (profiles === null) return { kind: 'not-asked' }
  const profile = profiles.find((candidate) => candidate.orientation === orientation)
  return profile === undefined ? { kind: 'none' } : { kind: 'profile', profile }
}
