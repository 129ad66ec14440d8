// A small client of X that makes windows of one colour and repaints them; plain JavaScript, because the flasher runs in a process of its own.
import { connect } from 'node:net'

const opcodes = {
  createWindow: 1,
  changeAttributes: 2,
  destroyWindow: 4,
  mapWindow: 8,
  unmapWindow: 10,
  internAtom: 16,
  changeProperty: 18,
  getInputFocus: 43,
  clearArea: 61,
}
const backPixel = 0x2

const request = (opcode, detail, body) => {
  const bytes = Buffer.alloc(4 + 4 * Math.ceil(body.length / 4))
  bytes.writeUInt8(opcode, 0)
  bytes.writeUInt8(detail, 1)
  bytes.writeUInt16LE(bytes.length / 4, 2)
  body.copy(bytes, 4)
  return bytes
}

const words = (...values) => Buffer.from(Uint32Array.from(values).buffer)
const halfWords = (...values) => Buffer.from(Int16Array.from(values).buffer)

/** Connects to the display of this number, where nobody asks for a cookie. */
export const openXWindows = (display) =>
  new Promise((resolve, reject) => {
    const socket = connect(`/tmp/.X11-unix/X${display}`)
    const waiting = []
    let bytes = Buffer.alloc(0)
    let setup = null
    let made = 0

    const ask = (...requests) =>
      new Promise((answer, refuse) => {
        waiting.push({ answer, refuse })
        socket.write(Buffer.concat(requests))
      })
    /** Resolves once everything before it is done. */
    const settled = (...requests) => ask(...requests, request(opcodes.getInputFocus, 0, Buffer.alloc(0)))
    const atom = async (name) => {
      const text = Buffer.from(name, 'latin1')
      return (await ask(request(opcodes.internAtom, 0, Buffer.concat([halfWords(text.length, 0), text])))).readUInt32LE(8)
    }
    const title = async (id, text) => {
      const value = Buffer.from(text, 'utf8')
      const head = words(id, await atom('_NET_WM_NAME'), await atom('UTF8_STRING'), 8, value.length)
      return request(opcodes.changeProperty, 0, Buffer.concat([head, value]))
    }

    const windows = {
      make: async ({ name, rgb, x, y, width, height }) => {
        made += 1
        const id = setup.idBase + made
        const place = Buffer.concat([halfWords(x, y, width, height, 0, 1), words(0, backPixel, rgb)])
        await settled(
          request(opcodes.createWindow, 0, Buffer.concat([words(id, setup.root), place])),
          await title(id, name),
          request(opcodes.mapWindow, 0, words(id)),
        )
        return id
      },
      paint: (id, rgb) =>
        settled(
          request(opcodes.changeAttributes, 0, words(id, backPixel, rgb)),
          request(opcodes.clearArea, 0, Buffer.concat([words(id), halfWords(0, 0, 0, 0)])),
        ),
      hide: (id) => settled(request(opcodes.unmapWindow, 0, words(id))),
      show: (id) => settled(request(opcodes.mapWindow, 0, words(id))),
      destroy: (id) => settled(request(opcodes.destroyWindow, 0, words(id))),
      close: () => socket.destroy(),
    }

    const greet = () => {
      if (bytes.length < 8 || bytes.length < 8 + 4 * bytes.readUInt16LE(6)) return
      const screens = 40 + 4 * Math.ceil(bytes.readUInt16LE(24) / 4) + 8 * bytes.readUInt8(29)
      setup = { idBase: bytes.readUInt32LE(12), root: bytes.readUInt32LE(screens) }
      bytes = bytes.subarray(8 + 4 * bytes.readUInt16LE(6))
      resolve(windows)
    }

    socket.once('connect', () => socket.write(Uint8Array.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])))
    socket.once('error', reject)
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      if (setup === null) greet()
      while (setup !== null && bytes.length >= 32) {
        const answer = bytes.subarray(0, 32)
        bytes = bytes.subarray(32)
        if (answer.readUInt8(0) === 0) waiting.shift()?.refuse(new Error(`the X server refused (error ${answer.readUInt8(1)})`))
        else if (answer.readUInt8(0) === 1) waiting.shift()?.answer(answer)
      }
    })
  })
