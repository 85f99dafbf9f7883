/**
 * A process that asks for a consent's token so many times at once, as the jobs of a server may: each ask opens the sealed
 * credentials by itself. It says `ready`, waits for a line, asks, and says what it got.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { configuredProviders } from '../../../extensions/kilowatch/src/api/configured-providers.ts';
import { readEnvironment } from '../../../extensions/kilowatch/src/api/environment.ts';
import { openGate } from '../../../extensions/kilowatch/src/providers/http/call-gate.ts';
import { noBreakers } from '../../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import { openDatabase } from '../../../extensions/kilowatch/src/storage/database.ts';
import { createVault } from '../../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createOpenAccess } from '../../../extensions/kilowatch/src/sync/consent-access.ts';

const { KILOWATCH_TEST_ACCESS: task = '', ...settings } = process.env;
const { databaseUrl, device, consent, asks } = JSON.parse(task) as {
	databaseUrl: string;
	device: string;
	consent: string;
	asks: number;
};
const { environment } = readEnvironment(settings);
const { IOT_ENCRYPTION_KEY: key } = environment;
const now = () => new Date();
const database = openDatabase({
	connection: { connectionString: databaseUrl },
	// as in production
	maxConnections: 4,
	onIdleError: () => undefined,
});
const { providers } = configuredProviders(environment, {
	fetch,
	now,
	sleep,
	gate: openGate,
	breakers: noBreakers,
});
const tokens = providers.get('ores')?.tokens;
if (!tokens) throw new Error('ORES is not configured');
const openAccess = createOpenAccess({
	database,
	vault: createVault(key ? [key] : []),
	now,
	log: () => undefined,
});

await database.query('SELECT 1');
console.log('ready');
await once(process.stdin, 'data');
const outcomes = await Promise.all(
	Array.from({ length: asks }, () =>
		openAccess({ consent, device, provider: 'ores', tokens }).token(AbortSignal.timeout(30_000)),
	),
);
console.log(
	JSON.stringify(
		outcomes.map((outcome) => (outcome.kind === 'token' ? outcome.token : outcome.failure.code)),
	),
);
await database.close();
process.exit(0);
