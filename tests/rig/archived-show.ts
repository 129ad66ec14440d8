import { startTestPublisher } from '../integration/sandbox/test-publisher.ts'
import type { SandboxAlone } from './sandbox-alone.ts'
import { until } from './until.ts'

type Room = { readonly id: number; readonly videoPost: null | { readonly id: number } }
export type Post = {
  readonly id: number
  readonly videoPostState: string
  readonly file: null | {
    readonly src: { readonly url: string; readonly size: number }
    readonly processedSummaries: readonly { readonly format: string; readonly url: string }[]
  }
}
export type ArchivedShow = { readonly roomId: string; readonly post: Post }

const rooms = '/v2/apps/me/video-rooms'
const shownMs = 2_000
const stepMs = 30_000

/** Makes a short show in a room of its own, by the service’s API alone, and waits until its archive is as it will stay. */
export async function makeArchivedShow(cloud: SandboxAlone, title: string, dir: string): Promise<ArchivedShow> {
  const member = { appUserId: cloud.appUserId }
  const room = (await cloud.api('POST', rooms, {
    ...member,
    ...{ type: 'BROADCAST_RTMP', accessLevel: 'PUBLIC', title, scheduledAt: new Date().toISOString() },
  })) as Room
  const key = async () =>
    (await cloud.api('GET', `/v2/apps/me/members/${cloud.appUserId}/stream-key`)) as { streamKey: string; streamKeyState: string }
  const untilKey = (state: string) => until(`the key is ${state}`, async () => (await key()).streamKeyState === state, stepMs)
  // Passed on as it is: no packager works beside the test.
  const publisher = startTestPublisher({ ingestUrl: cloud.ingestUrl, streamKey: (await key()).streamKey, dir, mode: 'RTMP' })
  try {
    await untilKey('ACTIVE')
    await cloud.api('POST', `${rooms}/${room.id}/rtmp-broadcast/state/live`)
    await until('some of it is recorded', async () => ((await cloud.ingest()).publisher?.sinceMs ?? 0) > shownMs, stepMs)
  } finally {
    await publisher.stop()
  }
  await untilKey('INACTIVE_LIVE')
  await cloud.api('POST', `${rooms}/${room.id}/rtmp-broadcast/state/ended`)
  const newest = async () => (await cloud.api('GET', `${rooms}/${room.id}`)) as Room
  const postOf = async ({ videoPost }: Room) => (videoPost ? ((await cloud.api('GET', `/v2/apps/me/video-posts/${videoPost.id}`)) as Post) : null)
  let post: Post | null = null
  await until(
    'the archive is settled',
    async () => {
      post = await postOf(await newest())
      return post?.videoPostState === 'PROCESSED' || post?.videoPostState === 'FAILED_PROCESSING'
    },
    stepMs,
  )
  if (post === null) throw new Error('there is no video post')
  return { roomId: String(room.id), post }
}
