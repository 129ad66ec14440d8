import { expect, it } from 'vitest'
import { createSingleFlight } from '../../../electron/cloud/single-flight.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

function flights() {
  const time = createManualClock()
  const asked: { readonly give: (answer: string) => void; readonly fail: (error: Error) => void; readonly signal: AbortSignal }[] = []
  const flight = createSingleFlight<string>({ clock: time, keepMs: 1_000, isGood: (answer) => answer !== 'bad' })
  const ask = (options: { readonly key?: string; readonly joins?: boolean; readonly signal?: AbortSignal } = {}) =>
    flight.ask(
      options.key ?? 'rooms',
      { joins: options.joins ?? true, signal: options.signal ?? new AbortController().signal },
      (signal) => new Promise((resolve, reject) => asked.push({ give: resolve, fail: reject, signal })),
    )
  return { time, asked, ask, outdate: flight.outdate }
}

it('makes one request of equal questions, and another of another question', async () => {
  const { asked, ask } = flights()
  const [first, second, other] = [ask(), ask(), ask({ key: 'members' })]
  expect(asked).toHaveLength(2)
  asked[0]?.give('the rooms')
  asked[1]?.give('the members')
  expect(await Promise.all([first, second, other])).toEqual(['the rooms', 'the rooms', 'the members'])
})

it('lets each caller leave alone, and cancels the request when the last one has left', async () => {
  const { asked, ask } = flights()
  const [one, two] = [new AbortController(), new AbortController()]
  const [first, second] = [ask({ signal: one.signal }), ask({ signal: two.signal })]
  one.abort(new Error('closed the window'))
  await expect(first).rejects.toThrow('closed the window')
  expect(asked[0]?.signal.aborted).toBe(false)
  two.abort(new Error('closed too'))
  await expect(second).rejects.toThrow('closed too')
  expect(asked[0]?.signal.aborted).toBe(true)
  void ask()
  expect(asked, 'nobody joins what was cancelled').toHaveLength(2)
})

it('never gives an older answer to somebody who wants to know how it is now', async () => {
  const { asked, ask } = flights()
  const list = ask()
  const action = ask({ joins: false })
  expect(asked).toHaveLength(2)
  const late = ask()
  expect(asked, 'the newer one can be joined').toHaveLength(2)
  asked[1]?.give('newer')
  asked[0]?.give('older')
  expect(await Promise.all([list, action, late])).toEqual(['older', 'newer', 'newer'])
})

it('keeps a good answer until it is a second old, a bad one never, and none from before a change', async () => {
  const { time, asked, ask, outdate } = flights()
  const first = ask()
  asked[0]?.give('bad')
  await first
  const second = ask()
  asked[1]?.give('good')
  await second
  await time.advance(999)
  expect(await ask()).toBe('good')
  await time.advance(1)
  void ask()
  expect(asked).toHaveLength(3)
  outdate()
  void ask()
  expect(asked).toHaveLength(4)
})

it('fails for everybody who waits, and asks again after that', async () => {
  const { asked, ask } = flights()
  const both = [ask(), ask()].map((one) => one.catch((error: Error) => error.message))
  asked[0]?.fail(new Error('cut'))
  expect(await Promise.all(both)).toEqual(['cut', 'cut'])
  void ask()
  expect(asked).toHaveLength(2)
})
