import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { useLanguage } from '../words/language.tsx'

/** Which exports are read. */
export const useProfiles = () =>
  useQuery({ queryKey: ['imports', 'profiles'], queryFn: () => call('GET /api/imports/profiles') })

/** What people call a profile. */
export function useProfileName(): (id: string) => string {
  const { data } = useProfiles()
  const { lang } = useLanguage()
  return (id) => data?.profiles.find((each) => each.id === id)?.title[lang] ?? id
}
