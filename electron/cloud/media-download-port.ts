import type { Result } from '#shared/result'

export type DownloadProgress = { readonly receivedBytes: number; readonly totalBytes: number | null }

/**
 * Saves what an address of the service holds as a file. The file appears whole or not at all; until then its pieces lie in
 * `path` + `.part`, which is removed where the download fails. A connection that breaks is taken up where it broke.
 * Fails with `download-failed`, `disk-full` or `data-dir-read-only`; an aborted one with `download-cancelled`.
 */
export type SaveMedia = (job: {
  readonly url: string
  readonly path: string
  readonly allowPrivateHosts: boolean
  readonly streamingToken?: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: DownloadProgress) => void
}) => Promise<Result<{ readonly bytes: number }>>
