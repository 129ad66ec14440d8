// The process behind `tcp-proxy.ts`: listens on the descriptors it was given, one after the other, and does as it is told.
import { connect, createServer } from 'node:net'

const [host, targetPort, ...descriptors] = process.argv.slice(2)
/** How often a limited connection gets its share. */
const sliceMs = 20
/** @type {Set<{ client: import('node:net').Socket, target: import('node:net').Socket, frozen: boolean, held: Buffer[] }>} */
const pairs = new Set()
let kbps = null
let credit = 0
let delivered = 0
let server = null

const deliver = (pair, bytes) => {
  delivered += bytes.length
  pair.target.write(bytes)
}

/** Delivers up to `most` bytes that were held; says how many. */
const pour = (pair, most) => {
  const all = Buffer.concat(pair.held)
  const part = all.subarray(0, most)
  pair.held = part.length === all.length ? [] : [all.subarray(part.length)]
  if (part.length > 0) deliver(pair, part)
  return part.length
}

/** Frozen and limited connections are read no further than what the system has buffered, so that the client feels it. */
const settle = (pair) => {
  if (pair.frozen) {
    pair.client.pause()
    pair.target.pause()
    return
  }
  if (kbps === null) pour(pair, Number.POSITIVE_INFINITY)
  pair.target.resume()
  if (pair.held.length === 0) pair.client.resume()
  else pair.client.pause()
}
const settleAll = () => {
  for (const pair of pairs) settle(pair)
}

setInterval(() => {
  if (kbps === null) return
  const most = (kbps / 8) * sliceMs
  credit = Math.min(credit + most, 5 * most)
  // fair shares: what an abandoned connection has left in its buffers must not starve the next
  const hungry = [...pairs].filter(({ frozen, held }) => !frozen && held.length > 0)
  for (const pair of hungry) credit -= pour(pair, Math.floor(credit / hungry.length))
  settleAll()
}, sliceMs)

const onConnection = (client) => {
  for (const old of pairs) if (old.frozen) old.target.destroy()
  const pair = { client, target: connect(Number(targetPort), host), frozen: false, held: [] }
  pairs.add(pair)
  const end = () => {
    if (pair.frozen && !client.destroyed) return
    pairs.delete(pair)
    client.destroy()
    pair.target.destroy()
  }
  for (const socket of [client, pair.target]) socket.setNoDelay(true).on('error', end).on('close', end)
  client.on('data', (bytes) => {
    if (kbps === null && !pair.frozen) return deliver(pair, bytes)
    pair.held.push(bytes)
    client.pause()
  })
  pair.target.on('data', (bytes) => client.write(bytes))
}

const accept = () =>
  new Promise((resolve, reject) => {
    const fd = Number(descriptors.shift())
    server = createServer(onConnection).once('error', reject)
    server.listen({ fd }, () => resolve(server.address().port))
  })

const acts = {
  pass: () => {
    kbps = null
    for (const pair of pairs) pair.frozen = false
    settleAll()
  },
  freeze: () => {
    for (const pair of pairs) pair.frozen = true
    settleAll()
  },
  limit: ({ most }) => {
    kbps = most
    credit = 0
  },
  reset: () => {
    for (const { client, target } of [...pairs]) {
      client.resetAndDestroy()
      target.resetAndDestroy()
    }
  },
  // connections that are there stay, so nobody waits for its end; the port is closed at once
  refuse: () => void server?.close(),
  accept,
  delivered: () => delivered,
}

process.on('disconnect', () => process.exit(0))
process.on('message', async ({ id, act, ...input }) => process.send?.({ id, output: (await acts[act](input)) ?? null }))
