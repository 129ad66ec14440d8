import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInThisContext } from 'node:vm'
import { answerElectron } from './answer-electron.ts'
import { type Chromium, startChromium } from './chromium.ts'
import { createDesk } from './electron/desk.ts'
import { createStandIn } from './electron/module.ts'
import type { LauncherAsk, LauncherTell } from './launcher-messages.ts'

// node launcher MAIN [options of the app], with the profile and the switches of Chromium in the environment.
const [, , mainPath = '', ...appOptions] = process.argv
const switches = JSON.parse(process.env.TALLY_STAND_IN_SWITCHES ?? '[]') as string[]
const userDataDir = process.env.TALLY_STAND_IN_PROFILE ?? ''

let chromium: Chromium | null = null
const openedChromium = (): Chromium => {
  if (chromium === null) throw new Error('Chromium has not started')
  return chromium
}
const { TALLY_STAND_IN_PLATFORM: platform, TALLY_STAND_IN_WITHOUT: without = '' } = process.env
// For what the main process asks by itself; its workers and children stay where they are.
if (platform !== undefined) Object.defineProperty(process, 'platform', { value: platform })
const { electron, app, desk } = createStandIn(openedChromium, createDesk(without.split(',')))
answerElectron(electron)
// As `electron .` has it: the runtime, the app, its options.
process.argv = [process.execPath, '.', ...appOptions]

const tell = (message: LauncherTell) => void process.send?.(message)
const told = new Promise<void>((resolve) => {
  process.on('message', (message: LauncherAsk) => {
    if (message.kind === 'go') resolve()
    else void evaluate(message)
  })
})
if (process.send === undefined) process.stderr.write('the stand-in: nobody looks on\n')

async function evaluate({ id, text, arg }: Extract<LauncherAsk, { kind: 'evaluate' }>): Promise<void> {
  try {
    const act = runInThisContext(`(${text})`) as (electron: unknown, arg: unknown, desk: unknown) => unknown
    tell({ kind: 'evaluated', id, value: await act(electron, arg, desk) })
  } catch (error) {
    tell({ kind: 'threw', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

app.end = async (code) => {
  await chromium?.close()
  process.exit(code)
}
// As in Electron, which ends in order where the system asks it to. A listener of the app's own takes its place, as there (`sigaction`).
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) app.quit()
  })
}
// Whoever started us has gone.
process.on('disconnect', () => app.exit(1))

await import(pathToFileURL(resolve(mainPath)).href)
// The app has gone already, as a second one does.
if (app.hasLeft()) await new Promise(() => {})
chromium = await startChromium({ userDataDir, switches, env: process.env })
tell({ kind: 'chromium', endpoint: chromium.endpoint })
await told
// “`ready`: emitted once, when Electron has finished initializing”; never before the entry was evaluated, which is why it may not wait for it (Electron, ES Modules, “Main process”).
app.becomeReady()
