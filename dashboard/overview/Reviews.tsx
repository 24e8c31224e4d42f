import { Anchor, SimpleGrid, Text, Title, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../call.ts'
import { type StatusId, states } from '../parts/Status.tsx'
import { useWords } from '../words/language.tsx'

type Review = Answer<'GET /api/overview/work'>['reviews'][number]

/** The rhythm of reviews, a strip a class: days since the last one, with the line that must not be crossed. */
export function Reviews({ reviews }: { reviews: readonly Review[] }) {
  const { overview, common } = useWords()
  const say = overview.reviews
  const late = reviews.filter(({ status }) => status === 'overdue' || status === 'in_grace').length
  const soon = reviews.filter(({ status }) => status === 'due_soon').length
  return (
    <figure style={{ margin: 0 }}>
      <figcaption>
        <Title order={3}>{say.title}</Title>
        <Text size="sm" c="dimmed">
          {reviews.length === 0 ? say.none : say.finding(late, soon, reviews.length)} {reviews.length > 0 && say.line}
        </Text>
      </figcaption>
      <SimpleGrid cols={{ base: 2, xs: 3, lg: 4 }} spacing="xs" verticalSpacing={6} mt="xs">
        {reviews.map((review) => (
          <Anchor
            key={review.key}
            component={Link}
            to="/duties/$key"
            params={{ key: review.key } as never}
            c="inherit"
            underline="never"
            className="strip"
          >
            <Text span size="sm" fw={review.status === 'overdue' ? 700 : 400} w={36}>
              {review.class}
            </Text>
            <Strip review={review} />
            <Text span size="sm" w={44} ta="right" style={{ whiteSpace: 'nowrap' }}>
              {review.age}
              <span aria-hidden="true" style={{ color: states[review.status as StatusId].colour }}>
                {' '}
                {states[review.status as StatusId].glyph}
              </span>
            </Text>
            <VisuallyHidden>
              {say.strip(review.class, review.age, review.limitDays)}, {common.status[review.status as StatusId]}
            </VisuallyHidden>
          </Anchor>
        ))}
      </SimpleGrid>
    </figure>
  )
}

function Strip({ review: { ages, limitDays } }: { review: Review }) {
  const height = 24
  const width = 60
  const top = limitDays * 1.6
  const y = (age: number) => height - (Math.min(Math.max(age, 0), top) / top) * height
  const step = ages.length > 1 ? width / (ages.length - 1) : 0
  const line = ages.map((age, at) => `${(at * step).toFixed(1)},${y(age).toFixed(1)}`).join(' ')
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className="strip-drawing" aria-hidden="true">
      <polygon points={`0,${height} ${line} ${width},${height}`} className="strip-area" />
      <line x1={0} x2={width} y1={y(limitDays)} y2={y(limitDays)} className="strip-limit" />
    </svg>
  )
}
