import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

const program = `
import { endWithNpm } from './scripts/end-with-npm.mjs'
process.on('SIGTERM', () => { console.log('ended in order'); process.exit(0) })
setTimeout(() => process.exit(1), 30000)
endWithNpm()
console.log('running')
`

test.skipIf(process.platform === 'win32')('a program that npm started ends in order when its shell is gone', async () => {
  const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$PROGRAM"; exit'], {
    env: { ...process.env, NODE: process.execPath, PROGRAM: program, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const silence = new Promise((resolve) => shell.stdout.on('end', resolve))
  shell.stdout.on('data', (chunk) => {
    said += chunk
    if (String(chunk).includes('running')) shell.kill('SIGKILL')
  })
  await silence
  expect(said).toBe('running\nended in order\n')
})
