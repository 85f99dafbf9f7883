import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: 43 characters of a URL. */
const TOKEN_BYTES = 32;

/** The secret of a holder's link. Whoever has it is the holder, so it is told once and kept nowhere. */
export function createInvitationToken(): string {
	return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** Whether a text can be such a secret at all; the database is not asked for others. */
export function isInvitationToken(text: string): boolean {
	return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** What is kept of it. It is random, so that nothing has to slow down guessing. */
export function hashInvitationToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}
