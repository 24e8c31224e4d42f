import { ActionIcon, TextInput, type TextInputProps, VisuallyHidden } from '@mantine/core'
import { useLayoutEffect, useRef, useState } from 'react'
import { useToday } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import { dayFull } from './dates.ts'
import { type DayFault, dayWords, faultOf, readDay } from './days.ts'

type Props = Pick<TextInputProps, 'label' | 'description' | 'size' | 'required' | 'w' | 'aria-label' | 'disabled'> & {
  /** ISO, or empty where no day is chosen. */
  value: string
  onDay: (day: string) => void
  min?: string | undefined
  max?: string | undefined
  /** Stands before the words: «на 30 ноября, пн». */
  before?: string
  /** No room below: what is wrong shows as a frame and a hint, and is heard. */
  isTight?: boolean
  /** The day will not do for a reason that is told beside the field. */
  hasError?: boolean
}

/**
 * A day in the words of the page's language. Typed («10.11.2026», «10 ноября», ISO) it is taken on Enter or on leaving the
 * field, a whole date at once; the calendar of the browser opens from the button.
 */
export function DayField({ value, onDay, min, max, before = '', isTight = false, hasError = false, ...rest }: Props) {
  const { words, lang } = useLanguage()
  const today = useToday()
  const { typed, wrong, type, take, pick, drop } = useTyped({
    value,
    onDay,
    min,
    max,
    isRequired: rest.required === true,
  })
  const field = useRef<HTMLInputElement>(null)
  // A form is not sent with the day before of what is typed wrong.
  useLayoutEffect(() => field.current?.setCustomValidity(wrong ?? ''), [wrong])
  const shown = value === '' ? '' : `${before}${dayWords(value, lang, today)}`
  return (
    <TextInput
      {...rest}
      ref={field}
      value={typed ?? shown}
      placeholder={words.common.dayHint}
      autoComplete="off"
      error={wrong === undefined ? hasError : isTight || wrong}
      title={wrong}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={() => typed !== undefined && take(typed)}
      // Escape undoes what was typed here; a dialog around stays open.
      data-mantine-stop-propagation={typed !== undefined}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && typed !== undefined) take(typed)
        if (key === 'Escape') drop()
      }}
      rightSectionPointerEvents="all"
      rightSectionWidth={36}
      rightSection={
        <>
          {wrong !== undefined && isTight && <VisuallyHidden role="alert">{wrong}</VisuallyHidden>}
          <Calendar value={value} min={min} max={max} isDisabled={rest.disabled === true} onDay={pick} />
        </>
      }
    />
  )
}

type Typed = Pick<Props, 'value' | 'onDay' | 'min' | 'max'> & { isRequired: boolean }

/** What is being typed, until it is a day that will do. */
function useTyped({ value, onDay, min, max, isRequired }: Typed) {
  const bounds = { today: useToday(), min, max }
  const [typed, setTyped] = useState<string>()
  const [fault, setFault] = useState<DayFault>()
  const wrong = useFaultText(fault, min, max)
  const drop = () => {
    setTyped(undefined)
    setFault(undefined)
  }
  const take = (text: string) => {
    const found = faultOf(text, bounds, isRequired)
    setFault(found)
    if (found) return
    setTyped(undefined)
    const day = readDay(text, bounds) ?? ''
    if (day !== value) onDay(day)
  }
  const pick = (day: string) => {
    drop()
    onDay(day)
  }
  const type = (text: string) => {
    setTyped(text)
    setFault(undefined)
    const day = /\d{4}/.test(text) ? readDay(text, bounds) : undefined
    if (day !== undefined && day !== value) onDay(day)
  }
  return { typed, wrong, type, take, pick, drop }
}

/** What is wrong with what was typed, and how it is to be written. */
function useFaultText(fault: DayFault | undefined, min: string | undefined, max: string | undefined) {
  const { words, lang } = useLanguage()
  const { dayFaults } = words.common
  const said = (day: string | undefined) => (day === undefined ? undefined : dayFull(day, lang))
  if (fault === undefined) return undefined
  return fault === 'outside' ? dayFaults.outside(said(min), said(max)) : dayFaults[fault]
}

type CalendarProps = {
  value: string
  min: string | undefined
  max: string | undefined
  isDisabled: boolean
  onDay: (day: string) => void
}

/** The browser's own calendar behind a button; its field is not seen: it would write the day in the browser's language. */
function Calendar({ value, min, max, isDisabled, onDay }: CalendarProps) {
  const { common } = useLanguage().words
  const native = useRef<HTMLInputElement>(null)
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={isDisabled}
        aria-label={common.dayPick}
        onClick={() => native.current?.showPicker()}
      >
        <svg viewBox="0 0 16 16" width={16} height={16} aria-hidden="true">
          <path d="M2 3.5h12v10.5H2zM2 6.5h12M5 1.5v3M11 1.5v3" fill="none" stroke="currentColor" strokeWidth="1.4" />
        </svg>
      </ActionIcon>
      <input
        ref={native}
        type="date"
        className="day-native"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        min={min}
        max={max}
        onChange={({ currentTarget }) => {
          if (currentTarget.value !== '' && currentTarget.validity.valid) onDay(currentTarget.value)
        }}
      />
    </>
  )
}
