import type { ComponentProps } from 'react'
import { Choice } from '../../ui/choice.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SettingRow } from './setting-row.tsx'

type Hinted<P> = Omit<P, 'hideLabel'> & { readonly hint: string }

/** A setting of a few values that all stand there; its name is said beside them. */
export const SegmentedSetting = <V extends string>({ hint, ...control }: Hinted<ComponentProps<typeof Segmented<V>>>) => (
  <SettingRow name={control.label} hint={hint}>
    <Segmented hideLabel {...control} />
  </SettingRow>
)

/** A setting that is chosen from a list. */
export const ListedSetting = ({ hint, ...control }: Hinted<ComponentProps<typeof Choice>>) => (
  <SettingRow name={control.label} hint={hint}>
    <Choice hideLabel {...control} />
  </SettingRow>
)

/** What a control gave back as text, as one of the values that it was made of. */
export const chosenOf = <V extends string | number>(values: readonly V[], text: string): V | undefined =>
  values.find((value) => String(value) === text)
