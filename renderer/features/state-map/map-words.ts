import type { TFunction } from 'i18next'
import { nameOfState } from '../session/state-names.ts'
import type { MapPlan } from './maps.ts'

/** A state of a map in plain words. */
export const nameIn = (t: TFunction, plan: MapPlan, state: string): string => nameOfState(t, plan.words, state)

/** What a state means, in one or two sentences; also of a state that this version does not know. */
export const meaningIn = (t: TFunction, plan: MapPlan, state: string): string =>
  (t as unknown as (key: string, options: { readonly defaultValue: string }) => string)(`stateMap.means.${plan.name}.${state}`, {
    defaultValue: t('stateMap.unknownState'),
  })
