import { decodeCompoundText } from './decode-compound-text.ts'
import type { XConnection } from './x-connection.ts'
import { askAtom, askProperty, readAtom, readPropertyBytes, readPropertyWords } from './x-requests.ts'

/** WM_NAME has had this number since X began. */
const wmName = 39

const textAtoms = ['_NET_WM_NAME', 'COMPOUND_TEXT', 'STRING'] as const

/** Numbers of names; 0 where nobody uses the name, and so no window has it. */
export type XAtoms<Name extends string> = Readonly<Record<Name, number>>
export type TextAtoms = XAtoms<(typeof textAtoms)[number]>

/** The numbers of these names, and of those that `titleOf` needs. */
export const readAtoms = async <Name extends string>(connection: XConnection, names: readonly Name[]): Promise<XAtoms<Name> & TextAtoms> => {
  const numbers = [...names, ...textAtoms].map(async (name) => {
    const reply = await connection.ask(askAtom(name))
    return [name, reply === null ? 0 : readAtom(reply)] as const
  })
  return Object.fromEntries(await Promise.all(numbers)) as XAtoms<Name> & TextAtoms
}

/** The numbers that a property of a window holds; none where it has none. */
export const wordsOf = async (connection: XConnection, window: number, property: number): Promise<readonly number[]> => {
  const reply = property === 0 ? null : await connection.ask(askProperty(window, property))
  return reply === null ? [] : readPropertyWords(reply)
}

/** Empty where a window has none. */
export const titleOf = async (connection: XConnection, atoms: TextAtoms, window: number): Promise<string> => {
  for (const property of [atoms._NET_WM_NAME, wmName]) {
    const reply = property === 0 ? null : await connection.ask(askProperty(window, property))
    const title = reply === null ? '' : decodeTitle(readPropertyBytes(reply), atoms)
    if (title !== '') return title
  }
  return ''
}

const decodeTitle = ({ type, bytes }: { readonly type: number; readonly bytes: Buffer }, atoms: TextAtoms): string => {
  const text = type === atoms.STRING ? bytes.toString('latin1') : type === atoms.COMPOUND_TEXT ? decodeCompoundText(bytes) : bytes.toString('utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a title may hold any byte
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim()
}
