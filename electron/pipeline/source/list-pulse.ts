import type { SoundInput } from './capture-input.ts'
import type { Listed } from './listed.ts'
import { type PulseSource, parseDefaultSink, parsePactlSources } from './parse-pactl.ts'
import { type QueryDeps, runQuery } from './run-query.ts'

/** The sound that this computer plays has this id on every system where it can be had. */
export const systemSoundId = 'system'

/** PulseAudio, or PipeWire in its place: microphones, and what the default output plays. Null: there is no pactl, or it reaches no sound server. */
export const listPulse = async (deps: QueryDeps): Promise<readonly Listed<SoundInput>[] | null> => {
  const inC = { ...deps, env: { ...deps.env, LC_ALL: 'C' } }
  const [sources, info] = await Promise.all([
    runQuery('sound list', 'pactl', ['list', 'sources'], inC),
    runQuery('default sound', 'pactl', ['info'], inC),
  ])
  if (sources?.code !== 0) return null
  return namePulseSources(parsePactlSources(sources.stdout), info?.code === 0 ? parseDefaultSink(info.stdout) : null)
}

/** Monitors of outputs are no microphones; that of the default output is the sound of this computer. */
export const namePulseSources = (sources: readonly PulseSource[], defaultSink: string | null): readonly Listed<SoundInput>[] => {
  const system = defaultSink === null ? undefined : sources.find(({ monitorOf }) => monitorOf === defaultSink)
  const microphones = sources.filter(({ monitorOf }) => monitorOf === null)
  return [
    ...microphones.map(({ name, label }): Listed<SoundInput> => ({ id: `mic:${name}`, label, input: { kind: 'pulse', name } })),
    ...(system === undefined
      ? []
      : [{ id: systemSoundId, label: 'Sound of this computer', input: { kind: 'pulse', name: system.name } } satisfies Listed<SoundInput>]),
  ]
}
