import { z } from 'zod';
import { readJson } from '../http/exchange.ts';

/** The tokens of one consent, as they are sealed. */
export interface OresCredentials {
	accessToken: string;
	/** the moment from which the access token is not used any more */
	useUntil: Date;
	/** good once: with each use comes the next one */
	refreshToken: string;
}

/** How long before its end an access token is no longer used; of a short life half. */
const EARLY_SECONDS = 60;

const sealedForm = z.strictObject({
	access_token: z.string(),
	use_until: z.iso.datetime().transform((text) => new Date(text)),
	refresh_token: z.string(),
});

/** The moment from which a token of such a life is not used any more. */
export function useUntil(now: Date, lifeSeconds: number): Date {
	return new Date(now.getTime() + Math.max(lifeSeconds - EARLY_SECONDS, lifeSeconds / 2) * 1000);
}

export function writeCredentials({ accessToken, useUntil: until, refreshToken }: OresCredentials): string {
	return JSON.stringify({
		access_token: accessToken,
		use_until: until.toISOString(),
		refresh_token: refreshToken,
	});
}

/** @returns `undefined` for a text that is not ours */
export function readCredentials(text: string): OresCredentials | undefined {
	const read = sealedForm.safeParse(readJson(text)).data;

	return (
		read && { accessToken: read.access_token, useUntil: read.use_until, refreshToken: read.refresh_token }
	);
}
