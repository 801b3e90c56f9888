/** Between an icon and its text: lenses drop an ordinary blank there. */
export const gap = '\u00a0';
