import { useTranslation } from 'react-i18next'
import { useCommand, useReachable } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type GuideGate, type GuideStep, guideSteps } from './guide-progress.ts'
import { Invitation } from './invitation.tsx'
import { useGuide } from './use-guide.ts'

/** The first run: a guided rehearsal, then the invitation to connect an account. */
export function GuideCard() {
  const progress = useGuide()
  switch (progress.kind) {
    case 'hidden':
      return null
    case 'rehearsal':
      return <Rehearsal step={progress.step} gate={progress.gate} />
    case 'invitation':
      return <Invitation />
  }
}

function Rehearsal({ step, gate }: { readonly step: GuideStep; readonly gate: GuideGate }) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const current = guideSteps.indexOf(step)
  const skip = (
    <Button small look="quiet" testId="guide-skip" disabled={busy || !reachable} onPress={() => void run('settings.set', { guide: 'done' })}>
      {t('guide.skip')}
    </Button>
  )
  return (
    <div className="guide" data-testid="guide" data-state="rehearsal" data-value={step}>
      <Card title={t('guide.title')} action={skip}>
        <p className="guide-safe">
          <Icon name="lock" />
          {t('guide.safe')}
        </p>
        <ol className="guide-steps">
          {guideSteps.map((name, index) => (
            <StepRow key={name} name={name} number={index + 1} state={stateOf(index, current)} gate={gate} />
          ))}
        </ol>
      </Card>
    </div>
  )
}

type StepState = 'done' | 'current' | 'next'
const stateOf = (index: number, current: number): StepState => (index < current ? 'done' : index === current ? 'current' : 'next')

function StepRow(props: { readonly name: GuideStep; readonly number: number; readonly state: StepState; readonly gate: GuideGate }) {
  const { t } = useTranslation()
  const { name, number, state, gate } = props
  return (
    <li className="guide-step" data-testid="guide-step" data-value={name} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
      <span className="guide-mark" aria-hidden="true">
        {state === 'done' ? <Icon name="check" /> : number}
      </span>
      <div>
        <strong>
          {t(`guide.steps.${name}.name`)}
          {state === 'done' && <span className="unseen"> {t('guide.stepDone')}</span>}
        </strong>
        {state === 'current' && <p>{words()}</p>}
      </div>
    </li>
  )

  function words(): string {
    if (name === 'watch') return t('guide.steps.watch.wait')
    switch (gate.kind) {
      case 'act':
        return t(`guide.steps.${name}.act`)
      case 'wait':
        return t(`guide.steps.${name}.wait`)
      case 'blocked':
        return t(`reason.${gate.reason}`)
    }
  }
}
