import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A port of loopback that takes nothing more, as behind a firewall: who connects hears neither yes nor no. */
export type SwallowingPort = { readonly port: number; readonly close: () => Promise<void> }

/** Linux drops who comes to a full queue of connections that nobody accepts. Node accepts all by itself, so this listens from Perl. */
const listenAndFill = `
use Socket; $| = 1;
socket(my $listener, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
bind($listener, sockaddr_in(0, INADDR_LOOPBACK)) or die "bind: $!";
listen($listener, 0) or die "listen: $!";
socket(my $filler, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
connect($filler, getsockname($listener)) or die "connect: $!";
print +(sockaddr_in(getsockname($listener)))[0], "\\n";
<STDIN>;
`

export async function startSwallowingPort(): Promise<SwallowingPort> {
  const child = spawn('perl', ['-e', listenAndFill], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const said = once(child.stdout, 'data').then(([chunk]) => Number(String(chunk)))
  return {
    port: await Promise.race([said, exited.then(() => Promise.reject(new Error('nothing listens')))]),
    close: async () => {
      child.stdin.end()
      await exited
    },
  }
}
