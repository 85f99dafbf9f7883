/** Version of the texts a holder has seen before consenting; kept with each consent, raised with each change of them. */
export const CONSENT_TEXT_VERSION = '2026-11';
