/** A consent whose meter the operator names only later is neither lost nor asked for twice at once. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectMeter } from '../../extensions/kilowatch/src/consent/connect-meter.ts';
import {
	finishWaiting,
	receiveCallback,
	tryToFinish,
} from '../../extensions/kilowatch/src/consent/finish-waiting.ts';
import { startConsent } from '../../extensions/kilowatch/src/consent/start-consent.ts';
import type { ConsentOutcome, Provider } from '../../extensions/kilowatch/src/providers/provider.ts';
import { readConsent } from '../../extensions/kilowatch/src/storage/consents.ts';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createOperator } from '../support/operator.ts';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

const later: ConsentOutcome = {
	kind: 'later',
	failure: { class: 'no_data', code: 'no_service', message: 'Not listed yet' },
};
const granted = (pointId: string): ConsentOutcome => ({
	kind: 'granted',
	externalId: '42',
	points: [{ pointId, validUntil: '2029-11-23', consumption: true, production: false }],
});
const refused: ConsentOutcome = { ...later, kind: 'refused' };
const callback = { autorisation_id: '42' };
const key = parseKey(randomBytes(32).toString('hex'));

let schema: SchemaForTest;
let logged: string[];

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(async () => {
	logged = [];
	await schema.database.query('DELETE FROM kilowatch_internal.waiting_consents');
});

const vault = createVault(key ? [key] : []);
const context = () => ({
	database: schema.database,
	vault,
	now: () => new Date(),
});

/** An operator that gives one outcome after the other, the last one for ever; `asked` are the callbacks it had. */
function operator(...outcomes: ConsentOutcome[]): Provider & { asked: unknown[] } {
	const asked: unknown[] = [];

	return {
		...createOperator({}),
		completeConsent: (given) => {
			asked.push(given);

			return Promise.resolve(outcomes[Math.min(asked.length, outcomes.length) - 1] ?? later);
		},
		asked,
	};
}

/** A holder's way to the operator's page and back, up to the moment at which the operator is asked. */
async function comeBack(label: string, given: Record<string, string> = callback) {
	const provider = operator();
	const asked = await connectMeter(schema.database, provider, {
		building: schema.building,
		pointId: undefined,
		scopes: ['daily'],
		label,
		personal: false,
		requestedBy: null,
	});
	const consent = await readConsent(schema.database, asked.consent);
	if (!consent) throw new Error('There is no consent');
	const { state, browserSecret } = await startConsent(context(), provider, consent, null);
	const transaction = await receiveCallback(context(), { state, browserSecret, provider: 'enedis' }, given);
	if (!transaction) throw new Error('The state was not known');

	return { ...asked, transaction };
}

function goOn(provider: Provider): Promise<number> {
	return finishWaiting({
		...context(),
		providers: new Map([['enedis', provider]]),
		log: (message) => logged.push(message),
	});
}

async function countWaiting(): Promise<number> {
	const { rows } = await schema.database.query<{ count: number }>(
		'SELECT count(*)::int AS count FROM kilowatch_internal.waiting_consents',
	);

	return only(rows).count;
}

const makeDue = () =>
	schema.database.query('UPDATE kilowatch_internal.waiting_consents SET next_try_at = now()');

async function statusOf(consent: string): Promise<string | undefined> {
	return (await readConsent(schema.database, consent))?.status;
}

test('named at once, nothing waits', async () => {
	const { consent, transaction } = await comeBack('At once');

	expect(await countWaiting()).toBe(1);
	expect(
		await tryToFinish(context(), operator(granted('20000000000001')), transaction, callback),
	).toMatchObject({ kind: 'granted' });
	expect(await statusOf(consent)).toBe('active');
	expect(await countWaiting()).toBe(0);
});

test('a refusal on the operator’s page is not waited for', async () => {
	const answer = { error: 'access_denied' };
	const { consent, transaction } = await comeBack('Refused', answer);

	expect(await countWaiting()).toBe(0);
	await tryToFinish(context(), operator(refused), transaction, answer);
	expect(await statusOf(consent)).toBe('refused');
});

test('not named yet, it is asked for again when it is due, with what came back, and then granted', async () => {
	const { consent, transaction } = await comeBack('Later');
	const provider = operator(later, later, granted('20000000000002'));

	expect(await tryToFinish(context(), provider, transaction, callback)).toMatchObject({ kind: 'waiting' });
	expect(await statusOf(consent)).toBe('pending');
	expect(await goOn(provider)).toBe(0);
	expect(provider.asked).toHaveLength(1);

	await makeDue();
	expect(await goOn(provider)).toBe(0);
	await makeDue();
	expect(await goOn(provider)).toBe(1);
	expect(provider.asked).toEqual([callback, callback, callback]);
	expect(await statusOf(consent)).toBe('active');
	expect(await countWaiting()).toBe(0);
});

test('the pauses grow', async () => {
	const { transaction } = await comeBack('Patience');
	await tryToFinish(context(), operator(), transaction, callback);
	const pauses: number[] = [];
	for (let tries = 1; tries <= 8; tries += 1) {
		const { rows } = await schema.database.query<{ seconds: number }>(
			'SELECT round(extract(epoch FROM next_try_at - now()))::int AS seconds FROM kilowatch_internal.waiting_consents',
		);
		pauses.push(Math.round(only(rows).seconds / 10) * 10);
		await makeDue();
		await goOn(operator());
	}

	expect(pauses).toEqual([60, 120, 300, 600, 1800, 3600, 3600, 3600]);
});

test('a process that died while it asked loses nothing: another one goes on', async () => {
	const { consent } = await comeBack('Crash');
	const provider = operator(granted('20000000000003'));

	expect(await goOn(provider)).toBe(0);
	await makeDue();
	expect(await goOn(provider)).toBe(1);
	expect(await statusOf(consent)).toBe('active');
});

test('several processes ask once', async () => {
	await comeBack('Once');
	await makeDue();
	const provider = operator(granted('20000000000004'));
	const counts = await Promise.all(Array.from({ length: 5 }, () => goOn(provider)));

	expect(counts.reduce((sum, count) => sum + count)).toBe(1);
	expect(provider.asked).toHaveLength(1);
});

test('after a day it is given up, and said so', async () => {
	const { consent } = await comeBack('Given up');
	await schema.database.query(
		`UPDATE kilowatch_internal.waiting_consents SET since = now() - interval '25 hours', next_try_at = now()`,
	);
	const provider = operator(granted('20000000000005'));

	expect(await goOn(provider)).toBe(0);
	expect(provider.asked).toEqual([]);
	expect(logged).toEqual(['The operator has not named the meter of a consent']);
	expect(await countWaiting()).toBe(0);
	expect(await statusOf(consent)).toBe('pending');
});

test('a consent that was given otherwise meanwhile is waited for no more', async () => {
	const { consent } = await comeBack('Meanwhile');
	await schema.database.query(`UPDATE iot_consents SET status = 'active' WHERE id = $1`, [consent]);
	await makeDue();

	expect(await goOn(operator(granted('20000000000006')))).toBe(0);
	expect(await countWaiting()).toBe(0);
});

test('an operator that is not configured any more keeps nobody else waiting', async () => {
	const { consent } = await comeBack('Gone');
	await makeDue();

	expect(await finishWaiting({ ...context(), providers: new Map(), log: () => undefined })).toBe(0);
	expect(await statusOf(consent)).toBe('pending');
	expect(await countWaiting()).toBe(1);
});
