import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { proxyFromEnvironment } from '../../../electron/cloud/environment-proxy.ts'
import { createNetworkFetch, type NetworkFetch } from '../../../electron/cloud/network-fetch.ts'
import { openCloud } from '../../../electron/cloud/open-cloud.ts'
import { readTrustedCertificates } from '../../../electron/cloud/trusted-certificates.ts'
import type { RoomId } from '../../../shared/ids.ts'
import { createHidingLogger } from '../../fakes/hiding-logger.ts'
import { roomJson } from '../../unit/cloud/wire-samples.ts'
import { type ConnectProxy, startConnectProxy } from './connect-proxy.ts'
import { serveLocally } from './local-server.ts'
import { createTestAuthority, type TestAuthority } from './test-authority.ts'

let folder: string
let authority: TestAuthority
let port: number
let closeSite: () => Promise<unknown>
const opened: (AsyncDisposable | { readonly close: () => Promise<void> })[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tally-trust-'))
  authority = createTestAuthority(folder)
  const server = createSecureServer({ key: authority.key, cert: authority.certificate }, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(roomJson))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  closeSite = () =>
    new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
})

afterAll(async () => {
  await closeSite()
  rmSync(folder, { recursive: true })
})

afterEach(async () => {
  for (const part of opened.splice(0)) await (Symbol.asyncDispose in part ? part[Symbol.asyncDispose]() : part.close())
})

type Setup = { readonly bundle?: string; readonly environment?: Readonly<Record<string, string>> }

function network({ bundle, environment = {} }: Setup): { readonly network: NetworkFetch; readonly hidden: readonly string[] } {
  const { logger, hidden } = createHidingLogger()
  const trusted = () =>
    readTrustedCertificates({ environment: {}, bundles: bundle === undefined ? [] : [join(folder, 'not-there'), bundle], ofNode: null })
  const made = createNetworkFetch({ logger, proxyFor: proxyFromEnvironment(environment), trusted })
  opened.push(made)
  return { network: made, hidden }
}

/** How reading a room ends at that address. */
async function readRoom(baseUrl: string, setup: Setup): Promise<string> {
  const { logger } = createHidingLogger()
  const credentials = { mode: 'operator', apiKey: 'key', apiSecret: 'secret' } as const
  const cloud = openCloud({ baseUrl, credentials, logger, fetch: network(setup).network.fetch })
  const room = await cloud.api.getRoom('900' as RoomId)
  return room.ok ? `room ${room.value.id}` : `${room.failure.code} ${room.failure.detail}`
}

async function proxy(refuseWith: number | null = null): Promise<ConnectProxy> {
  const started = await startConnectProxy({ port }, refuseWith)
  opened.push(started)
  return started
}

describe('certificates', () => {
  it('trusts what the system trusts, and nobody else', async () => {
    expect(await readRoom(`https://localhost:${port}`, { bundle: authority.authorityFile })).toBe('room 900')
    expect(await readRoom(`https://localhost:${port}`, {})).toBe('cloud-certificate-untrusted UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })

  it('does not take a certificate for another name', async () => {
    const { network: own } = network({ bundle: authority.authorityFile, environment: { HTTPS_PROXY: `http://127.0.0.1:${(await proxy()).port}` } })
    const { logger } = createHidingLogger()
    const cloud = openCloud({
      baseUrl: 'https://other.test',
      credentials: { mode: 'operator', apiKey: 'k', apiSecret: 'secret' },
      logger,
      fetch: own.fetch,
    })
    expect(await cloud.api.getRoom('900' as RoomId)).toMatchObject({
      ok: false,
      failure: { code: 'cloud-certificate-untrusted', detail: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    })
  })

  it('reads the first bundle there is, without what cannot be read, and leaves Node’s own way alone where nothing is added', async () => {
    const broken = join(folder, 'broken.pem')
    writeFileSync(broken, '-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n')
    const read = (bundles: readonly string[], environment = {}) => readTrustedCertificates({ environment, bundles, ofNode: null })
    expect(await read([])).toBeNull()
    expect(await read([broken, authority.authorityFile])).toBeNull()
    const trusted = await read([join(folder, 'not-there'), authority.authorityFile])
    expect(trusted?.at(-1)).toContain('BEGIN CERTIFICATE')
    expect(trusted?.length).toBeGreaterThan(100)
    // Named by the environment: before any bundle, and beside Node's own extra ones.
    expect(await read([broken], { SSL_CERT_FILE: authority.authorityFile })).toHaveLength(trusted?.length ?? 0)
    expect(await read([authority.authorityFile], { NODE_EXTRA_CA_CERTS: authority.authorityFile }), 'Node has it already').toBeNull()
  })
})

describe('proxies', () => {
  it('goes through the proxy, with its user name and password, which no log shows', async () => {
    const through = await proxy()
    const { network: own, hidden } = network({
      bundle: authority.authorityFile,
      environment: { https_proxy: `http://user:pass%20word@127.0.0.1:${through.port}` },
    })
    const answer = await own.fetch('https://api.test/v2/rooms')
    expect(await answer.json()).toMatchObject({ id: 900 })
    expect(through.asked).toEqual([{ what: 'CONNECT api.test:443', authorization: `Basic ${Buffer.from('user:pass word').toString('base64')}` }])
    expect(hidden).toContain('pass word')
  })

  it('asks for http pages without a tunnel, and this computer without a proxy', async () => {
    const through = await proxy()
    const here = await serveLocally((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"through":"nobody"}'),
    )
    opened.push(here)
    const { network: own } = network({ environment: { HTTP_PROXY: `127.0.0.1:${through.port}` } })
    expect(await (await own.fetch('http://api.test/v2?x=1')).json()).toEqual({ through: 'proxy' })
    expect(await (await own.fetch(here.url)).json()).toEqual({ through: 'nobody' })
    expect(through.asked.map(({ what }) => what)).toEqual(['GET http://api.test/v2?x=1'])
  })

  it('does not ask it for what NO_PROXY names', async () => {
    const through = await proxy()
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${through.port}`, NO_PROXY: 'api.test' }
    expect(await readRoom('https://api.test', { environment })).toMatch(/^cloud-unreachable/)
    expect(through.asked).toEqual([])
  })

  it.each([
    [407, 'cloud-proxy-refused ERR_PROXY_REFUSED_407'],
    [403, 'cloud-proxy-refused ERR_PROXY_REFUSED_403'],
    [502, 'cloud-unreachable UND_ERR_ABORTED'],
  ])('says that the proxy answers %i', async (status, said) => {
    const refusing = await proxy(status)
    expect(await readRoom('https://api.test', { environment: { HTTPS_PROXY: `http://127.0.0.1:${refusing.port}` } })).toBe(said)
  })

  it('says of a plain request too that the proxy wants to know who asks, and that nobody listens there', async () => {
    const refusing = await proxy(407)
    const environment = { HTTP_PROXY: `http://127.0.0.1:${refusing.port}`, HTTPS_PROXY: 'http://127.0.0.1:9' }
    expect(await readRoom('http://api.test', { environment })).toBe('cloud-proxy-refused ERR_PROXY_REFUSED_407')
    expect(await readRoom('https://api.test', { environment })).toBe('cloud-proxy-refused ERR_PROXY_REFUSED')
  })
})
