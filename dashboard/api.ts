import type { attendanceApi } from '../server/attendance/api.ts'
import type { auditApi } from '../server/audit/api.ts'
import type { documentsApi } from '../server/documents/api.ts'
import type { escalationsApi } from '../server/escalations/api.ts'
import type { familyApi } from '../server/family/api.ts'
import type { flagsApi } from '../server/flags/api.ts'
import type { importsApi } from '../server/imports/api.ts'
import type { interactionsApi } from '../server/interactions/api.ts'
import type { overviewApi } from '../server/overview/api.ts'
import type { peopleApi } from '../server/people/api.ts'
import type { pupilsApi } from '../server/pupils/api.ts'
import type { regulationApi } from '../server/regulation/api.ts'
import type { rosterApi } from '../server/roster/api.ts'
import type { schoolApi } from '../server/school/api.ts'
import type { searchApi } from '../server/search/api.ts'
import type { sessionApi } from '../server/session/api.ts'
import type { setupApi } from '../server/setup/api.ts'
import type { waiversApi } from '../server/waivers/api.ts'

/** Every route of the server, by name. A feature adds its contract here; the browser takes its types alone. */
export type Api = typeof waiversApi &
  typeof schoolApi &
  typeof peopleApi &
  typeof overviewApi &
  typeof importsApi &
  typeof interactionsApi &
  typeof rosterApi &
  typeof attendanceApi &
  typeof documentsApi &
  typeof regulationApi &
  typeof flagsApi &
  typeof escalationsApi &
  typeof sessionApi &
  typeof auditApi &
  typeof pupilsApi &
  typeof searchApi &
  typeof setupApi &
  typeof familyApi
