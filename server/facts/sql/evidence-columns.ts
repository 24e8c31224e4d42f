type Columns = {
  readonly on: string
  readonly kind: string
  readonly subject?: string
  readonly lessonNo?: string
  readonly value?: string
  readonly weight?: string
  readonly severity?: string
  readonly role?: string
  readonly counts?: string
}

/** The same columns for every list, whatever table the records are of. */
export function evidenceColumns(source: string, columns: Columns): string {
  const { on, kind, subject, lessonNo, value, weight, severity, role, counts } = columns
  return `'${source}' as source, ${on} as "on", ${kind} as kind, ${subject ?? 'null'}::text as subject,
  ${lessonNo ?? 'null'}::int as "lessonNo", ${value ?? 'null'}::int as value, ${weight ?? 'null'}::int as weight,
  ${severity ?? 'null'}::int as severity, ${role ?? 'null'}::text as role, ${counts ?? '1'}::int as counts`
}
