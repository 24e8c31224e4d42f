import { posix } from 'node:path'
import {
  checkChannels,
  checkFacts,
  checkIncidentKinds,
  checkInstruments,
  checkLadder,
  checkProfile,
} from '../../domain/checks/catalogue.ts'
import { checkDuties } from '../../domain/checks/duties.ts'
import { doubtful, type Finding, wrong } from '../../domain/checks/finding.ts'
import { checkRules } from '../../domain/checks/rules.ts'
import type { Profile } from '../../domain/formats/profile.ts'
import type { Problem } from '../../problem.ts'
import { checkReviewed } from './review.ts'
import type { CheckedFile, LoadedRule, RuleSet } from './ruleset.ts'

type Place = (file: CheckedFile, findings: readonly Finding[]) => Problem[]

/** Problems that need more than one file to be seen, and those of the catalogue and the regulation. */
export function checkAcross(ruleSet: RuleSet, place: Place): Problem[] {
  const between = checkRules(
    ruleSet.rules.map(({ rule }) => rule),
    ruleSet.facts,
    unreadRules(ruleSet),
  )
  return [
    ...ruleSet.files.flatMap((file) => place(file, checkOrphan(file, ruleSet))),
    ...between.flatMap(({ index, finding }) => at(ruleSet.rules[index]?.file, [finding], place)),
    ...ruleSet.rules.flatMap((loaded) => place(loaded.file, [...checkName(loaded), ...checkBeside(loaded)])),
    ...ruleSet.rules.flatMap((loaded) => at(loaded.examplesFile, checkExamplesOf(loaded), place)),
    ...checkContent(ruleSet, place),
    ...checkReviewed(ruleSet, place),
  ]
}

/** Ids of rules whose file cannot be read, or is gone and has left its examples: each has one message of its own. */
function unreadRules({ files }: RuleSet): string[] {
  return files
    .filter(({ kind, isSound }) => kind === 'examples' || (kind === 'rule' && !isSound))
    .map(({ path }) => idOf(path))
}

function idOf(path: string): string {
  return posix.basename(path).split('.')[0] ?? ''
}

function checkOrphan({ kind, path }: CheckedFile, { files }: RuleSet): Finding[] {
  const own = path.replace(/\.examples\.json$/, '.json')
  if (kind !== 'examples' || files.some((file) => file.path === own)) return []
  const name = posix.basename(own)
  return [
    wrong(
      'orphan-examples',
      ['rule'],
      {
        ru: `Файла правила ${name} нет, а его примеры остались`,
        en: `The rule file ${name} is gone and has left its examples`,
      },
      {
        ru: `Верните ${name}. Если правило больше не нужно, не удаляйте его: поставьте "status": "off" или закройте датой "effective.until"`,
        en: `Put ${name} back. A rule no longer needed is not deleted: set "status" to "off", or end it by "effective.until"`,
      },
    ),
  ]
}

function at(file: CheckedFile | undefined, findings: readonly Finding[], place: Place): Problem[] {
  return file ? place(file, findings) : []
}

function checkContent(ruleSet: RuleSet, place: Place): Problem[] {
  const isWhole = ruleSet.files.every(({ kind, isSound }) => kind !== 'regulation' || isSound)
  const points = isWhole ? ruleSet.points.map(({ id }) => id) : []
  const of = (kind: CheckedFile['kind'], findings: readonly Finding[]) =>
    at(
      ruleSet.files.find((file) => file.kind === kind && file.isSound),
      findings,
      place,
    )
  const regulation = ruleSet.files.filter(({ kind, isSound }) => kind === 'regulation' && isSound)
  const profiles = ruleSet.files.filter(({ kind, isSound }) => kind === 'import-profile' && isSound)
  return [
    ...of('facts', checkFacts([...ruleSet.facts.values()])),
    ...of('incident-kinds', checkIncidentKinds(ruleSet.incidentKinds)),
    ...of('channels', checkChannels(ruleSet.channels)),
    ...of('instruments', checkInstruments(ruleSet.familyInstruments)),
    ...of('ladder', ruleSet.ladder ? checkLadder(ruleSet.ladder, points) : []),
    ...profiles.flatMap((file) => place(file, checkProfile(file.value as Profile, ruleSet.incidentKinds))),
    ...regulation.flatMap((file) => place(file, checkDuties((file.value as RuleSet['regulation'][number]).points))),
  ]
}

function checkName({ rule, file }: LoadedRule): Finding[] {
  const folder = file.path.split('/')[0]
  const misplaced = folder === rule.subject ? [] : [wrongFolder(rule.subject)]
  const base = posix.basename(file.path, '.json')
  if (base === rule.id || base.startsWith(`${rule.id}.`)) return misplaced
  return [
    ...misplaced,
    wrong(
      'file-name',
      ['id'],
      { ru: `Файл назван ${base}, а правило ${rule.id}`, en: `The file is called ${base}, the rule ${rule.id}` },
      { ru: `Назовите файл ${rule.id}.json`, en: `Call the file ${rule.id}.json` },
    ),
  ]
}

function wrongFolder(subject: string): Finding {
  return wrong(
    'wrong-folder',
    ['subject'],
    {
      ru: `Это правило о ${subject === 'class' ? 'классе' : 'ученике'} лежит не в rules/${subject}`,
      en: `This rule about a ${subject} is not in rules/${subject}`,
    },
    { ru: `Перенесите файл в rules/${subject}`, en: `Move the file to rules/${subject}` },
  )
}

function checkBeside({ rule, examplesFile, file }: LoadedRule): Finding[] {
  if (examplesFile) return []
  const make = rule.status === 'active' || rule.status === 'trial' ? wrong : doubtful
  const name = posix.basename(file.path).replace(/\.json$/, '.examples.json')
  return [
    make(
      'missing-examples',
      ['id'],
      { ru: `У правила ${rule.id} нет примеров`, en: `The rule ${rule.id} has no examples` },
      { ru: `Создайте рядом ${name}`, en: `Create ${name} beside it` },
    ),
  ]
}

function checkExamplesOf({ rule, examples }: LoadedRule): Finding[] {
  if (!examples || examples.rule === rule.id) return []
  return [
    wrong(
      'examples-of-another',
      ['rule'],
      {
        ru: `Примеры названы для ${examples.rule}, а лежат у ${rule.id}`,
        en: `The examples are for ${examples.rule} but lie beside ${rule.id}`,
      },
      { ru: `Напишите "rule": "${rule.id}"`, en: `Write "rule": "${rule.id}"` },
    ),
  ]
}
