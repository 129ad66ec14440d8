// Which files are programs or libraries, and for what computer.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const elf = { 62: 'x64', 183: 'arm64', 3: 'ia32', 40: 'arm' }
const pe = { 34404: 'x64', 43620: 'arm64', 332: 'ia32' }
const machO = { 16777223: 'x64', 16777228: 'arm64' }

/**
 * What a file's first bytes say that it runs on, as in `linux-x64`; null for what is no program.
 * @param {Buffer} head of the file
 */
export function platformOf(head) {
  if (head.length >= 20 && head.readUInt32BE(0) === 0x7f454c46) return `linux-${elf[head.readUInt16LE(18)] ?? 'unknown'}`
  if (head.length >= 64 && head.toString('latin1', 0, 2) === 'MZ') {
    const at = head.readUInt32LE(60)
    return head.length >= at + 6 && head.toString('latin1', at, at + 4) === 'PE\0\0'
      ? `win32-${pe[head.readUInt16LE(at + 4)] ?? 'unknown'}`
      : 'win32-unknown'
  }
  if (head.length >= 8 && head.readUInt32LE(0) === 0xfeedfacf) return `darwin-${machO[head.readUInt32LE(4)] ?? 'unknown'}`
  if (head.length >= 8 && head.readUInt32BE(0) === 0xcafebabe) return 'darwin-universal'
  return null
}

/**
 * Files that are programs for another computer than the package's.
 * @param {readonly string[]} files
 * @param {{ platform: string, arch: string }} target
 * @param {(file: string) => Buffer} readHead
 */
export function foreignBinaries(files, target, readHead) {
  const own = [`${target.platform}-${target.arch}`, ...(target.platform === 'darwin' ? ['darwin-universal'] : [])]
  return files.filter((file) => {
    const platform = platformOf(readHead(file))
    return platform !== null && !own.includes(platform)
  })
}

export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
