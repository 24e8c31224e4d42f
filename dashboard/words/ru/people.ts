export const people = {
  title: 'Люди и роли',
}
