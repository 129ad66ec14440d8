/** What a server says after the greeting. Events are left out: nobody asked for any. `bytes` is the whole answer. */
export type XAnswer = { readonly sequence: number; readonly bytes: Buffer; readonly isError: boolean }

const error = 0
const reply = 1
const genericEvent = 35
const fixedSize = 32

/** No answer to our questions is larger; more would be nonsense that fills the memory. */
export const largestAnswer = 4 * 1024 * 1024

/** Takes whole answers off the front of `bytes`. `broken`: the next one claims an impossible size. */
export const splitXReplies = (bytes: Buffer): { readonly answers: readonly XAnswer[]; readonly rest: Buffer; readonly broken: boolean } => {
  const answers: XAnswer[] = []
  let at = 0
  while (bytes.length - at >= fixedSize) {
    const type = bytes.readUInt8(at) & 0x7f
    const size = type === reply || type === genericEvent ? fixedSize + 4 * bytes.readUInt32LE(at + 4) : fixedSize
    if (size > largestAnswer) return { answers, rest: bytes.subarray(at), broken: true }
    if (bytes.length - at < size) break
    if (type === reply || type === error)
      answers.push({ sequence: bytes.readUInt16LE(at + 2), bytes: bytes.subarray(at, at + size), isError: type === error })
    at += size
  }
  return { answers, rest: bytes.subarray(at), broken: false }
}
