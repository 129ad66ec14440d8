import { win32 } from 'node:path'
import type { CaptureInput } from './capture-input.ts'
import type { Listed } from './listed.ts'
import { parseTitledWindows } from './parse-titled-windows.ts'
import { type QueryDeps, runQuery } from './run-query.ts'

/** Always the same text; nothing is put into it. Without the first part, titles would come in the code page of the console. */
export const titledWindowsCommand = [
  '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8;',
  'Get-Process | Where-Object { $_.MainWindowTitle } |',
  'ForEach-Object { [pscustomobject]@{ handle = [long]$_.MainWindowHandle; title = $_.MainWindowTitle } } |',
  'ConvertTo-Json -Compress',
].join(' ')

/** Windows: the main windows that have a title, as PowerShell tells them, for ffmpeg cannot list any. Null: they cannot be had. */
export const listTitledWindows = async (deps: QueryDeps): Promise<readonly Listed<CaptureInput>[] | null> => {
  const root = deps.env.SystemRoot ?? deps.env.SYSTEMROOT ?? 'C:\\Windows'
  const powershell = win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  const answer = await runQuery('window list', powershell, ['-NoProfile', '-NonInteractive', '-Command', titledWindowsCommand], deps)
  const windows = answer?.code === 0 ? parseTitledWindows(answer.stdout) : null
  return (
    windows?.map(({ handle, title }) => ({
      id: `window:${handle}`,
      label: title,
      input: { kind: 'gdigrab-window', title } satisfies CaptureInput,
    })) ?? null
  )
}
