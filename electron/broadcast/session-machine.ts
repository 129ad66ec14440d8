import { assign, createActor, fromPromise, raise, setup, stateIn } from 'xstate'
import { failure } from '#shared/failure'
import { err, type Result } from '#shared/result'
import type { Timers } from '../timers.ts'
import {
  confirmForceMs,
  confirmLiveMs,
  endSettleMs,
  forcedArchiveMs,
  forceStopMs,
  notConvertedMs,
  notSeenMs,
  shutOutRetryMs,
  slowToConvertMs,
  slowToSeeMs,
} from './deadlines.ts'
import { type CloudSeat, firstContext, type SessionContext, type SessionEvent, type SessionOperations } from './session-context.ts'
import { sessionGuards } from './session-guards.ts'
import { decideRecovery, endRefused, isInDoubt, isUnreachable, observed, overcome, refetched, woken } from './session-steps.ts'
import { locate, type Whereabouts } from './whereabouts.ts'
import { learnFromPipeline } from './witnesses.ts'

/** Nothing tells that somebody else has taken the key. */
const nobodyElse = { refused: false, takenUntilMs: null } as const

const noSeat: Result<never> = err(failure('not-allowed', { params: { reason: 'not-connected' } }))

/**
 * The broadcast as one statechart, in two regions that run side by side: `link`, our connection to the ingest, and `show`,
 * the broadcast in the room that is followed. Everything that arrives is written into the context first; the states then
 * move by what the context says, so that no order of events can leave them behind.
 */
function sessionMachine(operations: SessionOperations, monotonicMs: () => number) {
  const since = (atMs: number | null) => (atMs === null ? null : monotonicMs() - atMs)

  type Asked = { readonly seat: CloudSeat | null; readonly roomId: SessionContext['roomId'] }
  const asked = ({ context }: { context: SessionContext }): Asked => ({ seat: context.seat, roomId: context.roomId })

  return setup({
    types: { context: {} as SessionContext, events: {} as SessionEvent | { readonly type: 'CLOSE' } },
    actors: {
      prepare: fromPromise(({ input, signal }: { input: Asked & { ownEndedAgoMs: number | null }; signal: AbortSignal }) =>
        input.seat ? operations.prepare({ ...input, seat: input.seat }, signal) : Promise.resolve(noSeat),
      ),
      send: fromPromise(({ input, signal }: { input: SessionContext['target']; signal: AbortSignal }) =>
        input ? operations.send(input, signal) : Promise.resolve(noSeat),
      ),
      stopSending: fromPromise(() => operations.stopSending()),
      untilReachable: fromPromise(({ input, signal }: { input: SessionContext['target']; signal: AbortSignal }) =>
        input ? operations.untilReachable(input, signal) : Promise.resolve(),
      ),
      fetchTarget: fromPromise(({ input, signal }: { input: Asked & { target: SessionContext['target'] }; signal: AbortSignal }) =>
        input.seat ? operations.fetchTarget(input.seat, input.target?.mode ?? null, signal) : Promise.resolve(noSeat),
      ),
      startRoom: fromPromise(({ input }: { input: Asked }) =>
        input.seat && input.roomId ? operations.startRoom(input.seat, input.roomId) : Promise.resolve(noSeat),
      ),
      endRoom: fromPromise(({ input }: { input: Asked }) =>
        input.seat && input.roomId ? operations.endRoom(input.seat, input.roomId) : Promise.resolve(noSeat),
      ),
      forceTerminate: fromPromise(({ input }: { input: Asked }) => (input.seat ? operations.forceTerminate(input.seat) : Promise.resolve(noSeat))),
    },
    guards: sessionGuards(monotonicMs),
    delays: { retry: ({ context }) => context.recovery?.afterMs ?? 0, retryEnd: ({ context }) => context.retryEndAfterMs },
    actions: {
      refresh: ({ context }) => {
        if (context.seat) operations.refresh(context.seat)
      },
      beginRun: assign({
        attempt: 0,
        keyRefetched: false,
        publishedThisRun: false,
        gaveUp: false,
        failure: null,
        recovery: null,
        target: null,
        ...nobodyElse,
      }),
      beginAttempt: assign({ senderLost: null, senderStalled: false }),
      beginPublishing: assign(() => ({ publishingSinceMs: monotonicMs(), publishedThisRun: true, loss: null, ...nobodyElse })),
      endPublishing: assign(() => ({ publishedUntilMs: monotonicMs(), unreleasedSinceMs: monotonicMs() })),
      decideRecovery: assign(({ context }) => decideRecovery(context, monotonicMs())),
      overcome: assign(({ context }) => overcome(context)),
      sayNotSeen: assign({ failure: failure('service-does-not-see-stream') }),
      sayNotConverted: assign({ failure: failure('service-does-not-convert') }),
      sayDoubt: assign(({ context }) => {
        const doubt = context.doubt ?? failure('cloud-timeout')
        return { doubt, failure: doubt }
      }),
      dispelDoubt: assign(({ context }) => ({ doubt: null, failure: context.failure === context.doubt ? null : context.failure })),
      beginEnding: assign({ endStuck: false, failure: null }),
      getStuck: assign(({ context }) => ({ endStuck: true, failure: context.failure ?? failure('ending-stuck') })),
      endSettled: assign({ endStuck: false, failure: null, doubt: null }),
      wishForce: assign({ force: 'wished', failure: null, doubt: null }),
      forceDone: assign({ force: 'done' }),
      giveUpForce: assign({ force: 'none' }),
      sayForceUnconfirmed: assign(({ context }) => ({ failure: context.doubt ?? failure('force-end-unconfirmed'), doubt: null })),
      sayArchiveFailed: assign({ failure: failure('archive-failed') }),
    },
  }).createMachine({
    context: firstContext,
    type: 'parallel',
    on: {
      OBSERVED: {
        actions: assign(({ context, event }) => observed(context, event.observation)),
      },
      PIPELINE: { actions: assign(({ context, event }) => learnFromPipeline(context, event.event)) },
      WAKE: { actions: assign(({ context, event }) => woken(context, { monotonicMs: monotonicMs(), wallMs: event.nowWallMs })) },
      DISMISS: { actions: assign({ failure: null, gaveUp: false }) },
    },
    states: {
      link: {
        initial: 'off',
        states: {
          off: { always: { guard: 'gaveUp', target: 'failed' }, on: { START: 'checking' } },
          failed: { always: { guard: 'hopeful', target: 'off' }, on: { START: 'checking' } },
          checking: {
            entry: 'beginRun',
            invoke: {
              src: 'prepare',
              input: ({ context }) => ({ ...asked({ context }), ownEndedAgoMs: since(context.unreleasedSinceMs) }),
              onDone: [
                {
                  guard: ({ event }) => event.output.ok,
                  target: 'opening',
                  actions: assign(({ event }) => (event.output.ok ? { target: event.output.value } : {})),
                },
                {
                  target: 'off',
                  actions: assign(({ event }) =>
                    event.output.ok ? {} : { failure: event.output.failure, gaveUp: event.output.failure.code !== 'not-allowed' },
                  ),
                },
              ],
            },
            on: { STOP: 'closing', CLOSE: 'closing' },
          },
          opening: {
            entry: 'beginAttempt',
            invoke: {
              src: 'send',
              input: ({ context }) => context.target,
              onDone: [
                { guard: ({ event }) => event.output.ok, target: 'open' },
                {
                  target: 'deciding',
                  actions: assign(({ event }) => (event.output.ok ? {} : { senderLost: event.output.failure })),
                },
              ],
            },
            on: { STOP: 'closing', CLOSE: 'closing' },
          },
          open: {
            // The key is about to change: asking at once also makes the next questions come faster.
            entry: ['beginPublishing', 'refresh'],
            exit: 'endPublishing',
            always: { guard: 'lost', target: 'deciding' },
            on: {
              STOP: 'closing',
              CLOSE: 'closing',
              RECONNECT: { guard: 'stalled', target: 'resetting', actions: assign({ attempt: 1 }) },
              NUDGE: { guard: 'stalled', target: 'resetting', actions: assign({ attempt: 1 }) },
            },
            initial: 'unseen',
            states: {
              unseen: {
                always: [
                  { guard: 'settled', target: 'settled' },
                  { guard: 'converting', target: 'converting' },
                ],
                initial: 'waiting',
                states: {
                  waiting: { after: { [slowToSeeMs]: 'slow-to-see' } },
                  'slow-to-see': { after: { [notSeenMs - slowToSeeMs]: 'not-seen' } },
                  'not-seen': { entry: 'sayNotSeen' },
                },
                exit: 'overcome',
              },
              converting: {
                always: [
                  { guard: 'settled', target: 'settled' },
                  { guard: 'unseen', target: 'unseen' },
                ],
                initial: 'converting',
                states: {
                  converting: { after: { [slowToConvertMs]: 'slow-to-convert' } },
                  'slow-to-convert': { after: { [notConvertedMs - slowToConvertMs]: 'not-converting' } },
                  'not-converting': { entry: 'sayNotConverted' },
                },
                exit: 'overcome',
              },
              settled: {
                always: [
                  { guard: 'unseen', target: 'unseen' },
                  { guard: 'converting', target: 'converting' },
                ],
              },
            },
          },
          deciding: {
            entry: 'decideRecovery',
            always: [{ guard: 'gaveUp', target: 'closing' }, { guard: 'taken', target: 'shut-out' }, { target: 'waiting' }],
          },
          waiting: {
            always: { guard: 'taken', target: 'shut-out' },
            // Where nobody answered, the first answer is worth more than the rest of the pause.
            invoke: {
              src: 'untilReachable',
              input: ({ context }) => (isUnreachable(context) ? context.target : null),
              onDone: { guard: 'unreachable', target: 'opening' },
            },
            after: { retry: [{ guard: 'mustRefetch', target: 'refetching' }, { target: 'opening' }] },
            on: {
              RECONNECT: [{ guard: 'mustRefetch', target: 'refetching' }, { target: 'opening' }],
              // The way may need a few tries more until it carries: they come close upon each other again.
              NUDGE: [
                { guard: 'mustRefetch', target: 'refetching', actions: assign({ attempt: 1 }) },
                { target: 'opening', actions: assign({ attempt: 1 }) },
              ],
              STOP: 'closing',
              CLOSE: 'closing',
            },
          },
          // Somebody else sends with our key: trying would be noise. Goes on by itself when they stop.
          'shut-out': {
            always: { guard: 'free', target: 'refetching' },
            after: { [shutOutRetryMs]: 'refetching' },
            on: { RECONNECT: 'refetching', STOP: 'closing', CLOSE: 'closing' },
          },
          refetching: {
            invoke: {
              src: 'fetchTarget',
              input: ({ context }) => ({ ...asked({ context }), target: context.target }),
              onDone: {
                target: 'refetched',
                actions: assign(({ context, event }) => refetched(context, event.output, monotonicMs())),
              },
            },
            on: { STOP: 'closing', CLOSE: 'closing' },
          },
          refetched: { always: [{ guard: 'gaveUp', target: 'closing' }, { target: 'opening' }] },
          resetting: { invoke: { src: 'stopSending', onDone: 'opening' }, on: { STOP: 'closing', CLOSE: 'closing' } },
          closing: {
            invoke: { src: 'stopSending', onDone: 'off' },
            exit: assign({
              loss: null,
              target: null,
              recovery: null,
              attempt: 0,
              senderStalled: false,
              senderLost: null,
              publishingSinceMs: null,
              ...nobodyElse,
            }),
          },
        },
      },
      show: {
        initial: 'off',
        on: {
          ATTACH: {
            target: '.off',
            actions: assign(({ context, event }) => ({
              ...firstContext,
              encoder: context.encoder,
              seat: event.seat,
              roomId: event.roomId,
              observation: event.seat.watcher.current(),
            })),
          },
          DETACH: { target: '.off', actions: assign(({ context }) => ({ ...firstContext, encoder: context.encoder })) },
          FOLLOW: { target: '.off', actions: assign(({ event }) => ({ roomId: event.roomId, failure: null, gaveUp: false })) },
        },
        states: {
          off: {
            id: 'no-show',
            entry: assign({ force: 'none', wasEnding: false }),
            always: { guard: 'onAir', target: 'on-air' },
            on: {
              GO_LIVE: { guard: 'startable', target: 'going-live' },
              FORCE_END: { target: 'force-ending', actions: 'wishForce' },
            },
          },
          'going-live': {
            initial: 'calling',
            entry: assign({ doubt: null, failure: null }),
            states: {
              // Never left before the answer: two requests about one room are never under way at once.
              calling: {
                invoke: {
                  src: 'startRoom',
                  input: asked,
                  onDone: [
                    {
                      guard: ({ event }) => !event.output.ok && !isInDoubt(event.output.failure),
                      target: '#no-show',
                      actions: ['refresh', assign(({ event }) => (event.output.ok ? {} : { failure: event.output.failure }))],
                    },
                    { target: 'confirming', actions: assign(({ event }) => ({ doubt: event.output.ok ? null : event.output.failure })) },
                  ],
                },
              },
              confirming: {
                entry: 'refresh',
                always: { guard: 'onAir', target: '#on-air' },
                after: {
                  [confirmLiveMs]: { target: '#no-show', actions: 'sayDoubt' },
                },
              },
            },
          },
          'on-air': {
            id: 'on-air',
            entry: 'dispelDoubt',
            always: [
              { guard: 'over', target: 'archiving', actions: raise({ type: 'CLOSE' }) },
              { guard: 'notBegun', target: 'off' },
            ],
            on: {
              END: { target: 'ending', actions: 'beginEnding' },
              FORCE_END: { target: 'force-ending', actions: 'wishForce' },
            },
            initial: 'live',
            states: {
              live: { always: { guard: 'interrupted', target: 'interrupted' } },
              interrupted: { always: { guard: 'live', target: 'live' } },
            },
          },
          ending: {
            id: 'ending',
            entry: [raise({ type: 'CLOSE' }), assign({ wasEnding: true })],
            // Taken up as soon as no request to end is under way.
            on: { FORCE_END: { actions: 'wishForce' } },
            initial: 'closing',
            states: {
              closing: {
                always: [
                  { guard: 'forceWished', target: '#force-ending' },
                  { guard: stateIn({ link: 'off' }), target: 'settling' },
                  { guard: stateIn({ link: 'failed' }), target: 'settling' },
                ],
              },
              settling: {
                // The deadline runs over all attempts; after it the end is called stuck and goes on waiting.
                after: { [endSettleMs]: { actions: 'getStuck' } },
                initial: 'waiting',
                states: {
                  waiting: {
                    entry: 'refresh',
                    always: [
                      { guard: 'over', target: '#archiving' },
                      { guard: 'forceWished', target: '#force-ending' },
                      { guard: 'endable', target: 'requesting' },
                    ],
                  },
                  requesting: {
                    invoke: {
                      src: 'endRoom',
                      input: asked,
                      onDone: [
                        { guard: ({ event }) => event.output.ok, target: '#archiving' },
                        {
                          target: 'pausing',
                          actions: assign(({ context, event }) => (event.output.ok ? {} : endRefused(context, event.output.failure))),
                        },
                      ],
                    },
                  },
                  pausing: {
                    entry: 'refresh',
                    always: [
                      { guard: 'over', target: '#archiving' },
                      { guard: 'forceWished', target: '#force-ending' },
                    ],
                    after: { retryEnd: 'waiting' },
                  },
                },
              },
            },
          },
          'force-ending': {
            id: 'force-ending',
            entry: raise({ type: 'CLOSE' }),
            initial: 'stopping',
            states: {
              stopping: {
                always: [
                  { guard: 'over', target: '#archiving', actions: 'giveUpForce' },
                  { guard: 'nothingToEnd', target: '#no-show' },
                  { guard: stateIn({ link: 'off' }), target: 'requesting' },
                  { guard: stateIn({ link: 'failed' }), target: 'requesting' },
                ],
                after: { [forceStopMs]: 'requesting' },
              },
              requesting: {
                invoke: {
                  src: 'forceTerminate',
                  input: asked,
                  onDone: [
                    {
                      guard: ({ event }) => !event.output.ok && !isInDoubt(event.output.failure),
                      target: 'refused',
                      actions: ['refresh', assign(({ event }) => (event.output.ok ? {} : { failure: event.output.failure }))],
                    },
                    { target: 'confirming', actions: assign(({ event }) => ({ doubt: event.output.ok ? null : event.output.failure })) },
                  ],
                },
              },
              // The answer that shows it brings the reissued key along. Where it does not come, nothing is asked twice without a person.
              confirming: {
                entry: 'refresh',
                always: [
                  { guard: 'over', target: '#archiving', actions: 'forceDone' },
                  { guard: 'nothingToEnd', target: '#no-show' },
                ],
                after: { [confirmForceMs]: { target: 'refused', actions: 'sayForceUnconfirmed' } },
              },
              refused: {
                entry: 'giveUpForce',
                always: [{ guard: 'wasEnding', target: '#ending' }, { guard: 'onAir', target: '#on-air' }, { target: '#no-show' }],
              },
            },
          },
          archiving: {
            id: 'archiving',
            entry: ['endSettled', 'refresh'],
            always: [
              { guard: 'archiveFailed', target: 'failed' },
              { guard: 'archived', target: 'done' },
            ],
            after: { [forcedArchiveMs]: { guard: 'endedByForceWithoutArchive', target: 'done' } },
          },
          done: {},
          failed: { entry: 'sayArchiveFailed' },
        },
      },
    },
  })
}

/** The running statechart: told what happens, asked where it is. */
export type SessionActor = {
  readonly send: (event: SessionEvent) => void
  readonly context: () => SessionContext
  readonly whereabouts: () => Whereabouts
  /** Called after every step. */
  readonly onChange: (listener: () => void) => void
  readonly stop: () => void
}

export function startSessionActor(operations: SessionOperations, monotonicMs: () => number, timers: Timers): SessionActor {
  const actor = createActor(sessionMachine(operations, monotonicMs), {
    clock: { setTimeout: (run, ms) => timers.after(ms, run), clearTimeout: (cancel) => cancel?.() },
  })
  actor.start()
  return {
    send: (event) => actor.send(event),
    context: () => actor.getSnapshot().context,
    whereabouts: () => locate(actor.getSnapshot().value, actor.getSnapshot().context),
    onChange: (listener) => void actor.subscribe(listener),
    stop: () => void actor.stop(),
  }
}
