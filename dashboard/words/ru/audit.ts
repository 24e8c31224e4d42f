export const audit = {
  title: 'Журнал действий',
}
