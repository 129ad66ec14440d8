import { z } from 'zod'
import type { Result } from '../result.ts'

const uploadNumber = z.number().int().nonnegative().max(0xffff_ffff)

/**
 * The messages of the contract. Core → page: JSON, except values of a binary stream, which travel as one frame: 4 bytes big-endian watch number,
 * 4 bytes big-endian sequence number, then the raw value. Page → core: JSON, except the pieces of an upload, which travel in the same frame with the
 * number of the upload and the piece’s own, from 1 on. Each piece is acknowledged once it was taken.
 */
export const upMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id: z.number().int().nonnegative(), command: z.string().max(100), input: z.unknown() }),
  z.strictObject({ type: z.literal('watch'), id: z.number().int().nonnegative(), stream: z.string().max(100) }),
  z.strictObject({ type: z.literal('unwatch'), id: z.number().int().nonnegative() }),
  z.strictObject({ type: z.literal('ack'), id: z.number().int().nonnegative(), sequence: z.number().int().nonnegative() }),
  z.strictObject({
    type: z.literal('upload'),
    id: uploadNumber,
    kind: z.literal('page-media'),
    source: z.string().max(100).describe('what the page offered'),
  }),
  z.strictObject({ type: z.literal('end-upload'), id: uploadNumber }),
])
export type UpMessage = z.input<typeof upMessageSchema>

export type DownMessage =
  | { readonly type: 'result'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'next'; readonly id: number; readonly sequence: number; readonly value: unknown }
  /** Every piece of this upload up to this one was taken. */
  | { readonly type: 'taken'; readonly id: number; readonly sequence: number }

/** Bytes before the value in a binary frame. */
export const binaryHeaderBytes = 8

/** The largest text that a page may send, in bytes. */
export const maxUpMessageBytes = 64 * 1024

/** The largest piece of an upload, in bytes, without its header. */
export const maxPieceBytes = 256 * 1024

/** What an upload may take in the long run, and what of it may wait at any time. */
export const uploadLimits = { bytesPerSecond: 2 * 1024 * 1024, waitingBytes: 8 * 1024 * 1024 } as const
