import type { TFunction } from 'i18next'

type Group = 'streamKeyState' | 'roomState' | 'vodState' | 'videoPostState'

/** A state of the service in plain words; one that this version does not know keeps the service's own spelling. */
export const nameOfState = (t: TFunction, group: Group, state: string): string =>
  (t as unknown as (key: string, options: { readonly defaultValue: string }) => string)(`${group}.${state}`, { defaultValue: state })
