import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCredentials } from '../../../electron/sandbox/state/credentials.ts'
import { addPortraitProfile } from '../../../electron/sandbox/state/seed.ts'
import { openStore } from '../../../electron/sandbox/state/store.ts'
import { only, sampleState } from './sample-state.ts'

let dir: string
let warned: unknown[] = []
const logger = { warn: (_message: string, fields?: unknown) => void warned.push(fields) }
beforeEach(() => {
  warned = []
  dir = mkdtempSync(join(tmpdir(), 'tally-store-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const never = () => {
  throw new Error('not to be seeded again')
}

describe('the store', () => {
  it('remembers every change at once, and never hands out an id twice', () => {
    const store = openStore(dir, sampleState, logger)
    const room = only(store.read().rooms)
    const id = store.newId()
    store.commit({
      rooms: [
        { ...room, title: 'changed' },
        { ...room, id, title: 'new' },
      ],
    })
    const again = openStore(dir, never, logger)
    expect(again.read().rooms.map(({ title }) => title)).toEqual(['changed', 'new'])
    expect(again.newId()).toBe(id + 1)
    expect(readdirSync(dir)).toEqual(['state.journal', 'state.json'])
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600)
  })

  it('writes what has changed and no more, and takes it up wherever its writer was killed', () => {
    const store = openStore(dir, sampleState, logger)
    const room = only(store.read().rooms)
    const whole = statSync(join(dir, 'state.json')).mtimeMs
    store.commit({ rooms: [{ ...room, title: 'first' }] })
    store.commit({ rooms: [{ ...room, title: 'second' }] })
    const journal = readFileSync(join(dir, 'state.journal'), 'utf8')
    expect(statSync(join(dir, 'state.json')).mtimeMs).toBe(whole)
    expect(journal.split('\n')).toHaveLength(3)
    const titleAfter = (text: string) => {
      writeFileSync(join(dir, 'state.json'), JSON.stringify(sampleState()))
      writeFileSync(join(dir, 'state.journal'), text)
      return only(openStore(dir, never, logger).read().rooms).title
    }
    const [first = '', second = ''] = journal.split('\n')
    expect(titleAfter('')).toBe('Rehearsal 1')
    expect(titleAfter(`${first}\n`)).toBe('first')
    expect(titleAfter(`${first}\n${second.slice(0, 40)}`)).toBe('first')
    expect(titleAfter(journal)).toBe('second')
    // killed between writing the whole state and emptying the journal
    expect(titleAfter(journal + journal)).toBe('second')
  })

  it('puts a long journal into the whole state', () => {
    const store = openStore(dir, sampleState, logger)
    const room = { ...only(store.read().rooms), description: 'x'.repeat(1_500_000) }
    for (const title of ['a', 'b', 'c']) store.commit({ rooms: [{ ...room, title }] })
    expect(statSync(join(dir, 'state.journal')).size).toBe(0)
    store.commit({ rooms: [{ ...room, title: 'd', description: null }] })
    expect(only(openStore(dir, never, logger).read().rooms)).toMatchObject({ title: 'd', description: null })
  })

  it('tells what was committed, and what was before', () => {
    const store = openStore(dir, sampleState, logger)
    const room = only(store.read().rooms)
    const told: unknown[] = []
    store.onCommit((changes, before) => told.push([only(before.rooms).title, changes.rooms?.[0]?.title]))
    store.commit({ rooms: [{ ...room, title: 'new' }] })
    expect(told).toEqual([['Rehearsal 1', 'new']])
  })

  it('sets a file aside that it cannot read, and begins anew', () => {
    writeFileSync(join(dir, 'state.json'), '{"version":1,')
    expect(openStore(dir, sampleState, logger).read()).toMatchObject({ nextId: 1007 })
    expect(readFileSync(join(dir, 'state.json.broken'), 'utf8')).toBe('{"version":1,')
    expect(warned).toEqual([{ kept: join(dir, 'state.json.broken') }])
  })

  it('takes up a folder of before there were portrait profiles, once', () => {
    const { profiles, rooms, ...rest } = sampleState()
    const oldRooms = rooms.map(({ profileId: _, ...room }) => room)
    writeFileSync(join(dir, 'state.json'), JSON.stringify({ ...rest, nextId: 1006, profiles: profiles.slice(0, 1), rooms: oldRooms }))
    const shapes = () => {
      const store = openStore(dir, never, logger)
      addPortraitProfile(store, '2026-03-01T11:00:00.000Z')
      return store
        .read()
        .profiles.map(({ id, name, profile }) => [id, name, ...profile.videoStreams.map(({ width, height }) => `${width}x${height}`)])
    }
    const both = [
      [1002, 'landscape', '640x360', '1280x720'],
      [1006, 'portrait', '360x640', '720x1280'],
    ]
    expect([shapes(), shapes()]).toEqual([both, both])
    expect(openStore(dir, never, logger).read()).toMatchObject({ nextId: 1007, rooms: [{ profileId: null }] })
  })

  it('makes the key pair once', () => {
    let made = 0
    const random = (length: number) => {
      made += 1
      return String(made).repeat(length)
    }
    const first = openCredentials(dir, random, logger)
    expect(first).toEqual({ apiKey: `local-${'1'.repeat(16)}`, apiSecret: '2'.repeat(40) })
    expect(openCredentials(dir, random, logger)).toEqual(first)
    expect(warned).toEqual([])
    writeFileSync(join(dir, 'credentials.json'), '{"apiKey":""}')
    expect(openCredentials(dir, random, logger)).toEqual({ apiKey: `local-${'3'.repeat(16)}`, apiSecret: '4'.repeat(40) })
    expect(readdirSync(dir)).toEqual(['credentials.json', 'credentials.json.broken'])
    expect(warned).toEqual([{ kept: join(dir, 'credentials.json.broken') }])
  })
})
