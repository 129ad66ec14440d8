import { useTranslation } from 'react-i18next'
import { isAboutFfmpeg } from '#shared/failure'
import { useCommand, useReachable, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { requestConnections } from '../connections/open-connections.ts'
import { showTab } from '../layout/view-store.ts'
import { askForceEnd } from '../session/ask-force-end.ts'
import type { Dismissal } from './collect-failures.ts'
import type { Remedy } from './remedy.ts'

/** The one button that does what helps. */
export function RemedyButton({ remedy }: { readonly remedy: Remedy }) {
  const { t } = useTranslation()
  const { app } = useSnapshot()
  const { busy } = useCommand()
  const reachable = useReachable()
  const act = useRemedy()
  return (
    <>
      {remedy === 'find-ffmpeg' && app.ffmpeg.own !== null && <BuiltInFfmpeg />}
      <Button
        small
        look="primary"
        testId="failure-remedy"
        onPress={() => void act(remedy)}
        disabled={busy || (!reachable && remedy !== 'reload')}
        data={{ 'data-value': remedy }}
      >
        {t(`failures.remedy.${remedy}`)}
      </Button>
    </>
  )
}

export function DismissButton({ dismissal }: { readonly dismissal: Exclude<Dismissal, null> }) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const { forget } = useRefusal()
  const reachable = useReachable()
  const dismiss = () => (dismissal === 'page' ? forget() : void run('session.dismissFailure', null))
  return (
    <Button small look="quiet" testId="failure-dismiss" onPress={dismiss} disabled={dismissal === 'core' && (busy || !reachable)}>
      {t('failures.dismiss')}
    </Button>
  )
}

/** Whoever chose a file of their own may give it up. */
function BuiltInFfmpeg() {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const act = useRemedy()
  const take = async () => {
    const chosen = await run('program.useFfmpeg', { path: null })
    if (chosen.ok) await act('find-ffmpeg')
  }
  return (
    <Button small testId="ffmpeg-built-in" onPress={() => void take()} disabled={busy || !reachable}>
      {t('failures.builtInFfmpeg')}
    </Button>
  )
}

function useRemedy() {
  const { connection, session } = useSnapshot()
  const { run } = useCommand()
  const connectAgain = () => run('connection.select', { connectionId: connection.currentId ?? '' })
  return async (remedy: Remedy): Promise<void> => {
    switch (remedy) {
      case 'reload':
        return location.reload()
      case 'edit-connection':
        return requestConnections({ at: 'edit', connectionId: connection.currentId ?? '' })
      case 'renew-token':
        return requestConnections({ at: 'renew', connectionId: connection.currentId ?? '' })
      case 'retry-connection':
        return void (await connectAgain())
      case 'retry-picture':
        return void (await run('program.openPreview', null))
      case 'test-picture':
        return void (await run('program.setSource', { sourceId: 'test-pattern' }))
      case 'find-screens':
        return void (await run('program.refreshSources', null))
      case 'find-ffmpeg':
        // What its absence had stopped goes on.
        if (session.failure !== null && isAboutFfmpeg(session.failure)) await run('session.dismissFailure', null)
        return void (connection.state === 'failed' && connection.currentId !== null
          ? await connectAgain()
          : await run('program.refreshSources', null))
      case 'refresh-rooms':
        showTab('setup')
        return void (await run('room.refresh', null))
      case 'start-again':
        return void (await run('session.streamStart', null))
      case 'force-end':
        return askForceEnd(null)
    }
  }
}
