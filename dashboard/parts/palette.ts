/** Okabe–Ito: tells apart for every kind of colour vision; states of duties first. */
export const palette = {
  met: '#009e73',
  metLate: '#66c2a5',
  dueSoon: '#f0e442',
  inGrace: '#e69f00',
  overdue: '#d55e00',
  missed: '#8f2f00',
  waived: '#56799e',
  noData: '#b5bac2',
  open: '#9aa3ae',
  accent: '#0072b2',
  second: '#cc79a7',
  third: '#56b4e9',
} as const
