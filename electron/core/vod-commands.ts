import { failure } from '#shared/failure'
import { err, type Result } from '#shared/result'
import type { Session } from '../broadcast/session.ts'
import type { Commands } from './commands.ts'
import type { Downloads } from './downloads.ts'

export type VodCommandDeps = {
  readonly session: Pick<Session, 'view' | 'mediaAccess'>
  readonly downloads: Downloads
  /** Shows a file in the file manager of this computer. */
  readonly showFile: (path: string) => Promise<Result<null>>
}

type Name = 'vod.download' | 'vod.cancelDownload' | 'vod.showDownload'

/** What can be done with the recording of the broadcast in the chosen room. */
export function createVodCommands({ session, downloads, showFile }: VodCommandDeps): { readonly [N in Name]: Commands[N] } {
  return {
    'vod.download': async ({ fileId }) => {
      const { room, vod } = session.view()
      const file = vod?.files.find(({ id }) => id === fileId)
      return room && file ? downloads.begin({ room, file, access: session.mediaAccess() }) : err(failure('video-post-not-found'))
    },
    'vod.cancelDownload': async ({ downloadId }) => downloads.cancel(downloadId),
    'vod.showDownload': async ({ downloadId }) => {
      const view = downloads.find(downloadId)
      return view?.state === 'done' ? showFile(view.path) : err(failure('not-allowed'))
    },
  }
}
