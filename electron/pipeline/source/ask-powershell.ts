import { win32 } from 'node:path'
import { type QueryDeps, runQuery } from './run-query.ts'

/** What PowerShell, as Windows comes with it, prints on a command. Null: it did not answer, or ended with an error. */
export const askPowershell = async (what: string, command: string, deps: QueryDeps): Promise<string | null> => {
  const root = deps.env.SystemRoot ?? deps.env.SYSTEMROOT ?? 'C:\\Windows'
  const powershell = win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  const answer = await runQuery(what, powershell, ['-NoProfile', '-NonInteractive', '-Command', command], deps)
  return answer?.code === 0 ? answer.stdout : null
}

/** Without it, what a command prints would come in the code page of the console. */
export const inUtf8 = '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8;'

/** JSON, or null where it is none. A byte order mark before it is taken off. */
export const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}
