export const interactions = {}
