import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packIcns, packIco } from '../../../scripts/pack-icons.mjs'

const linux = [16, 24, 32, 48, 64, 128, 256, 512]
const pictures = new Map([...linux, 1024].map((size) => [size, Buffer.from(`picture of ${size}`)]))

/** Every entry by its own offset and length, as a reader finds it. */
const readIco = (ico: Buffer) =>
  Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const offset = ico.readUInt32LE(at + 12)
    return [ico.readUInt8(at) || 256, ico.subarray(offset, offset + ico.readUInt32LE(at + 8))] as const
  })

function readIcns(icns: Buffer) {
  const entries: [string, Buffer][] = []
  for (let at = 8; at < icns.readUInt32BE(4); at += icns.readUInt32BE(at + 4))
    entries.push([icns.toString('latin1', at, at + 4), icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))])
  return entries
}

test('both containers give back the pictures that went in', () => {
  expect(readIco(packIco(pictures)).map(([size, picture]) => `${size}: ${picture}`)).toEqual(
    [16, 24, 32, 48, 64, 128, 256].map((size) => `${size}: picture of ${size}`),
  )
  const icns = packIcns(pictures)
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  expect(readIcns(icns).map(([type, picture]) => `${type}: ${picture}`)).toContain('ic10: picture of 1024')
})

test('the icons of the installed app are those of icon.svg in every size', () => {
  const width = (png: Buffer) => (png.toString('latin1', 1, 4) === 'PNG' ? png.readUInt32BE(16) : null)
  expect(readdirSync('resources/icons').sort()).toEqual(linux.map((size) => `${size}x${size}.png`).sort())
  for (const size of linux) expect(width(readFileSync(`resources/icons/${size}x${size}.png`))).toBe(size)
  expect(readIco(readFileSync('resources/icon.ico')).map(([size, png]) => [size, width(png)])).toEqual(
    [16, 24, 32, 48, 64, 128, 256].map((size) => [size, size]),
  )
  expect(readIcns(readFileSync('resources/icon.icns')).map(([, png]) => width(png))).toEqual([16, 32, 64, 128, 256, 512, 1024, 32, 64, 256, 512])
})
