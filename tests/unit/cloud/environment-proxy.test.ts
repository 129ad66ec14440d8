import { describe, expect, it } from 'vitest'
import { proxyFromEnvironment } from '../../../electron/cloud/environment-proxy.ts'
import { isLoopback } from '../../../electron/cloud/loopback.ts'
import { readProxyAnswer, systemProxy } from '../../../electron/cloud/system-proxy.ts'

const proxy = (environment: Record<string, string>, url: string) => proxyFromEnvironment(environment)(new URL(url))

describe('proxies of the environment', () => {
  it.each([
    [{ HTTPS_PROXY: 'http://p:3128' }, 'https://api.example', 'http://p:3128/'],
    [{ https_proxy: 'http://low:1', HTTPS_PROXY: 'http://high:2' }, 'https://api.example', 'http://low:1/'],
    [{ HTTP_PROXY: 'p:3128' }, 'http://api.example', 'http://p:3128/'],
    [{ HTTP_PROXY: 'p:3128' }, 'https://api.example', 'http://p:3128/'],
    [{ HTTPS_PROXY: 'p:3128' }, 'http://api.example', null],
    [{ ALL_PROXY: 'http://user:secret@p:8080' }, 'https://api.example', 'http://user:secret@p:8080/'],
    [{ HTTPS_PROXY: '' }, 'https://api.example', null],
    [{ HTTPS_PROXY: 'socks5://p:1080' }, 'https://api.example', null],
    [{ HTTPS_PROXY: 'http://' }, 'https://api.example', null],
    [{}, 'https://api.example', null],
  ])('%j: %s through %s', (environment, url, expected) => expect(proxy(environment as Record<string, string>, url)).toBe(expected))

  it.each([
    ['api.example', 'https://api.example', true],
    ['api.example', 'https://eu.api.example', true],
    ['api.example', 'https://notapi.example', false],
    ['.example, other', 'https://api.example', true],
    ['*.example', 'https://API.example', true],
    ['api.example:443', 'https://api.example', true],
    ['api.example:8443', 'https://api.example', false],
    ['api.example:8443', 'https://api.example:8443', true],
    ['10.0.0.0/8', 'https://10.20.30.40', true],
    ['10.0.0.0/8', 'https://11.20.30.40', false],
    ['fd00::/8', 'https://[fd12::1]:8443', true],
    ['fd12::1', 'https://[fd12::1]', true],
    ['10.0.0.0/99,x/8', 'https://10.0.0.1', false],
    ['*', 'https://anything.example', true],
  ])('NO_PROXY %s excepts %s: %s', (list, url, direct) => {
    expect(proxy({ HTTPS_PROXY: 'http://p:1', NO_PROXY: list }, url)).toBe(direct ? null : 'http://p:1/')
  })
})

describe('proxies of the system', () => {
  it.each([
    ['DIRECT', null],
    ['PROXY p:3128; DIRECT', 'http://p:3128'],
    ['HTTPS p:443', 'https://p:443'],
    ['SOCKS5 s:1080; PROXY p:3128', 'http://p:3128'],
    ['SOCKS5 s:1080', null],
    ['', null],
  ])('%s means %s', (answer, expected) => expect(readProxyAnswer(answer)).toBe(expected))

  it('asks the system only where the environment names none, and goes directly where the system does not say', async () => {
    const asked: string[] = []
    const ask = async (url: string) => {
      asked.push(url)
      if (url.includes('broken')) throw new Error('no answer')
      return 'PROXY system:1'
    }
    const url = new URL('https://api.example/v2')
    expect(await systemProxy({ HTTPS_PROXY: 'http://env:2' }, ask)(url)).toBe('http://env:2/')
    expect(await systemProxy({ HTTPS_PROXY: '' }, ask)(url)).toBe('http://system:1')
    expect(await systemProxy({}, ask)(new URL('https://broken.example'))).toBeNull()
    expect(asked).toEqual(['https://api.example/v2', 'https://broken.example/'])
  })
})

it.each([
  ['http://localhost:3000', true],
  ['http://a.localhost', true],
  ['http://127.8.0.1', true],
  ['http://[::1]:1', true],
  ['http://127.0.0.1.example', false],
  ['http://localhost.example', false],
  ['http://192.168.0.1', false],
])('%s is this computer: %s', (url, expected) => expect(isLoopback(new URL(url))).toBe(expected))
