import { describe, expect, it } from 'vitest'
import { createExposure } from '../../../electron/cloud/media/exposure.ts'

const exposure = () => createExposure(new URL('https://play.example/a.m3u8'), { allowPrivateHosts: false }, (count) => new Uint8Array(count).fill(7))
const idIn = (path: string) => /^\/media\/[\w-]{22}\/([0-9a-z]+)/.exec(path)?.[1] ?? ''

describe('createExposure', () => {
  it('forgets the address seen longest ago, never one that is still in use, in a stream without end', () => {
    const { admit, addressOf } = exposure()
    const rendition = idIn(admit(new URL('https://play.example/720p.m3u8')))
    const firstSegment = idIn(admit(new URL('https://play.example/0.ts')))
    let last = ''
    for (let count = 1; count <= 60_000; count += 1) {
      if (count % 10_000 === 0) addressOf(rendition)
      last = idIn(admit(new URL(`https://play.example/${count}.ts`)))
    }
    expect([addressOf(firstSegment), addressOf(rendition), addressOf(last), addressOf('0')]).toEqual([
      null,
      'https://play.example/720p.m3u8',
      'https://play.example/60000.ts',
      'https://play.example/a.m3u8',
    ])
  })

  it('shows the kind of file in its path and nothing else of the address', () => {
    const { admit, entryPath, handle } = exposure()
    const paths = ['/x/secret.M4S?token=1', '/secret', '/secret.toolong7', '/se.cret/', '/%2e.m3u8'].map((path) =>
      admit(new URL(path, 'https://play.example')),
    )
    expect([entryPath, ...paths]).toEqual(['0.m3u8', '1.m4s', '2', '3', '4', '5.m3u8'].map((name) => `/media/${handle}/${name}`))
  })
})
