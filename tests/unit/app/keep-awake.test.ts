import { expect, test } from 'vitest'
import { keepAwake } from '../../../electron/app/keep-awake.ts'

type Listener = (snapshot: unknown) => void

test('the computer stays awake while something is sent, its screen too while that is seen', () => {
  const said: string[] = []
  let listener: Listener = () => {}
  let lastId = 0
  const blocker = {
    start: (kind: string) => {
      lastId += 1
      said.push(`${lastId} ${kind}`)
      return lastId
    },
    stop: (id: number) => {
      said.push(`${id} stopped`)
      return true
    },
  }
  const watch = (_stream: string, next: Listener) => {
    listener = next
    return () => said.push('deaf')
  }
  const kept = keepAwake({ watch } as never, blocker)
  const see = (sender: string, ...open: string[]) => listener({ session: { witnesses: { sender } }, program: { open: open.map((id) => ({ id })) } })
  see('off', 'screen:0')
  see('off')
  expect(said).toEqual([])
  see('connecting', 'camera:1')
  see('publishing', 'camera:1')
  expect(said.splice(0)).toEqual(['1 prevent-app-suspension'])
  see('publishing', 'camera:1', 'window:7')
  see('reconnecting', 'screen:0')
  expect(said.splice(0)).toEqual(['2 prevent-display-sleep', '1 stopped'])
  see('publishing', 'page:desktop-screen')
  expect(said).toEqual([])
  see('off', 'screen:0')
  expect(said.splice(0)).toEqual(['2 stopped'])
  see('publishing')
  kept[Symbol.dispose]()
  expect(said).toEqual(['3 prevent-app-suspension', 'deaf', '3 stopped'])
})
