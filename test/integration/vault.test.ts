import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseKey } from '../../extensions/kilowatch/src/storage/vault/encryption-key.ts';
import { countSealed, rotateKeys } from '../../extensions/kilowatch/src/storage/vault/rotate-keys.ts';
import { createVault } from '../../extensions/kilowatch/src/storage/vault/vault.ts';
import { createSchema, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());
beforeEach(() => schema.database.query('DELETE FROM kilowatch_internal.vault'));

const [oldKey, newKey, lostKey] = [keyOf('old'), keyOf('new'), keyOf('lost')];

function keyOf(name: string) {
	const key = parseKey(createHash('sha256').update(name).digest('hex'));
	if (!key) throw new Error('not a key');

	return key;
}

const placeOf = (number: number) => ({
	owner: `consent:${String(number).padStart(4, '0')}`,
	field: 'credentials',
});

async function fill(count: number, key = oldKey): Promise<void> {
	const vault = createVault([key]);
	for (let number = 0; number < count; number++)
		await vault.put(schema.database, placeOf(number), `secret ${number}`);
}

test('every credential is sealed with the new key, and opens without the old one', async () => {
	await fill(250);
	const progress: number[] = [];

	expect(await rotateKeys(schema.database, [newKey, oldKey], (done) => progress.push(done))).toEqual({
		rotated: 250,
		unopened: 0,
	});

	expect(progress).toEqual([100, 200, 250]);
	const vault = createVault([newKey]);
	for (const number of [0, 99, 100, 249])
		expect(await vault.get(schema.database, placeOf(number))).toBe(`secret ${number}`);
	expect(await countSealed(schema.database, newKey)).toEqual({ stored: 250, total: 0 });
});

test('twice is once: what has the key already is left alone', async () => {
	await fill(3);
	await rotateKeys(schema.database, [newKey, oldKey]);
	const before = await sealedValues();

	expect(await rotateKeys(schema.database, [newKey, oldKey])).toEqual({ rotated: 0, unopened: 0 });
	expect(await sealedValues()).toEqual(before);
});

test('what opens with no key stays, and is counted', async () => {
	await fill(2);
	await createVault([lostKey]).put(schema.database, placeOf(7), 'secret 7');

	expect(await rotateKeys(schema.database, [newKey, oldKey])).toEqual({ rotated: 2, unopened: 1 });
	expect(await createVault([lostKey]).get(schema.database, placeOf(7))).toBe('secret 7');
	await expect(createVault([newKey]).get(schema.database, placeOf(7))).rejects.toThrow(
		`was sealed with key ${lostKey.id}`,
	);
});

test('credentials written and read meanwhile are neither lost nor undone', async () => {
	await fill(300);
	const vault = createVault([newKey, oldKey]);
	const [rotation] = await Promise.all([
		rotateKeys(schema.database, [newKey, oldKey]),
		...Array.from({ length: 40 }, async (_, index) => {
			await vault.put(schema.database, placeOf(index * 7), `renewed ${index}`);
			expect(await vault.get(schema.database, placeOf(index * 7))).toBe(`renewed ${index}`);
		}),
	]);

	expect(rotation.unopened).toBe(0);
	expect(await countSealed(schema.database, newKey)).toEqual({ stored: 300, total: 0 });
	for (let index = 0; index < 40; index++)
		expect(await createVault([newKey]).get(schema.database, placeOf(index * 7))).toBe(`renewed ${index}`);
});

test('two rotations at once do the work once', async () => {
	await fill(200);
	const [one, other] = await Promise.all([
		rotateKeys(schema.database, [newKey, oldKey]),
		rotateKeys(schema.database, [newKey, oldKey]),
	]);

	expect(one.rotated + other.rotated).toBe(200);
});

async function sealedValues(): Promise<unknown[]> {
	return (await schema.database.query('SELECT owner, sealed FROM kilowatch_internal.vault ORDER BY owner'))
		.rows;
}
