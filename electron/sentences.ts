import type { Failure } from '#shared/failure'

/** One sentence for the terminal about why the program cannot start; the page has its own, in both languages. */
export function startSentence({ code, params = {}, detail }: Failure): string {
  switch (code) {
    case 'port-busy':
      return `Port ${params.port} is in use by another program: choose another one with --port, or 0 for any free one.`
    case 'data-dir-read-only':
      return `The folder ${params.path} cannot be written: choose another one with --data-dir, or make it writable.`
    case 'data-dir-in-use':
      return `Tally is already running with the folder ${params.path} (process ${params.pid}): use that one, or choose another folder with --data-dir.`
    case 'bug':
      return `Tally cannot start because of an error of its own: ${detail}. The log in the data folder may say more.`
    default:
      return `Tally cannot start: ${code}${detail === undefined ? '' : ` (${detail})`}.`
  }
}
