export const pupil = {}
