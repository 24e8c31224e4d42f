/** A row of small bars of shares from 0 to 1; null leaves a gap. Beside a number that says the same in words. */
export function Sparkline({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const width = 8
  const height = 32
  return (
    <svg width={values.length * width} height={height} role="img" aria-label={label} style={{ flexShrink: 0 }}>
      {values.map((value, at) => {
        if (value === null) return null
        const tall = Math.max(2, value * height)
        return (
          <rect
            key={at}
            x={at * width}
            y={height - tall}
            width={width - 2}
            height={tall}
            rx={1}
            fill="var(--small-drawing)"
            opacity={at === values.length - 1 ? 1 : 0.5}
          />
        )
      })}
    </svg>
  )
}
