import { afterAll, beforeAll, describe } from 'vitest'
import { startSandbox } from '../../../electron/sandbox/start-sandbox.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { type ConformanceTarget, conformsToTheDocuments } from './conformance.ts'

/**
 * Any other FlipFlop Cloud can be asked the same questions:
 * CONFORMANCE_URL, CONFORMANCE_API_KEY, CONFORMANCE_API_SECRET and CONFORMANCE_MEMBER (an appUserId) name it.
 */
const { CONFORMANCE_URL, CONFORMANCE_API_KEY, CONFORMANCE_API_SECRET, CONFORMANCE_MEMBER } = process.env

describe(`the API of ${CONFORMANCE_URL ?? 'the local FlipFlop Cloud'}`, () => {
  let target: ConformanceTarget
  let stop = async () => {}

  beforeAll(async () => {
    if (CONFORMANCE_URL !== undefined) {
      const [apiKey = '', apiSecret = '', appUserId = ''] = [CONFORMANCE_API_KEY, CONFORMANCE_API_SECRET, CONFORMANCE_MEMBER]
      target = { baseUrl: CONFORMANCE_URL, apiKey, apiSecret, appUserId }
      return
    }
    const dataDir = await makeTempDir('conformance')
    const sandbox = await startSandbox({ dataDir: dataDir.path, ffmpegPath: 'ffmpeg', apiPort: 0, rtmpPort: 0, httpPort: 0 })
    if (!sandbox.ok) throw new Error(JSON.stringify(sandbox.failure))
    target = { ...sandbox.value, baseUrl: sandbox.value.apiUrl }
    stop = async () => {
      await sandbox.value[Symbol.asyncDispose]()
      await dataDir.remove()
    }
  })

  afterAll(() => stop())

  conformsToTheDocuments(() => target)
})
