import { expect, test } from 'vitest'
import { startLive } from '../../fakes/start-core.ts'

test('a broadcast that nobody can see or hear is not called good', async () => {
  const on = await startLive()
  const verdict = () => on.session().verdict
  expect(verdict()).toEqual({ level: 'good', code: 'live-good' })
  on.pipeline.emitCapture({ warnings: ['black', 'silent'] })
  await on.until('black is told', ({ session }) => session.verdict.code === 'picture-black')
  expect(verdict().level).toBe('warn')
  on.pipeline.emitCapture({ warnings: ['silent'] })
  await on.until('silence is told', ({ session }) => session.verdict.code === 'sound-silent')
  expect(verdict().level).toBe('warn')
  on.pipeline.emitCapture({ warnings: [] })
  await on.until('all is well', ({ session }) => session.verdict.code === 'live-good')
})
