import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { dashManifest, flvFile, hlsManifest } from './api/present.ts'
import { dashPresentation } from './packager/dash.ts'
import { masterPlaylist, mediaPlaylist } from './packager/hls.ts'
import type { LiveStreams } from './packager/live-streams.ts'
import type { LiveFlvs } from './viewers/live-flvs.ts'
import { serveHttpFlv } from './viewers/serve-http-flv.ts'

type PlayServerOptions = {
  readonly liveStreams: LiveStreams
  readonly liveFlvs: LiveFlvs
  readonly vodDir: string
  readonly wallMs: () => number
}

const types = { hls: 'application/vnd.apple.mpegurl', dash: 'application/dash+xml', init: 'video/mp4', segment: 'video/iso.segment' }

/** Serves what viewers ask for, to pages of any origin: live streams from memory, archived videos from disk. Not listening yet. */
export function createPlayServer({ liveStreams, liveFlvs, vodDir, wallMs }: PlayServerOptions): FastifyInstance {
  const server = fastify({ forceCloseConnections: true })
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      date: new Date(wallMs()).toUTCString(),
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': '*',
      'access-control-expose-headers': 'Content-Length, Content-Range, Accept-Ranges, Date',
      'access-control-allow-private-network': 'true',
      'cross-origin-resource-policy': 'cross-origin',
    })
  })
  server.options('/*', async (_request, reply) => reply.code(204).send())
  server.register(fastifyStatic, { root: vodDir, prefix: '/vod/', index: false, dotfiles: 'ignore', maxAge: '1h', immutable: true })

  const manifest = (reply: FastifyReply, type: string, text: string) => reply.header('cache-control', 'no-cache, no-store').type(type).send(text)
  const media = (reply: FastifyReply, type: string, bytes: Buffer) => reply.header('cache-control', 'public, max-age=60').type(type).send(bytes)

  server.get<{ Params: { path: string; file: string } }>('/live/:path/:file', async ({ params, method }, reply) => {
    const flv = params.file === flvFile ? liveFlvs.get(params.path) : undefined
    if (flv !== undefined) return serveHttpFlv(flv, reply, method)
    const stream = liveStreams.get(params.path)
    if (stream?.playable() !== true) return reply.callNotFound()
    if (params.file === hlsManifest) return manifest(reply, types.hls, masterPlaylist(stream))
    if (params.file === dashManifest) return manifest(reply, types.dash, dashPresentation(stream, wallMs()))
    return reply.callNotFound()
  })
  server.get<{ Params: { path: string; track: string; file: string } }>('/live/:path/:track/:file', async ({ params }, reply) => {
    const stream = liveStreams.get(params.path)
    const track = stream?.tracks().find(({ name }) => name === params.track)
    if (stream === undefined || track === undefined) return reply.callNotFound()
    if (params.file === 'index.m3u8') return manifest(reply, types.hls, mediaPlaylist(stream, track))
    if (params.file === 'init.mp4') return media(reply, types.init, track.init)
    const segment = track.segments.find(({ number }) => params.file === `${number}.m4s`)
    return segment === undefined ? reply.callNotFound() : media(reply, types.segment, segment.bytes)
  })
  return server
}
