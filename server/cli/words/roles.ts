import type { Lang } from '../command.ts'

/** Roles as people call them. */
export const roleWords: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  ru: {
    principal: 'директор',
    deputy: 'заместитель директора по воспитанию',
    academicDeputy: 'заместитель директора по учебной работе',
    classTeacher: 'классный руководитель',
    subjectTeacher: 'учитель-предметник',
    psychologist: 'педагог-психолог',
    socialEducator: 'социальный педагог',
    speechTherapist: 'учитель-логопед',
    secretary: 'секретарь',
    methodologist: 'методист',
    journalAdmin: 'кто загружает журнал',
    systemAdmin: 'системный администратор',
  },
  en: {
    principal: 'principal',
    deputy: 'deputy head for education work',
    academicDeputy: 'deputy head for academics',
    classTeacher: 'class teacher',
    subjectTeacher: 'subject teacher',
    psychologist: 'psychologist',
    socialEducator: 'social educator',
    speechTherapist: 'speech therapist',
    secretary: 'secretary',
    methodologist: 'methodologist',
    journalAdmin: 'who uploads the journal',
    systemAdmin: 'system administrator',
  },
}
