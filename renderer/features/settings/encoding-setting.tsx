import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandInput, EncoderView } from '#shared/contract'
import { frameRates, heights, presets } from '#shared/encoding'
import { useCommand, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { ChosenEncoding } from './chosen-encoding.tsx'
import { chosenOf, ListedSetting, SegmentedSetting } from './chosen-setting.tsx'
import { encoderOptions } from './encoder-options.ts'

/** Size, rate and encoder of the picture. */
export function EncodingSetting({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const { run } = useCommand()
  const [known, setKnown] = useState<readonly EncoderView[]>([])
  const [looking, setLooking] = useState(false)
  const { height, fps, preset, encoder } = program.nextEncoding
  const sending = session.witnesses.sender !== 'off'
  const set = (change: CommandInput<'program.setEncoding'>) => void run('program.setEncoding', change)
  const look = async () => {
    setLooking(true)
    const listed = await run('program.listEncoders', null)
    if (listed.ok) setKnown(listed.value)
    setLooking(false)
  }
  const found = known.filter(({ available, experimental }) => available && experimental)
  return (
    <div className="encoding">
      <SegmentedSetting
        label={t('settings.encoding.height')}
        hint={t('settings.encoding.heightHint')}
        testId="quality-height"
        value={String(height)}
        options={heights.map((value) => ({ value: String(value), label: `${value}p` }))}
        onChoose={(value) => set({ height: chosenOf(heights, value) })}
        disabled={disabled}
      />
      {program.encoding.height !== height && (
        <p className="field-hint" role="status" data-testid="quality-height-later">
          {t('settings.encoding.later', { now: program.encoding.height, next: height })}
        </p>
      )}
      <SegmentedSetting
        label={t('settings.encoding.fps')}
        hint={t('settings.encoding.fpsHint')}
        testId="quality-fps"
        value={String(fps)}
        options={frameRates.map((value) => ({ value: String(value), label: String(value) }))}
        onChoose={(value) => set({ fps: chosenOf(frameRates, value) })}
        disabled={disabled}
      />
      <ChosenEncoding disabled={disabled} sending={sending} />
      <details className="encoding-more">
        <summary>{t('settings.encoding.more')}</summary>
        <ListedSetting
          label={t('settings.encoding.encoder')}
          hint={t('settings.encoding.encoderHint')}
          testId="quality-encoder"
          value={encoder}
          options={encoderOptions(known, encoder).map((value) => ({ value, label: t(`settings.encoding.encoders.${value}`) }))}
          onChoose={(value) => set({ encoder: chosenOf(encoderOptions(known, encoder), value) })}
          disabled={disabled}
        />
        <div className="form-end">
          <Button small testId="quality-look" disabled={disabled || looking} onPress={() => void look()}>
            {t(looking ? 'settings.encoding.looking' : 'settings.encoding.look')}
          </Button>
        </div>
        {known.length > 0 && (
          <p className="field-hint" role="status" data-testid="quality-found" data-value={found.map((view) => view.encoder).join(' ')}>
            {found.length > 0 ? t('settings.encoding.found') : t('settings.encoding.foundNone')}
          </p>
        )}
        <ListedSetting
          label={t('settings.encoding.preset')}
          hint={t('settings.encoding.presetHint')}
          testId="quality-preset"
          value={preset}
          options={presets.map((value) => ({ value, label: value }))}
          onChoose={(value) => set({ preset: chosenOf(presets, value) })}
          disabled={disabled || encoder !== 'x264'}
          reason={encoder === 'x264' ? undefined : t('settings.encoding.presetClosed')}
        />
      </details>
    </div>
  )
}
