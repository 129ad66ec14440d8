import type { KeytarRequest } from '../../../electron/credentials/keytar-messages.ts'
import type { LaunchKeytarChild } from '../../../electron/credentials/keytar-process.ts'

/** A stand-in for the keytar process with entries in memory, whose behaviour a test may change at any time. */
export function fakeKeytarChild() {
  const entries = new Map<string, string>()
  const fake = {
    entries,
    launched: 0,
    killed: 0,
    behaviour: 'answers' as 'answers' | 'hangs' | 'dies' | 'refuses',
    refusal: 'no',
    launch: (() => {
      fake.launched += 1
      let onAnswer: (answer: unknown) => void = () => {}
      let onExit = () => {}
      const answer = (request: KeytarRequest) => {
        const key = `${request.service}/${request.account}`
        const { id } = request
        if (fake.behaviour === 'hangs') return
        if (fake.behaviour === 'dies') return onExit()
        if (fake.behaviour === 'refuses') return onAnswer({ id, ok: false, message: fake.refusal })
        if (request.act === 'set') entries.set(key, request.password)
        if (request.act === 'remove') entries.delete(key)
        onAnswer({ id, ok: true, value: request.act === 'get' ? (entries.get(key) ?? null) : null })
      }
      return {
        send: (request) => queueMicrotask(() => answer(request)),
        onAnswer: (listener) => {
          onAnswer = listener
        },
        onExit: (listener) => {
          onExit = listener
        },
        kill: () => {
          fake.killed += 1
          queueMicrotask(() => onExit())
        },
      }
    }) satisfies LaunchKeytarChild,
  }
  return fake
}
