import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { ok } from '#shared/result'
import { createWorkingEncoder } from '../../../electron/pipeline/encoder/working-encoder.ts'
import type { FfmpegBinary } from '../../../electron/pipeline/ffmpeg/ffmpeg-in-use.ts'
import type { PipelineEvent } from '../../../electron/pipeline/port.ts'
import { someProgram } from '../../fakes/some-program.ts'

const program = { ...someProgram, encoder: 'nvenc' } as const
const died = failure('encoder-failed', { detail: 'ended by SIGKILL' })

const start = async () => {
  const told: PipelineEvent[] = []
  const doubted: string[] = []
  const working = createWorkingEncoder({
    ffmpeg: { binary: async () => ok({ path: '/ffmpeg' } as FfmpegBinary) },
    trials: { try: async () => null, list: async () => [], doubt: (_, encoder) => doubted.push(encoder) },
    onEvent: (event) => told.push(event),
  })
  expect(await working.settle(program)).toEqual(program)
  return { working, told, doubted }
}

test('a chip that dies twice on air within a minute gives way to x264, and that is told', async () => {
  const { working, told, doubted } = await start()
  working.died(died, 1000)
  expect([working.standIn(program).encoder, told]).toEqual(['nvenc', []])
  working.died(died, 2000)
  expect(working.standIn(program).encoder).toBe('x264')
  expect(doubted).toEqual(['nvenc'])
  const why = { code: 'encoder-unavailable', params: { encoder: 'nvenc' }, detail: 'died twice on air: ended by SIGKILL' }
  expect(told).toMatchObject([{ type: 'encoder-choice', state: 'replaced', encoder: 'nvenc', failure: why }])
  // whatever is changed on air meanwhile, it is not tried again
  expect((await working.settle({ ...program, videoKbps: 900 }))?.encoder).toBe('x264')
  working.died(died, 3000)
  expect(told).toHaveLength(1)
})

test('it is tried again after a stop, and where another encoder was chosen in between', async () => {
  for (const between of ['stop', 'x264'] as const) {
    const { working } = await start()
    working.died(died, 1000)
    working.died(died, 2000)
    if (between === 'stop') working.stopped()
    else expect(working.settle({ ...program, encoder: 'x264' })).toBeNull()
    expect((await working.settle(program))?.encoder).toBe('nvenc')
    expect(working.standIn(program).encoder).toBe('nvenc')
  }
})

test('a chip is not blamed for deaths that lie far apart, nor for a screen that has gone', async () => {
  const { working, told } = await start()
  working.died(died, 1000)
  working.died(failure('screen-unavailable'), 2000)
  working.died(died, 62_000)
  expect([working.standIn(program).encoder, told]).toEqual(['nvenc', []])
})
