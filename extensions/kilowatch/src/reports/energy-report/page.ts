/** The paper: A4, and where on it something may stand (points, y from the top). */
export const pageWidth = 595.28;
export const pageHeight = 841.89;
export const margin = 42;
export const contentWidth = pageWidth - 2 * margin;
/** below the line that heads every page but the first */
export const contentTop = 66;
/** above the line at the foot */
export const contentBottom = 786;
