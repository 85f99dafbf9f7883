import { z } from 'zod';

export const oresConsentSchema = z.strictObject({
	/** the authorization server's grant that the consent's tokens belong to */
	grantId: z.string(),
	consentId: z.string(),
	eans: z.array(z.string()),
	/** last local day, `YYYY-MM-DD` */
	validUntil: z.iso.date(),
});

/** Which metering points a holder has opened to the application, by grant. */
export type OresConsent = z.infer<typeof oresConsentSchema>;
