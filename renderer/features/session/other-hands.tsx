import { useTranslation } from 'react-i18next'
import { useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { askReissue } from '../stream-key/stream-key-requests.ts'
import { askForceEnd } from './ask-force-end.ts'
import { readOtherHands } from './read-other-hands.ts'

/** Somebody else sends with this stream key: what that means, what can be done from here, and how to be rid of them. */
export function OtherHands() {
  const { t } = useTranslation()
  const { session } = useSnapshot()
  const reachable = useReachable()
  const found = readOtherHands(session)
  if (found === null) return null
  const { forceEnd, reissueKey } = session.actions
  return (
    <section
      className="notice"
      data-testid="other-hands"
      data-value={found.who}
      data-state={found.onAir ? 'on-air' : 'off-air'}
      aria-labelledby="hands-title"
    >
      <h2 id="hands-title" className="notice-title">
        <Icon name="warn" />
        {t(`hands.${found.who}`)}
      </h2>
      <p>{t(found.onAir ? 'hands.onAir' : 'hands.offAir')}</p>
      <p className="notice-todo">{t(found.onAir ? 'hands.onAirTodo' : 'hands.offAirTodo')}</p>
      {(forceEnd.allowed || reissueKey.allowed) && (
        <>
          <p>{t('hands.notYours')}</p>
          <div className="notice-end">
            {reissueKey.allowed && (
              <Button small testId="hands-reissue" onPress={() => askReissue(null)} disabled={!reachable}>
                {t('streamKey.reissue.open')}
              </Button>
            )}
            {forceEnd.allowed && (
              <Button small testId="hands-force-end" onPress={() => askForceEnd(null)} disabled={!reachable}>
                {t('failures.remedy.force-end')}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}
