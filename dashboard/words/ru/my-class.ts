export const myClass = {}
