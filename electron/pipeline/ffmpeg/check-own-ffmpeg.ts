import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { findAsSpelled } from '../../files/find-as-spelled.ts'
import { readTypedPath, type TypedPathContext } from '../../files/read-typed-path.ts'
import type { OwnFfmpeg } from '../port.ts'
import type { CapabilityReader } from './capabilities.ts'
import { judgeCapabilities, type Need } from './judge-capabilities.ts'

/** Runs what a person chose, to know that it is an ffmpeg which can do what is needed; otherwise the first reason why it is not. */
export const checkOwnFfmpeg = async (
  typed: string,
  needed: readonly Need[],
  reader: CapabilityReader,
  context: TypedPathContext,
): Promise<Result<OwnFfmpeg>> => {
  const whole = readTypedPath(typed, context)
  if (whole === null) return err(failure('ffmpeg-path-relative', { params: { path: typed } }))
  const tried = await tryPath(whole, needed, reader)
  if (tried.ok || tried.failure.code !== 'ffmpeg-missing') return tried
  const spelled = await findAsSpelled(context.platform === 'win32' ? `${whole}.exe` : whole)
  return spelled === null ? tried : tryPath(spelled, needed, reader)
}

const tryPath = async (path: string, needed: readonly Need[], reader: CapabilityReader): Promise<Result<OwnFfmpeg>> => {
  const read = await reader.read(path)
  if (!read.ok) return read
  const lacking = judgeCapabilities(path, read.value, needed)
  return lacking === null ? ok({ path, version: read.value.version }) : err(lacking)
}
