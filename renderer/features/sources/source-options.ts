import type { TFunction } from 'i18next'
import type { Snapshot } from '#shared/contract'
import type { ChoiceOption } from '../../ui/choice.tsx'
import { isScreen, isWindow, labelOf, nameOfSource } from './source-names.ts'

type Program = Snapshot['program']

/** Screens, windows, the test picture, and nothing. */
export function screenOptions(program: Program, t: TFunction): readonly ChoiceOption[] {
  const { sources, sourceId } = program
  const optionOf = (source: Program['sources'][number], group?: string): ChoiceOption => ({
    value: source.id,
    label: labelOf(source, sources, t),
    ...(group === undefined ? {} : { group }),
  })
  const windows = sources.filter(isWindow)
  const grouped = windows.length > 0
  const rest = sources.filter((source) => !isScreen(source) && !isWindow(source))
  return withChosen(
    [
      { value: 'none', label: t('program.noSource') },
      ...sources.filter(isScreen).map((source) => optionOf(source, grouped ? t('program.groups.screens') : undefined)),
      ...windows.map((source) => optionOf(source, t('program.groups.windows'))),
      ...rest.map((source) => optionOf(source)),
    ],
    sourceId,
    program,
    t,
  )
}

export function cameraOptions(program: Program, t: TFunction): readonly ChoiceOption[] {
  const cameras = program.cameras.map((source) => ({ value: source.id, label: labelOf(source, program.sources, t) }))
  return withChosen([{ value: 'none', label: t('program.noCamera') }, ...cameras], program.cameraId, program, t)
}

/** Everything that can be heard. Choosing one makes it the only sound. */
export function soundOptions(program: Program, t: TFunction): readonly ChoiceOption[] {
  const { channels } = program
  const offered = withChosen(
    [
      ...program.microphones.map((source) => ({ value: source.id, label: labelOf(source, program.sources, t) })),
      { value: 'tone', label: t('program.sounds.tone') },
      { value: 'silence', label: t('program.sounds.silence') },
    ],
    soundValue(program),
    program,
    t,
  )
  if (channels.length < 2) return offered
  return offered.map((option) =>
    option.value === channels[0]?.sourceId ? { ...option, label: t('program.andMore', { name: option.label, more: channels.length - 1 }) } : option,
  )
}

/** The first sound, or that there is none. */
export const soundValue = ({ channels }: Pick<Program, 'channels'>): string => channels[0]?.sourceId ?? 'silence'

/** What could be heard as well. */
export function furtherSounds(program: Program, t: TFunction): readonly ChoiceOption[] {
  const heard = new Set(program.channels.map(({ sourceId }) => sourceId))
  return [...program.microphones.map(({ id }) => id), 'tone']
    .filter((id) => !heard.has(id))
    .map((id) => ({ value: id, label: nameOfSource(id, program, t) }))
}

/** What is chosen stays in the list when it is not there any more. */
function withChosen(options: readonly ChoiceOption[], chosen: string, program: Program, t: TFunction): readonly ChoiceOption[] {
  if (options.some(({ value }) => value === chosen)) return options
  return [{ value: chosen, label: nameOfSource(chosen, program, t), disabled: true }, ...options]
}
