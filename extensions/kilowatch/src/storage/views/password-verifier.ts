import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

const ITERATIONS = 4096;

/**
 * What PostgreSQL keeps of a password (SCRAM-SHA-256, RFC 5803). Given to it in place of the password, the password itself
 * stands in no statement, and so in no log of the server.
 *
 * @param password printable ASCII, of which the protocol changes nothing
 * @param salt 16 random bytes
 */
export function passwordVerifier(password: string, salt: Buffer): string {
	const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
	const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest();
	const storedKey = createHash('sha256').update(keyOf('Client Key')).digest('base64');
	const serverKey = keyOf('Server Key').toString('base64');

	return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
