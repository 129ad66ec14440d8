import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { pauseBeforeReload, reloadAfterCrash } from '../../../electron/app/reload-after-crash.ts'

test('a page that goes on crashing is loaded again more slowly, until it has been well for a while', () => {
  expect(pauseBeforeReload([1000])).toBe(0)
  expect(pauseBeforeReload([1000, 2000, 3000])).toBe(0)
  expect(pauseBeforeReload([1000, 2000, 3000, 4000])).toBe(10_000)
  expect(pauseBeforeReload([1000, 2000, 3000, 90_000])).toBe(0)
})

test('it is loaded again after each crash, not after an end in order, and not once the window is closed', () => {
  const contents = Object.assign(new EventEmitter(), {
    reloads: 0,
    gone: false,
    reload: () => {
      contents.reloads += 1
    },
    isDestroyed: () => contents.gone,
  })
  const later: (() => void)[] = []
  reloadAfterCrash(
    contents as never,
    { error: () => {} },
    () => 0,
    (_ms, act) => void later.push(act),
  )
  const crash = (reason: string) => contents.emit('render-process-gone', {}, { reason, exitCode: 5 })
  for (const reason of ['crashed', 'oom', 'killed', 'clean-exit']) crash(reason)
  expect([contents.reloads, later.length]).toEqual([3, 0])
  crash('crashed')
  contents.gone = true
  later[0]?.()
  expect(contents.reloads).toBe(3)
})
