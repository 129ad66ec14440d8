import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePageFiles } from '../../../electron/app/serve-page-files.ts'
import type { PageLook } from '../../../electron/transport/page-look.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'

let answer: (request: Request) => Promise<Response>
let look: PageLook | null = null
let folder: Awaited<ReturnType<typeof makeTempDir>>

beforeAll(async () => {
  folder = await makeTempDir()
  const rendererDir = join(folder.path, 'renderer')
  await mkdir(rendererDir)
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><html lang="en"><title>Tally</title></html>')
  await writeFile(join(rendererDir, 'page.js'), 'start("<html>")')
  await writeFile(join(folder.path, 'secret.txt'), 'hidden')
  const protocol = {
    handle: (_scheme: string, handler: typeof answer) => {
      answer = handler
    },
  }
  const gateway = { expose: () => null, respond: async () => new Response('media') }
  servePageFiles({ protocol } as never, rendererDir, gateway, () => look)
})
afterAll(() => folder.remove())

const get = async (path: string) => {
  const response = await answer(new Request(`app://tally${path}`))
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}

test('the page comes in the language and theme of the settings, as they are when it is asked for', async () => {
  look = { language: 'ko', theme: 'light' }
  expect(await get('/')).toEqual({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: '<!doctype html><html lang="ko" data-lang="ko" data-theme="light"><title>Tally</title></html>',
  })
  look = { language: null, theme: 'contrast' }
  expect((await get('/')).body).toContain('<html lang="en" data-theme="contrast">')
})

test('other files come as they are, and none from beside the page', async () => {
  expect(await get('/page.js')).toEqual({ status: 200, type: 'text/javascript; charset=utf-8', body: 'start("<html>")' })
  expect((await get('/media/a')).body).toBe('media')
  expect([(await get('/nothing.js')).status, (await get('/..%2fsecret.txt')).status]).toEqual([404, 404])
})
