export const regulation = {}
