import type { TFunction } from 'i18next'
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
        <ol className="guide-marks">
          {guideSteps.map((name, index) => (
            <StepMark key={name} name={name} number={index + 1} state={stateOf(index, current)} />
          ))}
        </ol>
        <div className="guide-now">
          <strong>{t(`guide.steps.${step}.name`)}</strong>
          <p>{wordsOf(t, step, gate)}</p>
        </div>
      </Card>
    </div>
  )
}

type StepState = 'done' | 'current' | 'next'
const stateOf = (index: number, current: number): StepState => (index < current ? 'done' : index === current ? 'current' : 'next')

function StepMark({ name, number, state }: { readonly name: GuideStep; readonly number: number; readonly state: StepState }) {
  const { t } = useTranslation()
  return (
    <li
      className="guide-mark"
      data-testid="guide-step"
      data-value={name}
      data-state={state}
      title={t(`guide.steps.${name}.name`)}
      aria-current={state === 'current' ? 'step' : undefined}
    >
      <span className="unseen">
        {t(`guide.steps.${name}.name`)} {state === 'done' && t('guide.stepDone')}
      </span>
      <span aria-hidden="true">{state === 'done' ? <Icon name="check" /> : number}</span>
    </li>
  )
}

function wordsOf(t: TFunction, name: GuideStep, gate: GuideGate): string {
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
