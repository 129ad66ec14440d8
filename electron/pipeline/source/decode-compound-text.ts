const unreadable = '\ufffd'
const escapeByte = '\u001b'

/** Sets of two bytes a character by their final byte, and the encoding that holds the same set with the upper bits set. */
const wideSets: Readonly<Record<string, string>> = { A: 'gbk', B: 'euc-jp', C: 'euc-kr' }

/** How the lower and the upper half of the bytes are read; null: a set that we do not know. */
type Sets = { readonly lower: string | null; readonly upper: string | null }
const atFirst: Sets = { lower: 'ascii', upper: 'latin1' }

/**
 * The text of an X property of type COMPOUND_TEXT, as programs of the Xt kind (xterm) still name their windows: Latin 1, Korean, Chinese and
 * Japanese sets, and UTF-8 between `ESC % G` and `ESC % @`. Compound Text Encoding 1.1 of the X Consortium, without its direction marks.
 */
export const decodeCompoundText = (bytes: Buffer): string => {
  const [plain = '', ...switched] = bytes.toString('latin1').split(escapeByte)
  let sets = atFirst
  return switched.reduce(
    (text, part) => {
      if (part.startsWith('%G')) return text + Buffer.from(part.slice(2), 'latin1').toString('utf8')
      if (part.startsWith('%/')) return text + unreadable
      const [whole, how = '', final = ''] = /^(%|\$?[()]|-)(.)/s.exec(part) ?? []
      if (whole === undefined) return text + unreadable
      sets = switchTo(sets, how, final)
      return text + decode(part.slice(whole.length), sets)
    },
    decode(plain, sets),
  )
}

const switchTo = (sets: Sets, how: string, final: string): Sets => {
  switch (how) {
    case '$(':
      return { ...sets, lower: wideSets[final] ?? null }
    case '$)':
      return { ...sets, upper: wideSets[final] ?? null }
    case '(':
      return { ...sets, lower: final === 'B' || final === 'J' ? 'ascii' : null }
    case '-':
      return { ...sets, upper: final === 'A' ? 'latin1' : null }
    case ')':
      return { ...sets, upper: null }
    default:
      return sets
  }
}

const decode = (part: string, { lower, upper }: Sets): string =>
  part.replace(/[^\u0080-\u00ff]+|[\u0080-\u00ff]+/g, (run) => {
    const set = run.charCodeAt(0) < 0x80 ? lower : upper
    if (set === null) return unreadable
    if (set === 'ascii' || set === 'latin1') return run
    return new TextDecoder(set).decode(Uint8Array.from(run, (character) => character.charCodeAt(0) | 0x80))
  })
