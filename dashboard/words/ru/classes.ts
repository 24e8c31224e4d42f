export const classes = {}
