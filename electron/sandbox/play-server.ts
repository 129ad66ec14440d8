import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { dashManifest, flvFile, hlsManifest } from './api/present.ts'
import { vodDash } from './archive/make-cmaf.ts'
import { dashPresentation } from './packager/dash.ts'
import { masterPlaylist, mediaPlaylist } from './packager/hls.ts'
import type { LiveStreams } from './packager/live-streams.ts'
import type { LiveFlvs } from './viewers/live-flvs.ts'
import { type PlayAccess, withStreamingToken } from './viewers/play-access.ts'
import { serveHttpFlv } from './viewers/serve-http-flv.ts'

type PlayServerOptions = {
  readonly liveStreams: LiveStreams
  readonly liveFlvs: LiveFlvs
  readonly vodDir: string
  readonly access: PlayAccess
  readonly wallMs: () => number
}

const types = { hls: 'application/vnd.apple.mpegurl', dash: 'application/dash+xml', init: 'video/mp4', segment: 'video/iso.segment' }

/** Serves what viewers ask for, to pages of any origin: live streams from memory, archived videos from disk. Not listening yet. */
export function createPlayServer({ liveStreams, liveFlvs, vodDir, access, wallMs }: PlayServerOptions): FastifyInstance {
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
  /** Refuses who may not watch; nothing is done about the rest. */
  const guard = (may: PlayAccess['live']) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { path, '*': rest = '' } = request.params as { path?: string; '*'?: string }
    if (request.method !== 'OPTIONS' && !may(path ?? rest.split('/', 1)[0] ?? '', tokenOf(request))) return reply.code(403).send()
  }
  server.register(async (vod) => {
    vod.addHook('onRequest', guard(access.vod))
    vod.register(fastifyStatic, { root: vodDir, prefix: '/vod/', index: false, dotfiles: 'ignore', maxAge: '1h', immutable: true })
    vod.get<{ Params: { path: string; file: string } }>('/vod/:path/:file(^[\\w-]+\\.(?:m3u8|mpd)$)', async (request, reply) => {
      const { path, file } = request.params
      if (!/^[\w-]+$/.test(path)) return reply.callNotFound()
      const text = await readFile(join(vodDir, path, file), 'utf8').catch(() => null)
      if (text === null) return reply.callNotFound()
      return manifest(reply, file === vodDash ? types.dash : types.hls, withStreamingToken(text, tokenOf(request)))
    })
  })

  const manifest = (reply: FastifyReply, type: string, text: string) => reply.header('cache-control', 'no-cache, no-store').type(type).send(text)
  const media = (reply: FastifyReply, type: string, bytes: Buffer) => reply.header('cache-control', 'public, max-age=60').type(type).send(bytes)

  server.register(async (live) => {
    live.addHook('onRequest', guard(access.live))
    live.get<{ Params: { path: string; file: string } }>('/live/:path/:file', async (request, reply) => {
      const { params, method } = request
      const flv = params.file === flvFile ? liveFlvs.get(params.path) : undefined
      if (flv !== undefined) return serveHttpFlv(flv, reply, method)
      const stream = liveStreams.get(params.path)
      if (stream?.playable() !== true) return reply.callNotFound()
      if (params.file === hlsManifest) return manifest(reply, types.hls, withStreamingToken(masterPlaylist(stream), tokenOf(request)))
      if (params.file === dashManifest) return manifest(reply, types.dash, withStreamingToken(dashPresentation(stream, wallMs()), tokenOf(request)))
      return reply.callNotFound()
    })
    live.get<{ Params: { path: string; track: string; file: string } }>('/live/:path/:track/:file', async (request, reply) => {
      const { params } = request
      const stream = liveStreams.get(params.path)
      const track = stream?.tracks().find(({ name }) => name === params.track)
      if (stream === undefined || track === undefined) return reply.callNotFound()
      if (params.file === 'index.m3u8') return manifest(reply, types.hls, withStreamingToken(mediaPlaylist(stream, track), tokenOf(request)))
      if (params.file === 'init.mp4') return media(reply, types.init, track.init)
      const segment = track.segments.find(({ number }) => params.file === `${number}.m4s`)
      return segment === undefined ? reply.callNotFound() : media(reply, types.segment, segment.bytes)
    })
  })
  return server
}

/** A client that adds the token to an address that has it already is not wrong. */
function tokenOf(request: FastifyRequest): string | undefined {
  const { streamingToken } = request.query as { streamingToken?: unknown }
  const token: unknown = Array.isArray(streamingToken) ? streamingToken[0] : streamingToken
  return typeof token === 'string' && token !== '' ? token : undefined
}
