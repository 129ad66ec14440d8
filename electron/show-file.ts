import { spawn as nodeSpawn } from 'node:child_process'
import { dirname } from 'node:path'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'

/** Who has not failed by then shows the file. */
const patienceMs = 2_000

/** The command that shows a file in the file manager; where a system cannot point at a file, its folder. */
export function showFileCommand(path: string, platform: NodeJS.Platform): readonly [string, readonly string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', ['-R', path]]
    case 'win32':
      return ['explorer.exe', [`/select,${path}`]]
    default:
      return ['xdg-open', [dirname(path)]]
  }
}

/** Shows a file to the person at this computer; the file manager outlives us. Fails with `file-manager-missing`. */
export function showFile(path: string, platform: NodeJS.Platform, spawn: typeof nodeSpawn = nodeSpawn): Promise<Result<null>> {
  const [command, args] = showFileCommand(path, platform)
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { stdio: 'ignore', detached: true })
    const timer = setTimeout(() => resolve(ok(null)), patienceMs)
    const end = (shown: boolean) => {
      clearTimeout(timer)
      resolve(shown ? ok(null) : err(failure('file-manager-missing', { params: { path: dirname(path) } })))
    }
    child.once('error', () => end(false))
    // Explorer ends with 1 although it has shown the file.
    child.once('exit', (code) => end(code === 0 || platform === 'win32'))
    child.unref()
  })
}
