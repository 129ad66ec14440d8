import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge, useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { fitProfile } from './fit-profile.ts'

/** Picture and stream key are made for different shapes: what that means, and the two ways out. */
export function ProfileMismatch() {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const { run, busy } = useCommand()
  const bridge = useBridge()
  const reachable = useReachable()
  const { setOrientation, chooseProfile } = session.actions
  // Only an operator sees the profiles; a member is told whom to ask.
  const may = chooseProfile.allowed || chooseProfile.reason !== 'ask-operator'
  const unasked = session.profiles === null && may

  // Known by the time the person has read what is wrong; a failure is told where they ask themselves.
  useEffect(() => {
    if (reachable && unasked) void bridge.call('streamKey.listProfiles', null)
  }, [bridge, reachable, unasked])

  const profile = session.streamKey?.profile ?? null
  if (!program.mismatch || profile === null) return null
  const wanted = program.orientation === 'horizontal' ? 'vertical' : 'horizontal'
  const fit = fitProfile(session.profiles, program.orientation)
  return (
    <div className="mismatch" data-testid="profile-mismatch">
      <p className="told">
        <Icon name="warn" />
        <span>{t(`output.mismatch.${program.orientation}`, { name: profile.name })}</span>
      </p>
      <div className="mismatch-ways">
        <Button
          small
          testId="profile-fix-picture"
          onPress={() => void run('program.setOrientation', { orientation: wanted })}
          disabled={busy || !reachable || !setOrientation.allowed}
          reason={setOrientation.allowed ? undefined : t(`reason.${setOrientation.reason}`)}
        >
          {t(`output.fixPicture.${wanted}`)}
        </Button>
        {fit.kind === 'profile' ? (
          <Button
            small
            testId="profile-fix-key"
            onPress={() => void run('streamKey.chooseProfile', { profileId: fit.profile.id })}
            disabled={busy || !reachable || !chooseProfile.allowed}
            reason={chooseProfile.allowed ? undefined : t(`reason.${chooseProfile.reason}`)}
            data={{ 'data-value': fit.profile.id }}
          >
            {t('output.fixKey', { name: fit.profile.name })}
          </Button>
        ) : (
          <Button
            small
            testId="profile-fix-key"
            onPress={() => void run('streamKey.listProfiles', null)}
            disabled={busy || !reachable || !may || fit.kind === 'none'}
            reason={may ? undefined : t('reason.ask-operator')}
          >
            {t('output.findProfile')}
          </Button>
        )}
      </div>
      {!may && <p className="muted">{t('reason.ask-operator')}</p>}
      {fit.kind === 'none' && <p className="muted">{t(`output.noProfile.${program.orientation}`)}</p>}
    </div>
  )
}
