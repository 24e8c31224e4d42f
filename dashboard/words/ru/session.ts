export const session = {
  title: 'Вход',
  login: 'Логин',
  password: 'Пароль',
  school: 'Школа',
  signIn: 'Войти',
  again: 'Сеанс закончился. Войдите ещё раз: введённое на странице сохранится.',
}
