import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type FileJob, runFileJob } from '../../../electron/pipeline/ffmpeg/file-job.ts'
import { descendantsOf } from '../../rig/process-tree.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'

test.skipIf(process.platform === 'win32')('a job that does not end is ended, and nothing of it is left', async () => {
  const dir = await makeTempDir('job')
  const ffmpegPath = join(dir.path, 'ffmpeg')
  await writeFile(ffmpegPath, '#!/bin/sh\nexec sleep 60\n')
  await chmod(ffmpegPath, 0o755)
  const owned: string[] = []
  const keeper: FileJob['keeper'] = {
    adopt: (_pid, what) => {
      owned.push(what)
      return () => void owned.pop()
    },
    [Symbol.dispose]: () => {},
  }
  const ofJob = async () => (await descendantsOf(process.pid)).filter(({ args }) => args.includes('60'))
  const job = { what: 'a job', ffmpegPath, input: 'file:/nowhere', inputOptions: [], outputOptions: ['-f', 'null'], output: '-', keeper }
  const end = runFileJob({ ...job, deadlineMs: 1000 })
  await until('it runs and has an owner', async () => owned.length === 1 && (await ofJob()).length === 1)
  expect(await end).toEqual({ kind: 'late' })
  await until('it is gone', async () => (await ofJob()).length === 0)
  expect(owned).toEqual([])
  await dir.remove()
})

test('a program that cannot be started is a failure, not a crash', async () => {
  const keeper: FileJob['keeper'] = { adopt: () => () => {}, [Symbol.dispose]: () => {} }
  const job = { what: 'a job', input: 'file:/nowhere', inputOptions: [], outputOptions: ['-f', 'null'], output: '-', deadlineMs: 5000, keeper }
  expect(await runFileJob({ ...job, ffmpegPath: '/nowhere/ffmpeg' })).toMatchObject({ kind: 'failed' })
})
