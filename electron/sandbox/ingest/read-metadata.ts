import Amf from 'node-media-server/src/protocol/amf.js'
import type { StreamMetadata } from './media-tag.ts'

/**
 * What an `onMetaData` says; null where it is another message or makes no sense.
 * @param body of a data message or tag, with or without `@setDataFrame`
 */
export function readMetadata(body: Buffer): StreamMetadata | null {
  const message = decode(body)
  if (message === null || (message.cmd !== 'onMetaData' && message.method !== 'onMetaData')) return null
  const { dataObj } = message
  const fields = typeof dataObj === 'object' && dataObj !== null ? (dataObj as Readonly<Record<string, unknown>>) : {}
  const number = (name: string) => {
    const value = fields[name]
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined
  }
  return { width: number('width'), height: number('height'), frameRate: number('framerate') }
}

function decode(body: Buffer): ReturnType<typeof Amf.decodeAmf0Data> | null {
  try {
    return Amf.decodeAmf0Data(Buffer.from(body))
  } catch {
    return null // broken off, or no AMF
  }
}
