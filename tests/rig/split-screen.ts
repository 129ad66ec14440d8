import type { XConnection } from '../../electron/pipeline/source/x-connection.ts'
import { askAtom, askExtension, askMonitors, readAtom, readExtension } from '../../electron/pipeline/source/x-requests.ts'

/** Makes two monitors of the only output: RandR 1.5, RRSetMonitor. The right one is primary. */
export const splitInTwo = async (connection: XConnection): Promise<void> => {
  const root = connection.screens[0]?.root ?? 0
  const extension = await connection.ask(askExtension('RANDR'))
  const opcode = (extension && readExtension(extension)) ?? 0
  const monitors = await connection.ask(askMonitors(opcode, root))
  const output = monitors?.readUInt32LE(32 + 24) ?? 0
  for (const { name, primary, x, width, height, outputs } of [
    { name: 'LEFT', primary: 0, x: 0, width: 800, height: 600, outputs: [output] },
    { name: 'RIGHT', primary: 1, x: 800, width: 480, height: 720, outputs: [] },
  ]) {
    const make = askAtom(name)
    make.writeUInt8(0, 1) // whether or not anybody uses it
    const atom = await connection.ask(make)
    const request = Buffer.alloc(8 + 24 + 4 * outputs.length)
    request.writeUInt8(opcode, 0)
    request.writeUInt8(43, 1)
    request.writeUInt16LE(request.length / 4, 2)
    request.writeUInt32LE(root, 4)
    request.writeUInt32LE(atom === null ? 0 : readAtom(atom), 8)
    request.writeUInt8(primary, 12)
    request.writeUInt16LE(outputs.length, 14)
    request.writeInt16LE(x, 16)
    request.writeUInt16LE(width, 20)
    request.writeUInt16LE(height, 22)
    outputs.forEach((value, index) => {
      request.writeUInt32LE(value, 32 + 4 * index)
    })
    // it has no answer of its own: the next question's answer says that it is done
    void connection.ask(request)
    await connection.ask(askAtom(name))
  }
}
