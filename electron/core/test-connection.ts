import type { ConnectionFinding, ConnectionReport } from '#shared/contract'
import type { Failure } from '#shared/failure'
import { ok, type Result } from '#shared/result'
import type { Member } from '#shared/wire/member'
import type { StreamKey } from '#shared/wire/stream-key'
import type { Clock } from '../clock.ts'
import type { CloudConnection, CloudCredentials, MemberTokens } from '../cloud/port.ts'
import type { Pipeline } from '../pipeline/port.ts'
import { twinAddress } from './api-address.ts'
import { type Asked, chooseAddress, failed, judgeAddress, judgeApp, judgeClock, judgeCredentials, judgeIngest, notTried } from './judge-connection.ts'

export type OpenCloud = (baseUrl: string, credentials: CloudCredentials, onTokens?: (tokens: MemberTokens) => void) => CloudConnection

export type TestDeps = {
  readonly openCloud: OpenCloud
  readonly probeIngest: Pipeline['probeIngest']
  readonly clock: Clock
}

/** What a test found, and what it learnt on the way. */
export type Tested = {
  readonly report: ConnectionReport
  /** Why the connection cannot be opened; null where it can. */
  readonly failure: Failure | null
  /** Newer tokens than the ones given, where the token URL answered with some. */
  readonly tokens: MemberTokens | null
  /** In member mode whose token it is. */
  readonly member: Member | null
}

type Tried = Asked & { readonly cloud: CloudConnection; readonly members: readonly Member[]; readonly tokens: MemberTokens | null }

/**
 * Tries an address, and its twin where FlipFlop Cloud has two, with these credentials: both are asked side by side.
 * Changes nothing and keeps nothing. Ends within the timeouts of three questions and two probes.
 */
export async function testConnection(
  { openCloud, probeIngest, clock }: TestDeps,
  apiBaseUrl: string,
  credentials: CloudCredentials,
): Promise<Tested> {
  const twin = twinAddress(apiBaseUrl)
  const given = tryAddress(openCloud, apiBaseUrl, credentials)
  const tried: readonly [Tried, ...Tried[]] = twin === null ? [await given] : await Promise.all([given, tryAddress(openCloud, twin, credentials)])
  const chosen = chooseAddress(tried)
  const { cloud, failure } = chosen
  const member = chosen.members[0] ?? null
  const expiresAtMs = cloud.standing().token?.expiresAtMs ?? null
  const owner = credentials.mode === 'member' && member !== null ? { name: member.appUserName ?? member.appUserId, expiresAtMs } : null
  const key = failure === null && member !== null ? await cloud.api.getStreamKey(member.appUserId) : null
  const findings: readonly ConnectionFinding[] = [
    judgeAddress(tried),
    judgeCredentials(chosen, owner),
    failure === null ? judgeApp(appOf(key)) : notTried('app'),
    judgeClock(cloud.api.clockOffsetMs()),
    key?.ok ? judgeIngest(key.value.ingestUrl, await reach(probeIngest, key.value.ingestUrl)) : failed('ingest', null),
  ]
  for (const each of tried) each.cloud[Symbol.dispose]()
  return {
    report: { atMs: clock.wallMs(), apiBaseUrl: chosen.apiBaseUrl, findings: [...findings] },
    failure,
    tokens: chosen.tokens,
    member: credentials.mode === 'member' ? member : null,
  }
}

async function tryAddress(openCloud: OpenCloud, apiBaseUrl: string, credentials: CloudCredentials): Promise<Tried> {
  let tokens: MemberTokens | null = null
  const cloud = openCloud(apiBaseUrl, credentials, (newer) => {
    tokens = newer
  })
  const members = await membersOf(cloud)
  return { apiBaseUrl, cloud, failure: members.ok ? null : members.failure, members: members.ok ? members.value : [], tokens }
}

/** Somebody that this connection can broadcast for, if there is anybody. */
async function membersOf(cloud: CloudConnection): Promise<Result<readonly Member[]>> {
  if (cloud.mode === 'member') {
    const self = await cloud.directory.getSelf()
    return self.ok ? ok([self.value]) : self
  }
  const members = await cloud.directory.listMembers({ pageSize: 1 })
  return members.ok ? ok(members.value.items) : members
}

function appOf(key: Result<StreamKey> | null): Parameters<typeof judgeApp>[0] {
  if (key === null) return 'no-member'
  return key.ok ? key.value.app?.name : key.failure
}

/** A first packet that is lost is sent again after a second: only a second silence means that nobody answers. */
async function reach(probeIngest: TestDeps['probeIngest'], ingestUrl: string): Promise<Result<void>> {
  const first = await probeIngest(ingestUrl)
  return first.ok || first.failure.code !== 'ingest-timeout' ? first : probeIngest(ingestUrl)
}
