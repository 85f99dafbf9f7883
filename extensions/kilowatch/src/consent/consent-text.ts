/**
 * Version of the texts that the Studio shows to whoever connects a meter together with its holder; kept with each consent,
 * raised with each change of them.
 */
export const CONSENT_TEXT_VERSION = '2026-11';

/** The same of the holder's own page: its texts are in `holder-page/statement/`, one file a version. */
export const HOLDER_TEXT_VERSION = '2026-11-h';
