import { readFile, rename } from 'node:fs/promises'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Clock } from '../clock.ts'
import { writeFileAtomically } from '../files/write-file-atomically.ts'
import type { Logger } from '../logging/port.ts'
import { defaultSettings, type ParsedSettings, parseSettings, settingsVersion } from './parse-settings.ts'
import { type SettingsStore, settingsSchema } from './port.ts'

export type SettingsStoreOptions = {
  /** `settings.json`; `settings.json.last` beside it holds the good one before it. */
  readonly path: string
  readonly logger: Logger
  readonly clock: Clock
}

/**
 * Opens the settings. A broken file is set aside as `settings.json.broken-<time>` and the last good one used instead;
 * a file of a newer version is read as far as it is understood and never touched (`settings-newer`).
 * Changes always count for this run, also where they cannot be written; then `update` answers with the reason.
 */
export async function openSettings({ path, logger, clock }: SettingsStoreOptions): Promise<SettingsStore> {
  const lastPath = `${path}.last`
  const read = await readSettings(path)
  let settings = read.kind === 'good' || read.kind === 'newer' ? read.settings : defaultSettings
  /** The newest good text on disk; null where there is none. */
  let onDisk = read.kind === 'good' ? read.text : null
  /** Why this run must never write the file; what could not be understood or read would be lost. */
  const untouchable = reasonToLeaveAlone(path, read)
  let problem = untouchable
  if (untouchable !== null) logger.warn('The settings file is left alone; changes hold for this run only', { ...untouchable })

  const save = async (): Promise<Result<void>> => {
    if (untouchable !== null) return err(untouchable)
    try {
      const text = `${JSON.stringify(settings, null, 2)}\n`
      if (text !== onDisk) {
        if (onDisk !== null) await writeFileAtomically(lastPath, onDisk)
        await writeFileAtomically(path, text)
        onDisk = text
      }
      problem = null
      return ok(undefined)
    } catch (error) {
      problem = failure('data-dir-read-only', { params: { path }, detail: (error as Error).message })
      logger.warn('The settings cannot be written', { ...problem })
      return err(problem)
    }
  }

  if (read.kind === 'broken') {
    const aside = `${path}.broken-${new Date(clock.wallMs()).toISOString().replace(/[:.]/g, '-')}`
    const last = await readSettings(lastPath)
    if (last.kind === 'good') settings = last.settings
    const used = last.kind === 'good' ? 'the last good ones' : 'the defaults'
    logger.warn(`The settings are broken; they are kept aside and ${used} are used`, { aside, why: read.why })
    await rename(path, aside).then(save, (error: Error) => logger.warn('The broken settings could not be kept aside', { error }))
  }

  let saving: Promise<unknown> = Promise.resolve()
  return {
    current: () => settings,
    readOnlyReason: () => (problem === null ? null : err(problem)),
    update: (change) => {
      settings = settingsSchema.parse({ ...settings, ...change })
      const saved = saving.then(save)
      saving = saved
      return saved
    },
  }
}

function reasonToLeaveAlone(path: string, read: ReadSettings): Failure | null {
  if (read.kind === 'newer') return failure('settings-newer', { params: { path, version: read.version, known: settingsVersion } })
  if (read.kind === 'unreadable') return failure('data-dir-read-only', { params: { path }, detail: read.why })
  return null
}

type ReadSettings = (ParsedSettings & { readonly text: string }) | { readonly kind: 'absent' } | { readonly kind: 'unreadable'; readonly why: string }

async function readSettings(path: string): Promise<ReadSettings> {
  try {
    const text = await readFile(path, 'utf8')
    return { ...parseSettings(text), text }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' }
    return { kind: 'unreadable', why: (error as Error).message }
  }
}
