/**
 * The school subjects that a class flag stands on, from those of its pupils: the subject (or subjects) that most of them
 * share, since a share "by one subject" is the greatest over the subjects. None for no pupils.
 */
export function subjectsOfClass(ofPupils: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>()
  for (const subject of ofPupils.flatMap((subjects) => [...new Set(subjects)]))
    counts.set(subject, (counts.get(subject) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  return [...counts].filter(([, count]) => count === most).map(([subject]) => subject)
}
