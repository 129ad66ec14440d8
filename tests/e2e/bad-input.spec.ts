import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type ContractClient, connectPage } from '../rig/contract-client.ts'
import { startProcess } from '../rig/started-process.ts'
import { spawnWebHost } from '../rig/web-host.ts'
import { expect, test } from './fixtures.ts'
import { everyLauncher, longOnDesktop } from './launchers.ts'

const tag = [everyLauncher, longOnDesktop]

const listen = async (answer: string) => {
  const server: Server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) }
}

const codeOf = (result: Awaited<ReturnType<ContractClient['call']>>) => (result.ok ? 'ok' : result.failure.code)

/** One sentence: it starts like one, ends like one, and is no stack trace. */
const oneSentence = /^[^\n]{15,300}[.!]\n$/

test('a connection that does not work says what is wrong, is set right, forgets its key, and finds its service again', { tag }, async ({
  tally,
  startSandbox,
}) => {
  const cloud = await startSandbox()
  const website = await listen('<!doctype html><title>Welcome to the hotel’s network</title>')
  const nobody = await listen('')
  await nobody.stop()
  const first = await tally.start()
  await first.control.seesConnected('rehearsal')

  await test.step('each mistake is named, and the right data connect afterwards', async () => {
    const { control } = first
    const wrong = [
      [{ ...cloud, apiSecret: 'not-the-secret' }, 'credentials-rejected'],
      [{ ...cloud, apiUrl: nobody.url }, 'cloud-unreachable'],
      [{ ...cloud, apiUrl: website.url }, 'cloud-not-an-api'],
    ] as const
    for (const [service, code] of wrong) {
      await control.askForConnection(service)
      await control.seesFailure(code)
      await expect(control.page.getByTestId('api-secret'), 'the secret leaves the page').toHaveValue('')
    }
    await control.connectTo(cloud)
    await control.seesConnected('custom')
    await expect(control.page.getByTestId('failure')).toHaveCount(0)
    await website.stop()
  })
  await first.stop()

  const { control } = await tally.start()
  await test.step('whose key was forgotten asks for it again, and stays one connection', async () => {
    await control.seesFailure('credentials-missing')
    await control.enterKeyAgain(cloud)
    await control.seesConnected('custom')
    await expect(control.page.getByTestId('connection-select').locator('option')).toHaveText(['Rehearsal on this computer', 'Our own cloud'])
  })

  await test.step('whose service fails says so, and is found again by itself when it recovers', async () => {
    await cloud.setFaults({ apiStatus: { '/v2/*': { status: 503 } } })
    await expect(control.tally).toHaveAttribute('data-state', 'unknown', { timeout: 40_000 })
    await cloud.clearFaults()
    await expect(control.tally).toHaveAttribute('data-state', 'off', { timeout: 30_000 })
  })
})

test('a room that does not exist, and a key that was exchanged meanwhile', { tag }, async ({ tally, startSandbox }) => {
  const cloud = await startSandbox()
  const { control, page } = await tally.start()
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await control.choosePicture('test-pattern')

  const { id, streamKey } = (await cloud.api('GET', `/v2/apps/me/members/${cloud.appUserId}/stream-key`)) as { id: number; streamKey: string }
  const { streamKey: rotated } = (await cloud.api('POST', `/v2/apps/me/stream-keys/${id}/reissue`)) as { streamKey: string }
  expect(rotated).not.toBe(streamKey)
  await control.startStreaming()
  await control.untilReady()
  await expect(page.getByTestId('failure')).toHaveCount(0)
  await control.stopStreaming()
})

test('an ffmpeg that is missing, cannot run or is too old is refused by name, and the one in use stays', async ({ startHost, dataDir }) => {
  const host = await startHost()
  const client = await connectPage(host.url)
  const fakes = join(dataDir, 'fakes')
  await mkdir(fakes)
  const fake = async (name: string, text: string, mode: number) => {
    const path = join(fakes, name)
    await writeFile(path, text)
    await chmod(path, mode)
    return path
  }
  const old =
    '#!/bin/sh\necho "ffmpeg version 2.8.17 Copyright (c) 2000-2020 the FFmpeg developers"\necho "configuration: --enable-gpl --enable-libx264"\necho "libavformat    56. 40.101 / 56. 40.101"\n'
  const cases = [
    [join(fakes, 'nothing here'), 'ffmpeg-missing'],
    [await fake('not executable', old, 0o644), 'ffmpeg-not-executable'],
    [await fake('ancient', old, 0o755), 'ffmpeg-too-old'],
  ] as const
  const { app } = await client.waitFor('snapshot', (snapshot) => snapshot.app.ffmpeg.origin !== null, 20_000)
  for (const [path, code] of cases) expect(codeOf(await client.call('program.useFfmpeg', { path }))).toBe(code)
  const after = await client.waitFor('snapshot', () => true, 20_000)
  expect(after.app.ffmpeg).toEqual(app.ffmpeg)
  await client.waitFor('snapshot', ({ connection }) => connection.state === 'connected', 20_000)
  expect(codeOf(await client.call('room.select', { roomId: '999999999' }))).toBe('room-not-found')
  client.close()
})

test('a machine without a screen says so and still broadcasts the test pattern', { tag }, async ({ tally }) => {
  const { control } = await tally.start({ display: null })
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
})

test.describe('what keeps the program from starting is said in one sentence', () => {
  test('a busy port', async ({ dataDir }) => {
    const busy = await listen('')
    const host = spawnWebHost({ dataDir, display: null, port: busy.port })
    expect(await host.exited).toBe(1)
    expect(host.stderr()).toMatch(oneSentence)
    expect(host.stderr()).toContain(String(busy.port))
    expect(host.stdout()).toBe('')
    await busy.stop()
  })

  test('a data folder that cannot be written', async ({ dataDir }) => {
    const file = join(dataDir, 'a file')
    await writeFile(file, '')
    for (const path of [join(file, 'tally'), '/proc/tally']) {
      const host = spawnWebHost({ dataDir: path, display: null })
      expect(await host.exited).toBe(1)
      expect(host.stderr()).toMatch(oneSentence)
      expect(host.stderr()).toContain(path)
    }
  })

  test('a data folder that is in use', async ({ startHost, dataDir }) => {
    const first = await startHost({ display: null })
    const second = spawnWebHost({ dataDir, display: null })
    expect(await second.exited).toBe(1)
    expect(second.stderr()).toMatch(oneSentence)
    expect(second.stderr()).toContain(dataDir)
    // The one that runs is not disturbed.
    const client = await connectPage(first.url)
    expect((await client.call('program.refreshSources', null)).ok).toBe(true)
    client.close()
  })

  test('an option that does not exist', async ({ dataDir }) => {
    const host = startProcess(process.execPath, ['out/main/web-host.js', '--data-dir', dataDir, '--no-such-option'])
    expect(await host.exited).toBe(1)
    expect(host.stderr()).toContain('--no-such-option')
    expect(host.stderr()).not.toMatch(/\n\s+at /)
  })

  test('a Node.js that is too old, by every command', async () => {
    const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.4"})'
    for (const command of ['start', 'test', 'bench', 'sandbox']) {
      const run = startProcess(process.execPath, ['--import', pretend, `scripts/${command}.mjs`])
      expect([command, await run.exited]).toEqual([command, 1])
      expect(run.stderr()).toMatch(/^[^\n]*20\.19[^\n]*18\.20\.4[^\n]*\n$/)
    }
  })
})
