export { countRequests } from './board/answers.ts'
export {
  byClass,
  byTeacher,
  type Compliance,
  complianceOf,
  type Group,
  type Headline,
  type PointLine,
  type Share,
} from './board/compliance.ts'
export { type Asked, groundOf, holderName, type JudgedSchool, judgeSchool, reasonsJson } from './board/judged.ts'
export { judgedFor, judgedOf, judgedReached } from './board/kept.ts'
export { publicKey } from './board/keys.ts'
export { isVeiled, type Scope, scopeOf } from './board/scope.ts'
