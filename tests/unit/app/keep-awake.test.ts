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
  const scenes = (['screen-camera', 'camera', 'slate'] as const).map((layout) => ({ id: layout, layout }))
  const see = (sender: string, sceneId: 'screen-camera' | 'camera' | 'slate' = 'camera', sourceId = 'screen:0') =>
    listener({ session: { witnesses: { sender } }, program: { scenes, sceneId, sourceId } })
  see('off', 'screen-camera')
  see('off')
  expect(said).toEqual([])
  see('connecting')
  see('publishing', 'slate')
  see('publishing', 'screen-camera', 'test-pattern')
  see('publishing', 'screen-camera', 'page:1a2b3c-screen')
  expect(said.splice(0)).toEqual(['1 prevent-app-suspension'])
  see('publishing', 'screen-camera', 'window:7')
  see('reconnecting', 'screen-camera', 'screen:0')
  expect(said.splice(0)).toEqual(['2 prevent-display-sleep', '1 stopped'])
  see('publishing', 'screen-camera', 'page:desktop-screen')
  expect(said).toEqual([])
  see('off', 'screen-camera')
  expect(said.splice(0)).toEqual(['2 stopped'])
  see('publishing')
  kept[Symbol.dispose]()
  expect(said).toEqual(['3 prevent-app-suspension', 'deaf', '3 stopped'])
})
