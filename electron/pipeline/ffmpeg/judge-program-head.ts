/** What the first bytes of a file say of it. */
export type ProgramKind = 'program' | 'for-another-computer' | 'no-program'

/** Bytes that are looked at. */
export const headBytes = 20

const startsWith = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte)

/** `e_machine` of the ELF specification, by the names that Node has for processors. A processor that runs the code of another, too, is listed with both. */
const machines: Readonly<Partial<Record<NodeJS.Architecture, readonly number[]>>> = {
  x64: [0x3e, 0x03],
  ia32: [0x03],
  arm64: [0xb7, 0x28],
  arm: [0x28],
}

const machOHeads = [
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
]

/**
 * Whether the system runs such a file itself. Looked at first, because on Unix a file that the system does not know is handed
 * to a shell (`execvp` of POSIX), which would take any text for commands.
 */
export const judgeProgramHead = (head: Uint8Array, platform: NodeJS.Platform, arch: NodeJS.Architecture): ProgramKind => {
  const isElf = startsWith(head, [0x7f, 0x45, 0x4c, 0x46])
  const isWindows = startsWith(head, [0x4d, 0x5a])
  const isMac = machOHeads.some((bytes) => startsWith(head, bytes))
  if (platform === 'win32') return isWindows ? 'program' : isElf || isMac ? 'for-another-computer' : 'no-program'
  if (startsWith(head, [0x23, 0x21])) return 'program'
  if (platform === 'darwin') return isMac ? 'program' : isElf || isWindows ? 'for-another-computer' : 'no-program'
  if (!isElf) return isMac || isWindows ? 'for-another-computer' : 'no-program'
  // the sixth byte tells the order of the two that follow
  const machine = head[5] === 2 ? ((head[18] ?? 0) << 8) | (head[19] ?? 0) : (head[18] ?? 0) | ((head[19] ?? 0) << 8)
  return machines[arch]?.includes(machine) === false ? 'for-another-computer' : 'program'
}
