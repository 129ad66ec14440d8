import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A connection between clients and a target whose behaviour the test owns. Every act is done when its promise resolves. */
export type TcpProxy = {
  readonly port: number
  /** Every connection, and every one to come, is as good as without us. Connections that were frozen go on. */
  readonly pass: () => Promise<void>
  /**
   * A black hole: nothing is read any more from the connections there are, and nothing delivered; for the client they stay.
   * New ones pass, and with the first of them the target loses the frozen ones.
   */
  readonly freeze: () => Promise<void>
  /** From clients to the target pass at most so many kilobits a second, in fair shares; the other way is free. Ended by `pass`. */
  readonly limit: (kbps: number) => Promise<void>
  /** Resets every connection there is. */
  readonly reset: () => Promise<void>
  /** New connections are refused, as by a computer where nobody listens, until `accept`. */
  readonly refuse: () => Promise<void>
  readonly accept: () => Promise<void>
  /** Bytes that went to the target so far. */
  readonly delivered: () => Promise<number>
  readonly close: () => Promise<void>
}

/**
 * Binds sockets with a receive buffer of 4 KB, which Node cannot: on loopback the system would take hundreds of kilobytes out of the client's
 * hands, in lumps of 64 KB, before it felt anything. Several on one port, because one that was closed cannot listen again.
 */
const bindSockets = `
use Socket; $^F = 1000;
for (1..64) {
  socket(my $s, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
  setsockopt($s, SOL_SOCKET, SO_REUSEPORT, 1) or die "reuse: $!";
  setsockopt($s, SOL_SOCKET, SO_RCVBUF, 4096) or die "buffer: $!";
  bind($s, sockaddr_in($port // 0, INADDR_LOOPBACK)) or die "bind: $!";
  $port //= (sockaddr_in(getsockname($s)))[0];
  push @kept, $s;
}
exec @ARGV, map { fileno $_ } @kept or die "exec: $!";
`

/** Listens on a free port of loopback and forwards to the target, from a process of its own. It can refuse and accept again 63 times. */
export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const script = join(import.meta.dirname, 'tcp-proxy-process.mjs')
  const child = spawn('perl', ['-e', bindSockets, process.execPath, script, target.host, String(target.port)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const pending = new Map<number, (output: unknown) => void>()
  let ids = 0
  child.on('message', ({ id, output }: { readonly id: number; readonly output: unknown }) => {
    pending.get(id)?.(output)
    pending.delete(id)
  })
  const ask = (act: string, input: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      ids += 1
      pending.set(ids, resolve)
      child.send({ id: ids, act, ...input }, (error) => {
        if (error) reject(error)
      })
    })
  const act = (name: string, input?: object) => ask(name, input).then(() => {})
  return {
    port: Number(await Promise.race([ask('accept'), exited.then(() => Promise.reject(new Error('the proxy did not start')))])),
    pass: () => act('pass'),
    freeze: () => act('freeze'),
    limit: (kbps) => act('limit', { most: kbps }),
    reset: () => act('reset'),
    refuse: () => act('refuse'),
    accept: () => act('accept'),
    delivered: async () => Number(await ask('delivered')),
    close: async () => {
      child.disconnect()
      await exited
    },
  }
}
