import type { KeytarAnswer, KeytarRequest } from './keytar-messages.ts'

/**
 * The one place that touches keytar, in a process of its own: where the keychain wants to ask the person and nobody answers,
 * a call of keytar never ends and takes its process with it. Runs in a forked Node and in a utility process of Electron.
 */
type ParentPort = {
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
  readonly postMessage: (message: unknown) => void
}

async function answer(request: KeytarRequest): Promise<KeytarAnswer> {
  const { id, service, account } = request
  try {
    const { default: keytar } = await import('keytar')
    if (request.act === 'get') return { id, ok: true, value: await keytar.getPassword(service, account) }
    if (request.act === 'set') await keytar.setPassword(service, account, request.password)
    else await keytar.deletePassword(service, account)
    return { id, ok: true, value: null }
  } catch (error) {
    return { id, ok: false, message: (error as Error).message }
  }
}

const { parentPort } = process as { readonly parentPort?: ParentPort }
if (parentPort) {
  parentPort.on('message', ({ data }) => void answer(data as KeytarRequest).then((message) => parentPort.postMessage(message)))
} else {
  process.on('message', (message) => void answer(message as KeytarRequest).then((result) => process.send?.(result)))
  // A hanging call keeps `process.exit` from working.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
}
